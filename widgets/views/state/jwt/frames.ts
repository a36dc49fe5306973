// From the run to what is drawn and said: the coloured token, the group of four characters, the checks, the sentence.
import { decodeUtf8 } from '../../../models/bytes/utf8.ts';
import { decodeBase64url, sixBits } from '../../../models/jwt/base64url.ts';
import { decodePart, type Part } from '../../../models/jwt/compact.ts';
import { type Check, type CheckId, clauses, forbiddenBy, type Mistake, mistakes } from '../../../models/jwt/verify.ts';
import { weakSecrets } from '../../../models/jwt/weak-secrets.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { type Run, runOf } from './run.ts';
import { isMistake, type JwtState } from './state.ts';
import type { JwtWords } from './words.ts';

export type PartName = 'header' | 'payload' | 'signature' | 'key' | 'iv' | 'ciphertext' | 'tag' | 'more';

/** A run of characters of the token that look alike. */
export interface Piece {
  readonly text: string;
  readonly looks: string;
}

export interface PartView {
  readonly name: PartName;
  readonly chars: number;
  /** Decoded text of a header or a payload, hexadecimal bytes of anything else. */
  readonly text: string;
  readonly isText: boolean;
}

/** Four characters and the three bytes they are. */
export interface Group {
  readonly part: PartName;
  readonly characters: readonly { readonly character: string; readonly bits: string; readonly here: boolean }[];
  readonly bytes: readonly { readonly hex: string; readonly text: string; readonly bits: string }[];
  readonly spare: number;
}

export interface CheckView {
  readonly id: CheckId;
  readonly name: string;
  readonly verdict: Check['verdict'];
  readonly mark: string;
  readonly says: string;
  readonly clause: string;
}

export interface MistakeView {
  readonly id: Mistake;
  readonly name: string;
  readonly clause: string;
  readonly on: boolean;
}

/** The life of a token: shares of the axis from 0 to 1. */
export interface Life {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly min: number;
  readonly max: number;
  readonly alive: boolean;
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

export type Row = readonly [string, string, string];

export interface Frame {
  readonly run: Run;
  readonly pieces: readonly Piece[];
  readonly parts: readonly PartView[];
  readonly checks: readonly CheckView[];
  readonly mistakes: readonly MistakeView[];
  readonly life: Life | undefined;
  readonly arrives: string;
  readonly jwePieces: readonly Piece[];
  readonly jweParts: readonly PartView[];
  readonly jweHeader: string;
  readonly jweSays: string;
  readonly keySays: string;
  readonly keyWrong: boolean;
  readonly rows: readonly Row[];
  readonly result: string;
}

/** A longer token is shown as plain text, without colours. */
export const mostColoured = 6_000;

export function frameOf(state: JwtState, words: JwtWords): Frame {
  const run = runOf(state);
  const { wire, verification, own } = run;
  const checks = verification.checks.map((check) => checkView(check, words));
  return {
    run,
    pieces: wire.length > mostColoured ? [] : piecesOf(run, state.at),
    parts: partsOf(verification.token.form, verification.token.parts),
    checks,
    mistakes: mistakes.map((id) => ({
      id,
      name: words.mistakes[id],
      clause: forbiddenBy[id] === '' ? 'RFC 7519 (4.1.4)' : `RFC 8725 (${forbiddenBy[id]})`,
      on: state.mistakes.includes(id),
    })),
    life: lifeOf(run, state.clock),
    arrives: arrivesOf(state, run, words),
    jwePieces: run.jwe ? colouredBy(run.jwe.token, 'jwe') : [],
    jweParts: run.jwe ? jweParts(run.jwe.token) : [],
    jweHeader: run.jwe ? decodeUtf8(decodeBase64url(run.jwe.token.split('.')[0] ?? '').bytes).text : '',
    jweSays: run.jwe ? jweSays(run.jwe.opened, words) : '',
    keySays: keySays(run, words),
    keyWrong: own.code !== 'none' && own.key === undefined,
    rows: rowsOf(state, run, checks, words),
    result: resultOf(state, run, words),
  };
}

const jwsNames: readonly PartName[] = ['header', 'payload', 'signature'];
const jweNames: readonly PartName[] = ['header', 'key', 'iv', 'ciphertext', 'tag'];

const nameOf = (form: string, index: number): PartName =>
  (form === 'jwe' ? jweNames[index] : jwsNames[index]) ?? 'more';

function partsOf(form: string, parts: readonly Part[]): PartView[] {
  return parts.map((part, index) => {
    const name = nameOf(form, index);
    const isText = name === 'header' || name === 'payload';
    return { name, chars: part.text.length, isText, text: isText ? decodePart(part).text : hexOf(part.bytes) };
  });
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 512), (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** The token cut where its looks change: at dots, at the group looked at, at what was edited, at what is wrong. */
function piecesOf({ wire, issued, verification }: Run, at: number): Piece[] {
  const { token, failed } = verification;
  const group = groupSpan(token.parts, at);
  const edited = wire === issued ? undefined : difference(issued, wire);
  const wrong = failed?.span;
  const cuts = new Set([0, wire.length]);
  for (const part of token.parts) cuts.add(part.at).add(part.end);
  for (const span of [group, edited, wrong]) if (span) cuts.add(span.at).add(span.end);
  const places = [...cuts].filter((cut) => cut <= wire.length).sort((a, b) => a - b);
  const within = (span: { at: number; end: number } | undefined, from: number): boolean =>
    span !== undefined && from >= span.at && from < span.end;
  return places.slice(0, -1).map((from, index) => {
    const part = token.parts.findIndex((each) => within(each, from));
    const looks = [
      part < 0 ? 'dot' : nameOf(token.form, part),
      within(group, from) ? 'here' : '',
      within(edited, from) ? 'edited' : '',
      within(wrong, from) && failed?.id !== 'signature' ? 'bad' : '',
    ];
    return { text: wire.slice(from, places[index + 1]), looks: looks.filter(Boolean).join(' ') };
  });
}

function colouredBy(token: string, form: string): Piece[] {
  return token
    .split('.')
    .flatMap((text, index): Piece[] => [
      ...(index > 0 ? [{ text: '.', looks: 'dot' }] : []),
      { text, looks: nameOf(form, index) },
    ])
    .filter(({ text }) => text !== '');
}

function jweParts(token: string): PartView[] {
  return token
    .split('.')
    .map((text, index) => ({ name: nameOf('jwe', index), chars: text.length, isText: false, text: '' }));
}

/** From the first to the last character that differs. */
function difference(one: string, other: string): { at: number; end: number } | undefined {
  let at = 0;
  while (at < other.length && one[at] === other[at]) at += 1;
  let end = other.length;
  while (end > at && one[one.length - other.length + end - 1] === other[end - 1]) end -= 1;
  // A token that has nothing to do with the one that was issued is not an edited one.
  return end - at > 0.8 * other.length ? undefined : { at, end };
}

function groupSpan(parts: readonly Part[], at: number): { at: number; end: number } | undefined {
  const part = parts.find((each) => at >= each.at && at < each.end);
  if (!part) return undefined;
  const from = part.at + 4 * Math.floor((at - part.at) / 4);
  return { at: from, end: Math.min(part.end, from + 4) };
}

/** What stands at a character: its group of up to four, and the bytes. Nothing on a dot or where a part cannot be decoded. */
export function groupOf({ verification: { token }, wire }: Run, at: number): Group | undefined {
  const span = groupSpan(token.parts, at);
  const index = token.parts.findIndex((each) => at >= each.at && at < each.end);
  if (!span) return undefined;
  const text = wire.slice(span.at, span.end);
  const bits = Array.from(text, (character) => sixBits(character)?.toString(2).padStart(6, '0') ?? '??????');
  const all = bits.join('');
  const count = Math.floor(all.length / 8);
  return {
    part: nameOf(token.form, index),
    characters: Array.from(text, (character, place) => ({
      character,
      bits: bits[place] ?? '',
      here: span.at + place === at,
    })),
    bytes: Array.from({ length: count }, (_, byte) => {
      const own = all.slice(8 * byte, 8 * byte + 8);
      const value = own.includes('?') ? undefined : Number.parseInt(own, 2);
      return { bits: own, hex: value === undefined ? '??' : value.toString(16).padStart(2, '0'), text: glyph(value) };
    }),
    spare: all.length - 8 * count,
  };
}

function glyph(byte: number | undefined): string {
  if (byte === undefined) return '';
  if (byte === 10) return '\\n';
  return byte < 0x20 || byte > 0x7e ? '·' : byte === 0x20 ? '␠' : String.fromCharCode(byte);
}

const marks: Readonly<Record<Check['verdict'], string>> = {
  passed: '✓',
  failed: '✗',
  skipped: '!',
  blind: '–',
  'not-reached': '·',
};

function checkView({ id, verdict, code, values }: Check, words: JwtWords): CheckView {
  const [rfc, section] = clauses[id];
  return {
    id,
    name: words.checks[id],
    verdict,
    mark: marks[verdict],
    clause: `RFC ${rfc} (${section})`,
    says:
      verdict === 'not-reached'
        ? words.notReached
        : fill(words.verdicts[verdict], { found: foundIn(id, code, values, words) }),
  };
}

function foundIn(id: CheckId, code: string, values: Check['values'], words: JwtWords): string {
  const own: Readonly<Record<string, string>> = words.found[id];
  const template = own[code];
  if (template === undefined) throw new Error(`The check ${id} has no words for "${code}".`);
  const part = values['part'] === 'header' ? words.parts.header : words.parts.payload;
  const at = typeof values['at'] === 'number' ? dateOf(values['at']) : '';
  const span = Number(values['left'] ?? values['ago'] ?? 0);
  return fill(template, {
    ...values,
    part,
    at,
    left: lasting(Math.abs(span), words),
    ago: lasting(Math.abs(span), words),
  });
}

/** 1790000000 to `2026-09-21 14:13:20`. A year past 9999 stays a number. */
export function dateOf(seconds: number): string {
  return Math.abs(seconds) < 253_402_300_800
    ? new Date(Math.floor(seconds) * 1_000).toISOString().slice(0, 19).replace('T', ' ')
    : String(seconds);
}

/** A time that passes, in its two greatest units. */
export function lasting(seconds: number, words: JwtWords): string {
  const whole = Math.floor(seconds);
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3_600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  const units: readonly (readonly [number, string])[] = [
    [days, words.days],
    [hours, words.h],
    [minutes, words.min],
    [whole % 60, words.s],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return `0\u00a0${words.s}`;
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}\u00a0${unit}`)
    .join(' ');
}

function lifeOf({ verification: { payload } }: Run, clock: number): Life | undefined {
  const claims = payload?.value instanceof Map ? payload.value : undefined;
  const number = (name: string): number | undefined => {
    const value = claims?.get(name);
    return typeof value === 'number' && value >= 0 && value < 4_102_444_800 ? value : undefined;
  };
  const [iat, nbf, exp] = [number('iat'), number('nbf'), number('exp')];
  const known = [iat, nbf, exp].filter((each) => each !== undefined);
  const [first, last] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return undefined;
  const room = Math.max(600, Math.round((last - first) / 3));
  const min = Math.max(0, Math.floor(Math.min(first - room, clock)));
  const max = Math.min(4_102_444_800, Math.ceil(Math.max(last + room, clock)));
  const share = (at: number): number => (at - min) / Math.max(1, max - min);
  const mark = (at: number | undefined, label: string) => (at === undefined ? [] : [{ at: share(at), label }]);
  return {
    from: share(nbf ?? iat ?? min),
    to: exp === undefined ? 1 : Math.max(share(exp), share(nbf ?? iat ?? min)),
    now: share(clock),
    min,
    max,
    alive: clock >= (nbf ?? 0) && (exp === undefined || clock < exp),
    marks: [...mark(iat, 'iat'), ...mark(nbf, 'nbf'), ...mark(exp, 'exp')],
  };
}

function arrivesOf(state: JwtState, { forgery }: Run, words: JwtWords): string {
  if (!isMistake(state.sent)) return words.arrives[state.sent];
  const template = words.forged[state.sent];
  const none = state.sent === 'weak-secret' && forgery?.secret === undefined;
  return fill(none ? words.noSecret : template, {
    tried: forgery?.tried ?? 0,
    count: weakSecrets.length,
    secret: forgery?.secret ?? '',
    alg: state.alg,
  });
}

function jweSays(opened: { code: string; plaintext: Uint8Array | undefined }, words: JwtWords): string {
  return opened.plaintext
    ? decodeUtf8(opened.plaintext).text
    : fill(words.jweClosed, { why: words.jweCodes[opened.code] ?? opened.code });
}

function keySays({ own, signsWithOwn }: Run, words: JwtWords): string {
  const said = fill(words.own[own.code] ?? words.own['pem'] ?? '', { ...own.values });
  return own.key && !signsWithOwn ? `${said} ${words.cannotSign}` : said;
}

function rowsOf(state: JwtState, run: Run, checks: readonly CheckView[], words: JwtWords): Row[] {
  const { wire, issued, verification } = run;
  const rows: Row[] = [
    ['', words.issuer, fill(words.rowSigns, { alg: state.alg, length: issued.length })],
    ['', wire === issued ? words.anybody : words.attacker, arrivesOf(state, run, words)],
  ];
  for (const { name, says, clause, mark } of checks)
    rows.push(['', words.verifier, `${mark} ${name}: ${says} (${clause})`]);
  rows.push(['', words.verifier, verification.accepted ? words.rowAccepted : words.rowRefused]);
  if (run.jwe) rows.push(['', words.anybody, `${words.jweTitle}: ${jweSays(run.jwe.opened, words)}`]);
  return rows.map(([, who, what], index) => [String(index + 1), who, what]);
}

function resultOf(state: JwtState, run: Run, words: JwtWords): string {
  const { accepted, failed, checks, token } = run.verification;
  const skipped = checks.filter(({ verdict }) => verdict === 'skipped');
  if (token.form === 'jwe') {
    const code = run.opened?.code ?? 'no-key';
    return code === 'ok' ? words.resultJweOpen : fill(words.resultJwe, { why: words.jweCodes[code] ?? code });
  }
  if (state.jwe !== 'off' && accepted && skipped.length === 0)
    return state.jwe === 'opened' ? words.resultOpened : words.resultSealed;
  if (failed) {
    const said = foundIn(failed.id, failed.code, failed.values, words);
    const first = fill(words.resultRefused, { check: words.checks[failed.id], found: said });
    return failed.id === 'signature' || failed.id === 'alg' ? `${first}${words.stillReadable}` : first;
  }
  if (skipped.length === 0) return words.resultAccepted;
  const list = skipped.map(({ id }) => words.checks[id]).join(words.and);
  const made = mistakes.filter(
    (id) => state.mistakes.includes(id) && responsible[id].some((each) => skipped.some(({ id: own }) => own === each)),
  );
  const clause = made.map((id) => (forbiddenBy[id] === '' ? 'RFC 7519 (4.1.4)' : `RFC 8725 (${forbiddenBy[id]})`));
  return fill(words.resultFooled, { list, clause: [...new Set(clause)].join(', ') });
}

/** Which checks a mistake can leave out. */
const responsible: Readonly<Record<Mistake, readonly CheckId[]>> = {
  'decode-only': ['alg', 'crit', 'key', 'strength', 'signature'],
  'trust-alg': ['alg', 'key'],
  'accept-none': ['alg', 'key', 'signature'],
  'rs-to-hs': ['alg', 'key'],
  'weak-secret': ['strength'],
  'no-exp': ['exp'],
  'no-aud': ['aud'],
  'no-iss': ['iss'],
};
