// The book as the pages see it: parts and chapters in order, the questions of each chapter,
// sources and terms, all with references resolved or refused.
import { getCollection, getEntry } from 'astro:content';
import { type Locale, locales } from '#content/locales.ts';
import { AuthorError } from './errors.ts';
import { factIds, findFact } from './facts.ts';
import {
  type Proofs,
  type Question,
  type Recording,
  type RecordingPage,
  type Source,
  schemas,
  type Term,
  validated,
} from './schemas.ts';

export interface Chapter {
  readonly slug: string;
  readonly title: Readonly<Record<Locale, string>>;
  readonly part: Part;
  /** Position in its part, from 1. */
  readonly number: number;
  readonly questions: readonly Question[];
}

export interface Part {
  readonly id: string;
  readonly title: Readonly<Record<Locale, string>>;
  readonly chapters: Chapter[];
}

export interface Book {
  readonly parts: readonly Part[];
  readonly chapters: readonly Chapter[];
  readonly chapterOfQuestion: ReadonlyMap<string, Chapter>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly terms: ReadonlyMap<string, Term>;
  /** Sorted by name: `linux-6.18/01a-normal-client-closes-first`. */
  readonly recordings: readonly Recording[];
  /** What the page of recordings says about them. */
  readonly recordingPage: RecordingPage;
  /** Which model replays which recordings. */
  readonly proofs: Proofs;
}

let loaded: Promise<Book> | undefined;

/** Reads and checks everything once a build. Throws {@link AuthorError} at the first mistake. */
export function readBook(): Promise<Book> {
  loaded ??= load();
  return loaded;
}

/** Chapters that stand in the outline and whose files exist: only what exists is shown. */
async function load(): Promise<Book> {
  const outline = await readWhole('outline', schemas.outline);
  const written = new Set((await getCollection('chapters')).map((entry) => entry.id));
  const parts: Part[] = [];
  for (const planned of outline.parts) {
    const part: Part = { id: planned.id, title: planned.title, chapters: [] };
    for (const [index, { slug, title }] of planned.chapters.entries()) {
      const present = locales.filter((locale) => written.has(`${slug}/${locale}`));
      for (const locale of locales) written.delete(`${slug}/${locale}`);
      if (present.length === 0) continue;
      part.chapters.push({ slug, title, part, number: index + 1, questions: await questionsOf(slug, present) });
    }
    if (part.chapters.length > 0) parts.push(part);
  }
  for (const id of written) {
    throw new AuthorError({
      file: 'content/outline.yaml',
      field: 'chapters',
      received: `no chapter ${id.split('/')[0]}`,
      allowed: `a line for every folder of content/chapters`,
    });
  }
  const chapters = parts.flatMap((part) => part.chapters);
  const sources = new Map((await readWhole('sources', schemas.sources)).map((source) => [source.id, source]));
  const terms = new Map((await readWhole('glossary', schemas.glossary)).map((term) => [term.id, term]));
  const recordings = (await getCollection('recordings'))
    .map(({ id, data }) => recordingOf(id, data))
    .sort((a, b) => a.id.localeCompare(b.id));
  const chapterOfQuestion = indexQuestions(chapters);
  checkReferences(chapters, chapterOfQuestion, sources);
  const recordingPage = await readWhole('recordings-page', schemas.recordingPage, 'recordings.yaml');
  checkRecordings(recordingPage, recordings, chapters);
  const proofs = await readWhole('proofs', schemas.proofs, 'vectors/captures/proofs.json');
  return { parts, chapters, chapterOfQuestion, sources, terms, recordings, recordingPage, proofs };
}

async function readWhole<T>(
  name: 'outline' | 'sources' | 'glossary' | 'recordings-page' | 'proofs',
  schema: Parameters<typeof validated<T>>[0],
  file = `${name}.yaml`,
): Promise<T> {
  const entry = await getEntry(name, 'all');
  return validated(schema, entry?.data.value, `content/${file}`);
}

async function questionsOf(slug: string, present: readonly Locale[]): Promise<readonly Question[]> {
  for (const locale of locales) {
    if (present.includes(locale)) continue;
    throw new AuthorError({
      file: `content/chapters/${slug}/${locale}.mdx`,
      field: 'file',
      received: 'undefined',
      allowed: `the chapter in every language: ${locales.join(', ')}`,
    });
  }
  const entry = await getEntry('questions', slug);
  if (entry) return validated(schemas.questions, entry.data, `content/chapters/${slug}/questions.yaml`).questions;
  throw new AuthorError({
    file: `content/chapters/${slug}/questions.yaml`,
    field: 'file',
    received: 'undefined',
    allowed: 'the questions of the chapter',
  });
}

function indexQuestions(chapters: readonly Chapter[]): Map<string, Chapter> {
  const index = new Map<string, Chapter>();
  for (const chapter of chapters) {
    for (const { id } of chapter.questions) {
      const other = index.get(id);
      if (other) {
        throw new AuthorError({
          file: `content/chapters/${chapter.slug}/questions.yaml`,
          field: 'id',
          received: id,
          allowed: `an id that is used once; ${other.slug} has this one`,
        });
      }
      index.set(id, chapter);
    }
  }
  return index;
}

function checkReferences(
  chapters: readonly Chapter[],
  questions: ReadonlyMap<string, Chapter>,
  sources: ReadonlyMap<string, Source>,
): void {
  for (const { slug, questions: own } of chapters) {
    const file = `content/chapters/${slug}/questions.yaml`;
    for (const question of own) {
      const field = (name: string) => `${question.id}.${name}`;
      for (const id of question.next) {
        if (!questions.has(id))
          throw new AuthorError({ file, field: field('next'), received: id, allowed: [...questions.keys()] });
      }
      for (const { id } of [...question.sources, { id: question.trap.source }]) {
        if (!sources.has(id))
          throw new AuthorError({ file, field: field('sources'), received: id, allowed: [...sources.keys()] });
      }
      for (const [name, text] of textsOf(question)) checkFacts(file, field(name), text);
    }
  }
}

/** Laboratories name their files in their own ways: a scenario, a name, or a group of cases. */
function recordingOf(id: string, data: unknown): Recording {
  const {
    scenario,
    name,
    group,
    description,
    kernel,
    versions,
    cases = [],
  } = validated(schemas.recording, data, `content/vectors/captures/${id}.json`);
  const [folder = '', file = ''] = id.split('/');
  const system = kernel ? `Linux ${kernel}` : [...new Set(Object.values(versions ?? {}))].join(', ');
  return { id, folder, name: scenario ?? name ?? group ?? file, description, system, cases };
}

/** Every recording belongs to a group that has a name; what differs from the usual answer names recordings that exist. */
function checkRecordings(
  { laboratories }: RecordingPage,
  recordings: readonly Recording[],
  chapters: readonly Chapter[],
): void {
  const file = 'content/recordings.yaml';
  const folders = laboratories.flatMap((laboratory) => laboratory.folders);
  for (const { id, folder } of recordings) {
    if (!folders.includes(folder))
      throw new AuthorError({ file, field: 'folders', received: `no laboratory for ${id}`, allowed: folders });
  }
  for (const { id: laboratory, folders: own, groups, surprises } of laboratories) {
    const listed = recordings.filter(({ folder }) => own.includes(folder));
    const names = listed.map(({ name }) => name);
    for (const name of names) {
      if (!groups.some(({ id }) => name.startsWith(id)))
        throw new AuthorError({
          file,
          field: `${laboratory}.groups`,
          received: `no title for ${name}`,
          allowed: groups.map(({ id }) => id),
        });
    }
    for (const { id, recordings: named, cases = [], figure } of surprises) {
      for (const name of named) {
        if (!names.includes(name))
          throw new AuthorError({ file, field: `${id}.recordings`, received: name, allowed: names });
      }
      const inside = listed.filter(({ name }) => named.includes(name)).flatMap((recording) => recording.cases);
      for (const name of cases) {
        if (!inside.some((each) => each.id === name))
          throw new AuthorError({ file, field: `${id}.cases`, received: name, allowed: inside.map((each) => each.id) });
      }
      if (figure && !chapters.some(({ slug }) => slug === figure.chapter))
        throw new AuthorError({
          file,
          field: `${id}.figure.chapter`,
          received: figure.chapter,
          allowed: chapters.map(({ slug }) => slug),
        });
    }
  }
}

function textsOf(question: Question): [string, string][] {
  return locales.flatMap((locale): [string, string][] => [
    [`say.${locale}`, question.say[locale]],
    ...question.more[locale].map((text, index): [string, string] => [`more.${locale}.${index}`, text]),
    [`trap.said.${locale}`, question.trap.said[locale]],
    [`trap.right.${locale}`, question.trap.right[locale]],
  ]);
}

/** Facts in data are written `{linux.timewait.length}`. */
export const factReference = /\{([a-z0-9.-]+\.[a-z0-9.-]+)\}/gi;

function checkFacts(file: string, field: string, text: string): void {
  for (const [, id = ''] of text.matchAll(factReference)) {
    if (!findFact(id)) throw new AuthorError({ file, field, received: id, allowed: factIds });
  }
}
