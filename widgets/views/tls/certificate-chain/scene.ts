// From what the reader set to the certificates that are sent and trusted: changed, signed anew where somebody has the key.
import { type Certificate, parseCertificate, sameBytes } from '../../../models/x509/certificate.ts';
import type { Failure } from '../../../models/x509/fault.ts';
import { type Changes, changed, keyFor, signedAnew, withBytes } from '../../../models/x509/issue.ts';
import { decodeBase64 } from '../../../models/x509/pem.ts';
import type { PrivateKey } from '../../../models/x509/private-key.ts';
import { toSeconds } from '../../../models/x509/time.ts';
import { makeTimestamp, timestampList } from '../../../models/x509/transparency.ts';
import { certificates, keys } from './recorded.ts';
import { type ChainState, type Editable, editsOf } from './state.ts';

/** A certificate of the picture. */
export interface Piece {
  /** The reader can edit these. */
  readonly name: Editable | undefined;
  readonly bytes: Uint8Array;
  readonly certificate: Certificate | undefined;
  readonly failure: Failure | undefined;
  /** As it was before single bytes were changed, and with them before anybody signed it again. */
  readonly before: Certificate;
  readonly unsigned: Uint8Array;
}

export interface Scene {
  readonly sent: readonly Piece[];
  readonly trusted: readonly Piece[];
  /** Names of certificates that would have been sent. */
  readonly missing: readonly string[];
  readonly host: string;
  readonly now: number;
  /** subjectPublicKeyInfo of the logs that the client knows; `undefined`: it does not ask. */
  readonly logs: readonly Uint8Array[] | undefined;
}

type RecordedName = keyof typeof certificates;

const read = new Map<RecordedName, Certificate>();

/** A recorded certificate. Parsed once. */
export function recorded(name: RecordedName): Certificate {
  const known = read.get(name);
  if (known) return known;
  const parsed = parseCertificate(decodeBase64(certificates[name], 0).bytes);
  if (!parsed.ok) throw new Error(`The recorded certificate ${name} cannot be read: ${parsed.failure.code}.`);
  read.set(name, parsed.value);
  return parsed.value;
}

const secret = (name: keyof typeof keys): PrivateKey => ({
  kind: 'ec',
  curve: 'P-256',
  secret: Uint8Array.from(keys[name].match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
});

/** 1 July, noon. */
export const clientTime = (year: number): number => toSeconds(year, 7, 1, 12);

/** The promise of the log is as old as the certificate. */
const promisedMs = toSeconds(2026, 1, 1) * 1000;

export function sceneOf(state: ChainState): Scene {
  const base = { host: state.host.trim(), now: clientTime(state.year) };
  const root = edited(recorded('root'), state, 'root');
  const old = plain(recorded('root2'));
  const stores: Record<ChainState['store'], readonly Piece[]> = {
    root: [root],
    twin: [plain(recorded('root-swapped'))],
    old: [old],
    both: [old, root],
    none: [],
  };
  const trusted = stores[state.store];
  const logs = state.ct === 'on' ? [recorded('root-swapped').spki] : undefined;
  if (state.who === 'self') return { ...base, sent: [plain(recorded('self'))], trusted, missing: [], logs };
  if (state.who !== 'server') return { ...base, sent: [impostor(state)], trusted, missing: [], logs };
  const int1 = issued(recorded('int1'), pathLength(state), 'root', state, 'int1');
  const int2 = issued(recorded('int2'), constraints(state), 'int1', state, 'int2');
  const leaf = leafOf(state);
  const cross = plain(recorded('int1-cross'));
  const first = { yes: [int1], no: [], cross: [cross], both: [cross, int1] }[state.int1];
  const missing = [
    state.int2 === 'no' ? recorded('int2') : undefined,
    state.int1 === 'no' ? recorded('int1') : undefined,
  ];
  return {
    ...base,
    sent: [leaf, ...(state.int2 === 'yes' ? [int2] : []), ...first],
    trusted,
    missing: missing.flatMap((one) => one?.subject.parts.at(-1)?.[0]?.text ?? []),
    logs,
  };
}

/** As recorded. */
export const plain = (certificate: Certificate): Piece => ({
  name: undefined,
  bytes: certificate.bytes,
  certificate,
  failure: undefined,
  before: certificate,
  unsigned: certificate.bytes,
});

/** Names as they are typed: with commas or spaces between. */
export const namesOf = (typed: string): string[] =>
  typed
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 8);

/** With a promise of the log in it where the client wants one; what nobody signed has the old promise too. */
function leafOf(state: ChainState): Piece {
  const names = namesOf(state.names);
  const from = recorded('leaf');
  const changes: Changes = {
    ...(names.join() === 'server.example.test' ? {} : { names }),
    ...(state.until === 2046 ? {} : dates(from, state.until)),
  };
  if (state.ct === 'off') return issued(from, changes, 'int2', state, 'leaf');
  if (state.sign === 'issuer') return issued(from, promised(from, changes, recorded('int2')), 'int2', state, 'leaf');
  const logged = signedAnew(changed(from, promised(from, {}, recorded('int2'))), secret('int2'));
  return issued(must(logged ?? from.bytes), changes, 'int2', state, 'leaf');
}

/** A certificate does not begin after it ends. */
function dates({ notBefore }: Certificate, until: number): Changes {
  const notAfter = toSeconds(until, 1, 1);
  return notAfter > notBefore ? { notAfter } : { notBefore: toSeconds(until - 1, 1, 1), notAfter };
}

/** With the promise of the log for what is going to be issued. */
function promised(certificate: Certificate, changes: Changes, issuer: Certificate): Changes {
  const precertificate = parseCertificate(changed(certificate, changes));
  const log = { spki: recorded('root-swapped').spki, key: secret('rootX') };
  const promise = precertificate.ok && makeTimestamp(log, promisedMs, precertificate.value, issuer);
  return promise ? { ...changes, timestamps: { list: timestampList([promise]) } } : changes;
}

function pathLength({ length }: ChainState): Changes {
  return length === 'none' ? {} : { basicConstraints: { ca: true, pathLen: Number(length) } };
}

function constraints({ ca, only }: ChainState): Changes {
  const trees = { example: [['example.test'], []], other: [['other.test'], []], 'not-example': [[], ['example.test']] };
  const [permitted = [], excluded = []] = only === 'none' ? [] : trees[only];
  return {
    ...(ca === 'no' ? { basicConstraints: { ca: false, pathLen: undefined } } : {}),
    ...(only === 'none' ? {} : { constraints: { permitted, excluded } }),
  };
}

/** The answer of somebody else: the same name, his own key, signed by an authority that the client trusts. */
function impostor(state: ChainState): Piece {
  const issuer = recorded('root2');
  const changes: Changes = {
    serial: Uint8Array.of(0x66, 0x06),
    issuer,
    // The key of whoever answers in the server's place.
    key: keyFor(secret('sub')),
    ...(namesOf(state.names).join() === 'server.example.test' ? {} : { names: namesOf(state.names) }),
  };
  const all = state.who === 'logged' ? promised(recorded('leaf'), changes, issuer) : changes;
  const bytes = signedAnew(changed(recorded('leaf'), all), secret('root2')) ?? new Uint8Array();
  return edited(must(bytes), state, 'leaf', () => secret('root2'));
}

/** Changed where the reader asks for it, and signed: by its issuer, or by nobody. */
function issued(
  from: Certificate,
  changes: Changes,
  issuer: 'root' | 'int1' | 'int2',
  state: ChainState,
  name: Editable,
): Piece {
  const bytes = changed(from, changes);
  const same = sameBytes(bytes, from.bytes);
  const signed = !same && state.sign === 'issuer' ? signedAnew(bytes, secret(issuer)) : bytes;
  return edited(same ? from : must(signed ?? bytes), state, name, () => secret(issuer));
}

function must(bytes: Uint8Array): Certificate {
  const parsed = parseCertificate(bytes);
  if (!parsed.ok) throw new Error(`A certificate that was made here cannot be read: ${parsed.failure.code}.`);
  return parsed.value;
}

/** With single bytes changed; what is signed is signed again, where the reader asks for it. */
function edited(before: Certificate, state: ChainState, name: Editable, key = () => secret('root')): Piece {
  const edits = editsOf(state, name).filter(({ at, byte }) => at < before.bytes.length && before.bytes[at] !== byte);
  if (edits.length === 0) return { ...plain(before), name };
  const changedBytes = withBytes(before.bytes, edits);
  const inside = edits.some(({ at }) => at < before.nodes.tbs.end);
  const bytes = (inside && state.sign === 'issuer' ? signedAnew(changedBytes, key()) : undefined) ?? changedBytes;
  const parsed = parseCertificate(bytes);
  return {
    name,
    bytes,
    certificate: parsed.ok ? parsed.value : undefined,
    failure: parsed.ok ? undefined : parsed.failure,
    before,
    unsigned: changedBytes,
  };
}
