// Where authors' files are read. What they must hold is in book/schemas.ts: it is checked there, because the book can
// say file, field, what was received and what is allowed.
import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { parse } from 'yaml';

const anything = z.record(z.string(), z.unknown());

/** A whole YAML file as one entry. */
const whole = (path: string) =>
  defineCollection({
    loader: file(path, { parser: (text) => ({ all: { id: 'all', value: parse(text) as unknown } }) }),
    schema: z.object({ id: z.string(), value: z.unknown() }),
  });

export const collections = {
  chapters: defineCollection({ loader: glob({ base: './content/chapters', pattern: '*/*.mdx' }), schema: anything }),
  questions: defineCollection({
    loader: glob({
      base: './content/chapters',
      pattern: '*/questions.yaml',
      generateId: ({ entry }) => entry.replace('/questions.yaml', ''),
    }),
    schema: anything,
  }),
  outline: whole('./content/outline.yaml'),
  glossary: whole('./content/glossary.yaml'),
  sources: whole('./content/sources.yaml'),
  proofs: whole('./content/vectors/captures/proofs.json'),
  'recordings-page': whole('./content/recordings.yaml'),
  /** What real systems did, as recorded: listed and handed out by the page of recordings. */
  recordings: defineCollection({
    loader: glob({
      base: './content/vectors/captures',
      pattern: ['linux-*/*.json', 'tls/*.json', 'x509/7*.json', 'cookies/*.json', 'http/*-*.json'],
      generateId: ({ entry }) => entry.replace('.json', ''),
    }),
    schema: anything,
  }),
};
