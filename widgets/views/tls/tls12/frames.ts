// From the run to what is drawn: two time-space diagrams, one unfolded record, the keys, events and the result in words. Pure.
import { alertName } from '../../../models/tls/alerts.ts';
import type { Check, Happening, Side } from '../../../models/tls/connection12.ts';
import type { CarriedRecord, Conversation } from '../../../models/tls/conversation12.ts';
import { falseStartAllowed } from '../../../models/tls/false-start.ts';
import { tls12 } from '../../../models/tls/registries.ts';
import type { SceneName } from '../../../models/tls/scenes12.ts';
import { type Suite, suiteOf } from '../../../models/tls/suites.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { type KeyLine, keyLines } from './keys.ts';
import { type FieldRow, fieldRows, titleOf } from './messages.ts';
import { idOf, type Run, recordOf } from './run.ts';
import { scenes, type Tls12State } from './state.ts';
import type { Tls12Words } from './words.ts';

export interface Chip {
  readonly id: string;
  readonly label: string;
  readonly protected: boolean;
  readonly changed: boolean;
  /** A fatal alert. */
  readonly alert: boolean;
  /** The first byte of the application. */
  readonly first: boolean;
}

/** What goes one way at one time. */
export interface Step {
  readonly at: number;
  readonly from: Side;
  readonly chips: readonly Chip[];
  /** TCP's own segments have a label and no chips. */
  readonly label: string;
  /** The number of the round trip that begins here, until the application's first byte; 0: none does. */
  readonly round: number;
}

export interface SceneFrame {
  readonly name: SceneName;
  readonly steps: readonly Step[];
  /** When the request leaves, in milliseconds; undefined if it never does. */
  readonly requestAt: number | undefined;
  readonly suite: Suite;
}

export interface Frame {
  readonly scenes: readonly SceneFrame[];
  /** The record that is unfolded: the one that was asked for, or the last before it that was sent. */
  readonly open: CarriedRecord;
  readonly title: string;
  readonly fields: readonly FieldRow[];
  readonly byte: number;
  readonly keys: readonly KeyLine[];
  readonly suite: Suite;
  readonly result: string;
  readonly rows: readonly (readonly [time: string, who: string, what: string])[];
}

const suites: Readonly<Record<SceneName, number>> = { rsa: 0x003c, ecdhe: 0xc02b };

export function frameOf(state: Tls12State, run: Run, words: Tls12Words): Frame {
  const half = state.rtt / 2;
  const conversation = run[state.scene];
  const open = recordOf(conversation, state.record) ?? lastOf(conversation, state.record);
  const byte = Math.min(state.byte, open.delivered.length - 1);
  const frames = scenes.map((name) => sceneFrame(name, run, half, words));
  return {
    scenes: frames,
    open,
    title: chipLabel(open, words),
    fields: fieldRows(open, state.scene, byte),
    byte,
    keys: keyLines(conversation),
    suite: sceneSuite(state.scene),
    result: resultOf(state, run, frames, words),
    rows: scenes
      .flatMap((name) => eventRows(name, run[name], half, words))
      .toSorted((a, b) => a[0] - b[0])
      .map(([at, who, what]) => [`${format(at)} ${words.ms}`, who, what]),
  };
}

function sceneSuite(name: SceneName): Suite {
  const suite = suiteOf(suites[name]);
  if (!suite) throw new Error(`no suite of ${name}`);
  return suite;
}

/** The last record of that direction: a connection that failed did not come to the others. */
function lastOf({ records }: Conversation, id: string): CarriedRecord {
  const own = records.filter((each) => idOf(each).startsWith(id.charAt(0)));
  const found = own.at(-1) ?? records[0];
  if (!found) throw new Error('a conversation begins with a hello');
  return found;
}

/** When a record leaves: TCP's own round trip, then half of one for each flight. */
const leaves = ({ flight }: CarriedRecord, half: number): number => (2 + flight) * half;

const isClose = (record: CarriedRecord): boolean => record.sent[0] === 21 && record.content[0] === 1;
const isData = (record: CarriedRecord): boolean => record.sent[0] === 23;

/** TCP's two and the six flights to the response: the goodbye stands in the events only. */
const drawn = 8;

function sceneFrame(name: SceneName, run: Run, half: number, words: Tls12Words): SceneFrame {
  const { records } = run[name];
  const request = records.find((each) => each.from === 'client' && isData(each));
  const steps = Array.from({ length: drawn }, (_, n): Step => {
    const own = records.filter((each) => each.flight === n - 2 && !isClose(each));
    const before = request ? 2 + request.flight : own.length > 0 || n < 2 ? drawn : 0;
    return {
      at: n * half,
      from: n % 2 === 0 ? 'client' : 'server',
      label: n === 0 ? 'SYN' : n === 1 ? 'SYN-ACK' : '',
      chips: own.map((each) => ({
        id: idOf(each),
        label: chipLabel(each, words),
        protected: each.protected,
        changed: each.delivered.some((byte, place) => byte !== each.sent[place]),
        alert: each.sent[0] === 21,
        first: each === request,
      })),
      round: n % 2 === 0 && n < before ? n / 2 + 1 : 0,
    };
  });
  return { name, steps, requestAt: request && leaves(request, half), suite: sceneSuite(name) };
}

function chipLabel(record: CarriedRecord, words: Tls12Words): string {
  if (isData(record)) return record.from === 'client' ? words.request : words.response;
  if (record.sent[0] === 21) return alertIn(record) ?? 'alert';
  return titleOf(record);
}

const alertIn = (record: CarriedRecord): string | undefined => alertName(record.content[1] ?? 255);

/** The first check that went wrong, with the record at whose arrival it did. */
interface Found {
  readonly check: Check;
  readonly side: Side;
  readonly record: CarriedRecord;
  readonly alert: string | undefined;
}

function foundIn({ records }: Conversation): Found | undefined {
  for (const record of records) {
    const wrong = record.reaction.find((each) => each.kind === 'check' && !each.good);
    if (wrong?.kind !== 'check') continue;
    const said = record.reaction.find((each) => each.kind === 'alert-sent' && each.level === 2);
    const side = record.from === 'client' ? 'server' : 'client';
    return { check: wrong.check, side, record, alert: said?.kind === 'alert-sent' ? said.alert : undefined };
  }
  return undefined;
}

const hasKind = (log: readonly Happening[], kind: Happening['kind']): boolean => log.some((each) => each.kind === kind);

function resultOf(state: Tls12State, run: Run, frames: readonly SceneFrame[], words: Tls12Words): string {
  const { flip } = run;
  if (flip) return flippedResult(state, run, frames, words);
  const [rsa, ecdhe] = frames;
  const values = { rsa: format(rsa?.requestAt ?? 0), ecdhe: format(ecdhe?.requestAt ?? 0), rtt: state.rtt };
  if (state.falseStart === 'off') return fill(words.result.plain, values);
  const { reasons } = falseStartAllowed(sceneSuite('rsa'), tls12);
  return fill(words.result.falseStart, {
    ...values,
    why: reasons.map((reason) => words.reasons[reason]).join(words.and),
  });
}

function flippedResult(state: Tls12State, run: Run, frames: readonly SceneFrame[], words: Tls12Words): string {
  const { flip } = run;
  if (!flip) return '';
  const conversation = run[flip.scene];
  const record = recordOf(conversation, `${flip.from === 'client' ? 'c' : 's'}${flip.record}`);
  const scene = words.sceneNames[flip.scene];
  if (!record || flip.byte >= record.sent.length) return fill(words.result.nothingThere, { scene });
  const field = fieldRows(record, flip.scene, flip.byte).find(({ chosen }) => chosen);
  const turned = fill(words.result.turned, {
    scene,
    bit: flip.bit,
    byte: flip.byte,
    message: chipLabel(record, words),
    field: field ? fieldName(field, words) : '',
  });
  const found = foundIn(conversation);
  const replaced = hasKind(conversation.server, 'premaster-replaced') ? words.result.replaced : '';
  const sent = frames.find(({ name }) => name === flip.scene)?.requestAt !== undefined;
  if (!found) {
    const done = hasKind(conversation.server, 'data-received') && hasKind(conversation.client, 'data-received');
    return turned + replaced + (done ? words.result.unnoticed : words.result.waits);
  }
  const early = conversation.falseStart && sent && !isData(found.record);
  const values = {
    side: words.sides[found.side],
    other: words.sides[found.side === 'client' ? 'server' : 'client'],
    message: chipLabel(found.record, words),
    check: words.checks[found.check],
    alert: found.alert ?? '',
  };
  const finding = found.alert ? words.result.found : words.result.foundSilently;
  const where = early ? words.result.gone : sent ? '' : words.result.kept;
  void state;
  return turned + replaced + fill(finding, values) + where;
}

/** A field as the RFC calls it, without the layers around it. */
export function fieldName({ path, name }: FieldRow, words: Tls12Words): string {
  if (name !== 'data' && name !== 'length') return name;
  const around = path.split('.').at(-2) ?? '';
  return name === 'data' ? around : fill(words.lengthOf, { field: around });
}

type Event = readonly [at: number, who: string, what: string];

function eventRows(name: SceneName, { records }: Conversation, half: number, words: Tls12Words): Event[] {
  const who = (side: Side) => fill(words.whose, { scene: words.sceneNames[name], side: words.sides[side] });
  const rows: Event[] = [
    [0, who('client'), fill(words.said.sends, { what: 'SYN' })],
    [half, who('server'), fill(words.said.sends, { what: 'SYN-ACK' })],
  ];
  for (const record of records) {
    const at = leaves(record, half);
    const other = record.from === 'client' ? 'server' : 'client';
    const how = record.protected ? words.said.sendsProtected : words.said.sendsBytes;
    rows.push([at, who(record.from), fill(how, { what: chipLabel(record, words), bytes: record.sent.length })]);
    if (record.delivered.some((byte, place) => byte !== record.sent[place]))
      rows.push([at + half / 2, words.path, fill(words.said.changed, { what: chipLabel(record, words) })]);
    for (const each of record.reaction) {
      const said = reactionWords(each, words);
      if (said) rows.push([at + half, who(other), said]);
    }
  }
  return rows;
}

/** What is worth a line: checks that prove something, secrets, and everything that goes wrong. */
function reactionWords(each: Happening, words: Tls12Words): string | undefined {
  switch (each.kind) {
    case 'check':
      if (!each.good) return fill(words.said.wrong, { check: words.checks[each.check] });
      return /signature|verify|certificate$/.test(each.check)
        ? fill(words.said.right, { check: words.checks[each.check] })
        : undefined;
    case 'secret':
      return each.name === 'master_secret' ? words.said.master : undefined;
    case 'premaster-replaced':
      return words.said.replaced;
    case 'alert-received':
      return fill(words.said.alert, { alert: each.alert });
    case 'finished':
      return words.said.finished;
    default:
      return undefined;
  }
}

/** Half milliseconds are the finest. */
export const format = (ms: number): string => String(Math.round(ms * 2) / 2);
