// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

export const schema = {
  /** Which two sessions were recorded: two key exchanges, a ticket and its resumption, TLS 1.2 beside TLS 1.3. */
  sessions: { kind: 'choice', default: 'exchange', values: ['exchange', 'tickets', 'tls13'] },
  /** What the recorder is handed a year later. */
  handed: {
    kind: 'choice',
    default: 'server-keys',
    values: ['nothing', 'server-keys', 'ephemeral', 'ticket-key', 'key-log'],
  },
  /** The record that is unfolded: session a or b, and its number from 1. */
  look: { kind: 'text', default: 'a10', longest: 4 },
} as const;

export type RecorderState = State<typeof schema>;

const first = defaults(schema);

export const presets = {
  default: first,
  recorded: { ...first, handed: 'nothing' },
  'key-stolen': { ...first, look: 'b4' },
  'ephemeral-leaked': { ...first, handed: 'ephemeral', look: 'b11' },
  'ticket-key': { ...first, sessions: 'tickets', handed: 'ticket-key', look: 'a9' },
  'tls13-ticket-key': { ...first, sessions: 'tls13', handed: 'ticket-key', look: 'b10' },
  'key-log': { ...first, handed: 'key-log', look: 'b11' },
} as const satisfies Record<string, RecorderState>;

export type PresetName = keyof typeof presets;

/** Those that have a button; the others are for links and chapters. */
export const buttons = [
  'recorded',
  'default',
  'ephemeral-leaked',
  'ticket-key',
  'tls13-ticket-key',
  'key-log',
] as const satisfies readonly PresetName[];
