// A recording as a file: what the model's tests read is what a reader can download.

import { getCollection } from 'astro:content';
import { readFile } from 'node:fs/promises';
import type { APIRoute } from 'astro';

export async function getStaticPaths() {
  return (await getCollection('recordings')).map(({ id }) => ({ params: { id } }));
}

export const GET: APIRoute = async ({ params }) =>
  new Response(await readFile(`content/vectors/captures/${params['id']}.json`, 'utf8'), {
    headers: { 'content-type': 'application/json' },
  });
