// Schemas of everything an author writes. A file that does not fit stops the build.
import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';

const text = z.string().trim().min(1);
const localized = z.strictObject({ en: text, zh: text });
const localizedList = z.strictObject({ en: z.array(text).min(1), zh: z.array(text).min(1) });
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const citation = z.strictObject({ id: slug.or(z.string().regex(/^[a-z0-9.-]+$/)), at: text.optional() });

const chapters = defineCollection({
  loader: glob({ base: './content/chapters', pattern: '*/{en,zh}.mdx' }),
  schema: z.strictObject({ title: text, lead: text, description: text.max(200) }),
});

const question = z.strictObject({
  id: slug,
  level: z.enum(['core', 'deep']),
  ask: localized,
  short: localized,
  say: localized,
  more: localizedList,
  next: z.array(slug).min(1),
  trap: z.strictObject({ said: localized, right: localized, source: text, at: text.optional() }),
  sources: z.array(citation).min(1),
});

const questions = defineCollection({
  loader: glob({
    base: './content/chapters',
    pattern: '*/questions.yaml',
    generateId: ({ entry }) => entry.replace('/questions.yaml', ''),
  }),
  schema: z.strictObject({ questions: z.array(question).min(1) }),
});

const outline = defineCollection({
  loader: file('./content/outline.yaml'),
  schema: z.strictObject({
    id: slug,
    title: localized,
    chapters: z.array(z.strictObject({ slug, title: localized })).min(1),
  }),
});

const glossary = defineCollection({
  loader: file('./content/glossary.yaml'),
  schema: z.strictObject({ id: slug, en: text, zh: text, def: localized }),
});

const sources = defineCollection({
  loader: file('./content/sources.yaml'),
  schema: z.strictObject({
    id: citation.shape.id,
    title: text,
    // A recording has no address of its own: it stands on the page of recordings.
    url: z.url().or(z.literal('recordings.html')),
    kind: z.enum(['rfc', 'kernel', 'man', 'page', 'recording']),
  }),
});

/** What real systems did, as recorded: listed and handed out by the page of recordings. */
const recordings = defineCollection({
  loader: glob({ base: './content/vectors/captures', pattern: '*/*.json', generateId: ({ entry }) => entry.replace('.json', '') }),
  schema: z.object({ scenario: text, description: text, kernel: text, one_way_delay_s: z.number() }),
});

export const collections = { chapters, questions, outline, glossary, sources, recordings };
