// Every recorded case in Chromium 156 and Firefox 153, and what the draft makes of it. COOKIES names another folder of
// recordings: `COOKIES=/some/folder node --test widgets/models/cookies/recordings.test.ts`.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import type { ProfileName } from './profile.ts';
import type { Recording, Value } from './proof/recording.ts';
import { replay } from './proof/replay.ts';
import type { ScriptPage } from './proof/tab.ts';

const captures = fileURLToPath(new URL('../../../content/vectors/captures/', import.meta.url));
const unseen = process.env['COOKIES'];
const folder = unseen ?? join(captures, 'cookies');
const recordings: readonly Recording[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const cases = recordings.flatMap(({ cases: own }) => own);

/** The page's side of what a script may call. It lives in the script's realm, so that its promises settle there. */
const prelude = `
  const documentOf = (page) => ({
    get cookie() { return page.read(); },
    set cookie(text) { page.write(String(text)); },
    hasStorageAccess: async () => page.hasStorageAccess,
    requestStorageAccess: async () => {
      if (!page.hasStorageAccess) throw Object.assign(new Error('no user gesture'), { name: 'NotAllowedError' });
    },
    createElement: () => ({ src: '', onload() {} }),
    body: { append(frame) { frame.contentDocument = documentOf(page.frame(frame.src)); frame.onload(); } },
  });
  const named = (name) => page.list().filter((each) => each.name === (name.name ?? name));
  globalThis.document = documentOf(page);
  globalThis.setTimeout = (run) => run();
  globalThis.cookieStore = {
    getAll: async (name) => (name === undefined ? page.list() : named(name)),
    get: async (name) => named(name)[0] ?? null,
    set: async (set, value) => page.setByApi(set.name === undefined ? { name: set, value } : set),
    delete: async (name) => page.setByApi({ ...(name.name === undefined ? { name } : name), value: '' }, true),
  };`;

/** Runs a recording's script as a page would; its promises are settled before it returns. */
function evaluator(): (script: string, page: ScriptPage) => Value {
  const storage = new Map<string, Record<string, string>>();
  return (script, page) => {
    const localStorage = storage.get(page.storageKey) ?? {};
    storage.set(page.storageKey, localStorage);
    const settled: { value?: Value } = {};
    const realm = createContext({ page, localStorage, settled }, { microtaskMode: 'afterEvaluate' });
    runInContext(prelude, realm);
    runInContext(`(async () => { settled.value = await (0, eval)(${JSON.stringify(script)}); })()`, realm);
    return JSON.parse(JSON.stringify(settled.value ?? null));
  };
}

for (const recorded of cases)
  for (const browser of Object.keys(recorded.results) as ProfileName[]) {
    if (!/^(?:chromium|firefox)/.test(browser)) continue;
    test(`${recorded.id} ${recorded.title}: ${browser}`, () => {
      assert.deepEqual(replay(recorded, browser, evaluator()), []);
    });
  }

test('a model that is wrong is found out: the other browser’s profile fails the cases in which they differ', {
  skip: unseen !== undefined,
}, () => {
  // Only what the tools show differs there: the document of an error page, a name with a byte order mark.
  const tools = ['y22', 'y28'];
  const differ = cases.filter((each) => (each.disagree['chromium, firefox'] ?? []).length > 0);
  const unnoticed = differ.filter(
    (each) =>
      replay(each, 'chromium', evaluator(), 'firefox').length === 0 &&
      replay(each, 'firefox', evaluator(), 'chromium').length === 0,
  );
  assert.deepEqual(
    unnoticed.map(({ id }) => id),
    tools,
  );
});

test('the proof that figures print lists exactly these cases', { skip: unseen !== undefined }, () => {
  const proofs: { model: string; recordings: string[] }[] = JSON.parse(
    readFileSync(join(captures, 'proofs.json'), 'utf8'),
  );
  assert.deepEqual(proofs.find(({ model }) => model === 'cookies')?.recordings, cases.map(({ id }) => id).sort());
});
