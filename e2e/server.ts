// A static server as simple as any: the built site at the root of a host and, the same files, under a long path.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import sirv from 'sirv';
import { dist } from './built.ts';

/** Where the same build stands a second time. */
export const deepMount = '/a/b/c/';

export interface Site {
  /** `http://127.0.0.1:40123` */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Serves on a free port, so that several runs on one machine do not meet. */
export async function serve(): Promise<Site> {
  const missing = readFileSync(`${dist}404.html`);
  const files = sirv(dist, { etag: true });
  const server = createServer((request, response) => {
    const deep = request.url?.startsWith(deepMount);
    if (deep) request.url = `/${request.url?.slice(deepMount.length)}`;
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/html;charset=utf-8' });
      response.end(missing);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server listens nowhere.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
