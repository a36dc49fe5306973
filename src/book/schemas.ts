// What an author's files must hold. A file that does not fit stops the build with a sentence that names the place.
import { z } from 'astro/zod';
import { locales } from '#content/locales.ts';
import { AuthorError } from './errors.ts';

const text = z.string().trim().min(1, 'some text');
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const sourceId = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'lower-case words joined by hyphens or dots');
const localized = z.strictObject({ en: text, zh: text });
const localizedList = z.strictObject({ en: z.array(text).min(1), zh: z.array(text).min(1) });

const question = z.strictObject({
  id: slug,
  level: z.enum(['core', 'deep']),
  ask: localized,
  short: localized,
  say: localized,
  more: localizedList,
  next: z.array(slug).min(1, 'at least one question'),
  trap: z.strictObject({ said: localized, right: localized, source: sourceId, at: text.optional() }),
  sources: z.array(z.strictObject({ id: sourceId, at: text.optional() })).min(1, 'at least one source'),
});

export const schemas = {
  chapter: z.strictObject({ title: text, lead: text, description: text.max(200, 'at most 200 characters') }),
  questions: z.strictObject({ questions: z.array(question).min(1, 'at least one question') }),
  outline: z.strictObject({
    parts: z.array(
      z.strictObject({
        id: slug,
        title: localized,
        chapters: z.array(z.strictObject({ slug, title: localized })).min(1),
      }),
    ),
  }),
  glossary: z.array(
    z.strictObject({
      id: slug,
      /** Ids that the term has had: links to them go on working. */
      was: z.array(slug).optional(),
      en: text,
      zh: text,
      def: localized,
    }),
  ),
  sources: z.array(
    z.strictObject({
      id: sourceId,
      title: text.or(localized),
      // A recording has no address of its own: it stands on the page of recordings.
      url: z.url('a whole address').or(z.literal('recordings.html')),
      kind: z.enum(['rfc', 'kernel', 'man', 'page', 'recording']),
    }),
  ),
  recording: z.object({
    scenario: text.optional(),
    name: text.optional(),
    group: text.optional(),
    description: text,
    kernel: text.optional(),
    versions: z.record(text, text).optional(),
    /** A group of small experiments, each with a name of its own. */
    cases: z.array(z.object({ id: text, title: text })).optional(),
  }),
  proofs: z.array(
    z.object({
      model: text,
      kernel: text,
      folder: text,
      recordings: z.array(text).min(1, 'at least one recording'),
      /** Seeded scenarios that the model is tried with beside the recordings. */
      properties: z.object({ count: z.number().int(), cases: z.number().int() }).optional(),
      /** Recordings that it does not replay, and why. */
      leftOut: z.record(text, localized).optional(),
    }),
  ),
  recordingPage: z.strictObject({
    laboratories: z
      .array(
        z.strictObject({
          id: slug,
          folders: z.array(text).min(1, 'at least one folder of content/vectors/captures'),
          title: localized,
          lead: localized,
          observed: localized,
          note: localized.optional(),
          /** Recordings whose names begin so. */
          groups: z.array(z.strictObject({ id: z.string(), title: localized })).min(1),
          surprises: z.array(
            z.strictObject({
              id: slug,
              usual: localized,
              observed: localized,
              recordings: z.array(text).min(1, 'at least one recording'),
              /** Cases within those recordings: a link leads to each of them instead. */
              cases: z.array(text).optional(),
              figure: z.strictObject({ chapter: slug, state: text }).optional(),
            }),
          ),
        }),
      )
      .min(1),
  }),
} as const;

export type Question = z.infer<typeof question>;
export type Source = z.infer<typeof schemas.sources>[number];
export type Term = z.infer<typeof schemas.glossary>[number];
/** A recording as the page lists it. `id`: `tls/109-…`, its file without `.json`. */
export interface Recording {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  readonly description: string;
  /** What was recorded: a kernel, or programs with their versions. */
  readonly system: string;
  readonly cases: readonly { readonly id: string; readonly title: string }[];
}
export type Proofs = z.infer<typeof schemas.proofs>;
export type RecordingPage = z.infer<typeof schemas.recordingPage>;

/** Returns the value as the schema has it, or throws {@link AuthorError} for the first thing that does not fit. */
export function validated<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  const received = at(value, issue.path);
  throw new AuthorError({
    file,
    field: fieldName(value, issue),
    received: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : describe(received),
    allowed: allowedBy(issue),
  });
}

type Issue = z.core.$ZodIssue;

/** An alternative fails with the failures of its branches: the first one says most. */
function deepest(issues: readonly Issue[]): Issue {
  const [first] = issues;
  if (!first) throw new Error('a failed check without an issue');
  const inner = first.code === 'invalid_union' ? first.errors[0]?.[0] : undefined;
  return inner ? { ...inner, path: [...first.path, ...inner.path] } : first;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** `questions.why-2msl.ask.zh`: an entry of a list goes by its id, if it has one. */
function fieldName(value: unknown, { path }: Issue): string {
  const names = path.map((key, index) => {
    const id = typeof key === 'number' ? at(value, [...path.slice(0, index + 1), 'id']) : undefined;
    return typeof id === 'string' ? id : String(key);
  });
  return names.join('.') || 'the whole file';
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'undefined';
  return typeof value === 'object' ? (JSON.stringify(value)?.slice(0, 60) ?? '') : String(value);
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.path.some((key) => locales.some((locale) => locale === key))
        ? `text in every language (${locales.join(', ')})`
        : `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'unrecognized_keys':
      return 'no other field';
    default:
      return issue.message;
  }
}
