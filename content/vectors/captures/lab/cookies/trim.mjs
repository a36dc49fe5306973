// node trim.mjs FILE.json... --to FOLDER: what the models' tests need of the laboratory's files. Results of other
// engines and libraries, and of requests what is not about cookies, are left out.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const args = process.argv.slice(2);
const to = args.splice(args.indexOf('--to'), 2)[1];
const browsers = ['chromium', 'chromium-as-shipped', 'firefox', 'firefox-partitioning-off'];
const fields = ['cookieHeader', 'cookieCount', 'headerLength', 'names', 'moreRuns', 'documentCookie', 'value', 'notSent', 'navigationError', 'frameCookieHeader'];
const only = (object, keys) => Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
const trimmed = (request) => ({
  ...only(request, fields),
  ...(request.client ? { client: only(request.client, ['bodyReadable', 'frameDocumentCookie', 'error', 'opened']) } : {}),
  ...(request.hops ? { hops: request.hops.map((hop) => hop && only(hop, fields)) } : {}),
});
for (const file of args) {
  const { group, description, versions, cases } = JSON.parse(readFileSync(file, 'utf8'));
  const lines = cases.map(({ results, disagree, ...rest }) => {
    const kept = browsers
      .filter((name) => results[name])
      .map((name) => [name, { requests: results[name].requests.map(trimmed), stored: results[name].stored }]);
    const places = Object.entries(disagree).filter(([pair]) => !/webkit|tough/.test(pair));
    const draft = results['tough-cookie'] !== undefined || places.some(([pair]) => pair.startsWith('draft'));
    return JSON.stringify({ ...rest, disagree: Object.fromEntries(places), draft, results: Object.fromEntries(kept) });
  });
  const head = JSON.stringify({ group, description, versions: only(versions, ['chromium', 'firefox']) }).slice(0, -1);
  writeFileSync(join(to, basename(file)), `${head},"cases":[\n${lines.join(',\n')}\n]}\n`);
}
