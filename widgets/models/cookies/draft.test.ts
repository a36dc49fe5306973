// What the draft's text makes of the recorded cases, against what was expected of it when they were recorded: there it was
// written down from memory, as places where it differs from each browser. Where the text says otherwise, the text counts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Case, Recording, Value } from './proof/recording.ts';
import { replay } from './proof/replay.ts';
import type { ScriptPage } from './proof/tab.ts';

const folder = new URL('../../../content/vectors/captures/cookies/', import.meta.url);
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file): readonly Case[] => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording).cases)
  .filter(({ draft }) => draft);

/** Cases in which draft-ietf-httpbis-rfc6265bis-22 says something else than was remembered. */
const otherwise: Readonly<Record<string, string>> = {
  x23: '5.7 steps 20 to 22 know __Secure- and __Host- only: __Http- is younger',
  x26: '5.7 step 21.3 wants a Path attribute and the path /; 5.6.4 makes Path=x such an attribute, with the default-path /',
  ss21: '5.2: a reload by the browser is same-site only if the page was reached by a same-site request',
  ss29: '5.2, criterion 1: a redirect through another site makes the request cross-site',
  ss31: '5.2, criterion 1: a redirect through another site makes the request cross-site',
  ss32: '5.2, criterion 1: a redirect through another site makes the request cross-site',
};

/** The draft's cases use assignments to document.cookie only. */
const evaluate = (script: string, page: ScriptPage): Value => {
  for (const [, text = ''] of script.matchAll(/document\.cookie='((?:[^'\\]|\\.)*)'/g))
    page.write(JSON.parse(`"${text.replaceAll('"', '\\"')}"`));
  return page.read();
};

/** What was compared then: headers, document.cookie, values of scripts, lifetimes. */
const compared = (difference: string) =>
  !/^stored .*(?:only in|sameSite|secure|httpOnly)|\.readable|frameDocumentCookie|frameCookieHeader/.test(difference);

for (const recorded of cases)
  for (const browser of ['chromium', 'firefox']) {
    test(`${recorded.id} ${recorded.title}: the draft against ${browser}`, () => {
      const places = replay(recorded, 'rfc6265bis', evaluate, browser)
        .filter(compared)
        .map((difference) => difference.split(':')[0]);
      const page = recorded.results[browser]?.requests.findIndex(
        ({ navigationError }) => navigationError !== undefined,
      );
      const expected = (recorded.disagree[`draft (recalled), ${browser}`] ?? [])
        .map((place) => place.replace(/ \(order\)$/, ''))
        // A page that failed to open has no document of its own.
        .filter((place) => place !== `requests[${page}].documentCookie`);
      if (otherwise[recorded.id] === undefined) assert.deepEqual(places, expected);
      else if (browser === 'chromium') assert.notDeepEqual(places, expected);
    });
  }

test('every case in which the text says otherwise is among the cases', () => {
  const ids = new Set(cases.map(({ id }) => id));
  assert.deepEqual(
    Object.keys(otherwise).filter((id) => !ids.has(id)),
    [],
  );
  assert.ok(cases.length >= 185, `${cases.length}`);
});
