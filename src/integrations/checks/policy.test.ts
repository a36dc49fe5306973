import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { policy } from './policy.ts';

const meta = (content: string) => `<meta http-equiv="content-security-policy" content="${content}">`;
const strict = meta(`default-src 'none'; script-src 'self' 'sha256-abc'; img-src data:`);
const problems = (html: string) => policy.run(houseOf({ pages: { '/a.html': html } })).map(({ what }) => what);

test('a page with a strict policy and its own files passes', () => {
  const html = `${strict}<script src="x.js"></script><img src="data:image/png;base64,"><a href="https://example.org/">`;
  assert.deepEqual(problems(html), []);
});

for (const [claim, html] of [
  ['no policy', '<p>'],
  ['a policy that does not begin with nothing', meta(`script-src 'self'`)],
  ['unsafe-inline', meta(`default-src 'none'; style-src 'unsafe-inline'`)],
  ['a wildcard', meta(`default-src 'none'; img-src *`)],
  ['a foreign host', meta(`default-src 'none'; font-src https://fonts.example`)],
  ['a style attribute', `${strict}<p style="color:red">`],
  ['an inline handler', `${strict}<button onclick="go()">`],
  ["somebody else's script", `${strict}<script src="https://cdn.example/x.js"></script>`],
  ["somebody else's picture", `${strict}<img src="//cdn.example/x.png">`],
  ["somebody else's style sheet", `${strict}<link rel="stylesheet" href="https://cdn.example/x.css">`],
] as const) {
  test(`${claim} is found`, () => assert.equal(problems(html).length, 1));
}
