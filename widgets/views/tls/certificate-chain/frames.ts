// From a judgement to what is drawn and said: cards from the root down to the leaf, what programs say, rows, a result.
import type { Certificate } from '../../../models/x509/certificate.ts';
import { keyIdentifierDiffers, selfIssued } from '../../../models/x509/chain-checks.ts';
import type { Candidate, ChainVerdict } from '../../../models/x509/chain-input.ts';
import { nameText } from '../../../models/x509/constraints.ts';
import type { Failure } from '../../../models/x509/fault.ts';
import { shortName } from '../../../models/x509/name.ts';
import { type Finding, problemFacts } from '../../../models/x509/problems.ts';
import { formatDay, formatTime, fromSeconds } from '../../../models/x509/time.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { inPath, type Judgement } from './run.ts';
import type { Piece } from './scene.ts';
import type { Editable } from './state.ts';
import type { ChainWords } from './strings.ts';

/** One certificate as it is drawn. */
export interface Card {
  readonly key: string;
  readonly name: Editable | undefined;
  readonly title: string;
  /** Who signed it, and what came of that. */
  readonly signed: string;
  readonly mark: 'fits' | 'wrong' | 'none';
  readonly dates: string;
  /** Per mille of the axis of years. */
  readonly from: number;
  readonly to: number;
  readonly facts: readonly string[];
  readonly reasons: readonly string[];
  readonly look: 'ok' | 'bad' | 'unused' | 'missing';
}

export interface ChainFrame {
  readonly store: readonly Card[];
  readonly sent: readonly Card[];
  /** Does a signature by a certificate of the store lead down to what was sent? */
  readonly bridge: 'fits' | 'wrong' | 'none';
  readonly now: number;
  readonly ask: string;
  /** Not the server answers. */
  readonly impostor: boolean;
  readonly host: string;
  readonly day: string;
  readonly asked: 'ok' | 'bad' | 'none';
  readonly programs: readonly Program[];
  readonly rows: readonly (readonly [string, string, string])[];
  readonly result: string;
}

/** Who answers in the server's place: nobody, somebody self-signed, somebody with a certificate that is in no log, or in one. */
export type Impostor = 'no' | 'self' | 'hidden' | 'logged';

export interface Program {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

/** The axis of years. */
const firstYear = 2015;
const lastYear = 2056;

/** A time as per mille of the axis. */
function onAxis(seconds: number): number {
  const { year, month } = fromSeconds(seconds);
  const at = ((year + (month - 1) / 12 - firstYear) / (lastYear - firstYear)) * 1000;
  return Math.round(Math.min(1000, Math.max(0, at)));
}

export function frameOf(judgement: Judgement, words: ChainWords, impostor: Impostor = 'no'): ChainFrame {
  const { scene, rfc } = judgement;
  const { path } = rfc.deciding;
  const cards = (pieces: readonly Piece[]): Card[] => pieces.map((piece) => cardOf(piece, judgement, words));
  const missing = scene.missing.map((name) => missingCard(name, words));
  const sent = cards(scene.sent).toReversed();
  // From the root down: what was not sent stands where it would have stood.
  const at = scene.missing.length > 0 && scene.missing[0]?.endsWith('2') ? sent.length - 1 : 0;
  const [first, second] = missing;
  if (first && second) sent.splice(0, 0, second, first);
  else if (first) sent.splice(at, 0, first);
  // In the store the one that is used stands last, next to what it signed.
  const store = cards(scene.trusted).toSorted(
    (one, other) => Number(one.look !== 'unused') - Number(other.look !== 'unused'),
  );
  const hostFails = rfc.deciding.findings.some(
    ({ problem }) => problem === 'host-mismatch' || problem === 'address-mismatch',
  );
  const anchored = rfc.deciding.anchored && path.length > 1;
  const below = path.at(-2);
  const wrong = rfc.deciding.findings.some(
    ({ problem, depth }) => problem === 'signature-wrong' && depth === path.length - 2,
  );
  return {
    store,
    sent,
    bridge: anchored && below ? (wrong ? 'wrong' : 'fits') : 'none',
    now: onAxis(scene.now),
    impostor: impostor !== 'no',
    ask: words.ask,
    host: scene.host || '∅',
    day: formatDay(scene.now),
    asked: path.length === 0 ? 'none' : hostFails ? 'bad' : 'ok',
    programs: programsOf(judgement, words),
    rows: rowsOf(judgement, words),
    result: resultOf(judgement, words, impostor),
  };
}

const titleOf = ({ certificate, before }: Piece): string => shortName((certificate ?? before).subject) || '(—)';

function missingCard(name: string, words: ChainWords): Card {
  const none = { name: undefined, mark: 'none', dates: '', from: 0, to: 0, facts: [], reasons: [] } as const;
  return { ...none, key: `missing ${name}`, title: name, signed: words.notSent, look: 'missing' };
}

function cardOf(piece: Piece, judgement: Judgement, words: ChainWords): Card {
  const { path, findings } = judgement.rfc.deciding;
  const { certificate, name, failure, before } = piece;
  const depth = inPath(piece, path);
  const one = certificate ?? before;
  const issuer = path[depth + 1];
  const here = findings.filter((finding) => finding.depth === depth && depth >= 0);
  const wrong = here.some(({ problem }) => problem === 'signature-wrong');
  const inStore = judgement.scene.trusted.includes(piece);
  const by = shortName(one.issuer) || '(—)';
  const template = inStore
    ? words.inStore
    : depth < 0
      ? judgement.rfc.ok
        ? words.unused
        : words.notReached
      : issuer
        ? wrong
          ? words.signatureWrong
          : words.signatureFits
        : selfIssued(one)
          ? words.signedItself
          : words.issuerMissing;
  return {
    key: `${name ?? ''} ${inStore} ${titleOf(piece)} ${by} ${one.notAfter}`,
    name,
    title: titleOf(piece),
    signed: failure ? words.unreadable : fill(template, { issuer: by }),
    mark: depth >= 0 && issuer ? (wrong ? 'wrong' : 'fits') : 'none',
    dates: `${formatDay(one.notBefore)} – ${formatDay(one.notAfter)}`,
    from: onAxis(one.notBefore),
    to: onAxis(one.notAfter),
    facts: factsOf(one, words),
    reasons: failure
      ? [failureText(failure, words)]
      : here.map((finding) => reasonOf(finding, judgement.rfc.deciding, words)),
    look: failure || here.length > 0 ? 'bad' : depth < 0 ? 'unused' : 'ok',
  };
}

/** What a certificate says about itself, as far as the path depends on it. */
function factsOf(one: Certificate, words: ChainWords): string[] {
  const facts: string[] = [];
  const { basicConstraints, subjectAltName, nameConstraints } = one;
  facts.push(basicConstraints?.ca ? words.isCa : words.isNotCa);
  if (basicConstraints?.pathLen !== undefined) facts.push(fill(words.pathLength, { count: basicConstraints.pathLen }));
  if (subjectAltName) facts.push(fill(words.names, { names: subjectAltName.map(nameText).join(', ') }));
  const trees = (list: readonly { base: Parameters<typeof nameText>[0] }[]) =>
    list.map(({ base }) => nameText(base)).join(', ');
  if (nameConstraints?.permitted.length) facts.push(fill(words.onlyUnder, { names: trees(nameConstraints.permitted) }));
  if (nameConstraints?.excluded.length) facts.push(fill(words.notUnder, { names: trees(nameConstraints.excluded) }));
  if (one.extensions.some(({ name }) => name === 'signedCertificateTimestampList')) facts.push(words.hasPromise);
  return facts;
}

/** A finding as a sentence. */
export function reasonOf({ problem, depth, values }: Finding, { path }: Candidate, words: ChainWords): string {
  const one = path[depth];
  const issuer = path[depth + 1];
  const subject = one ? shortName(one.subject) || '(—)' : '?';
  const by = one ? shortName(one.issuer) || '(—)' : '?';
  const time = typeof values['time'] === 'number' ? formatTime(values['time']) : '';
  const leafNames = (path[0]?.subjectAltName ?? []).map(nameText).join(', ') || words.noNames;
  const above = path[Number(values['above'] ?? 0)];
  const all = {
    subject,
    issuer: by,
    time,
    names: leafNames,
    host: String(values['host'] ?? ''),
    bits: Number(values['bits'] ?? 0),
    limit: Number(values['limit'] ?? 0),
    length: Number(values['length'] ?? 0),
    oid: String(values['oid'] ?? ''),
    name: String(values['name'] ?? ''),
    subtrees: String(values['subtrees'] ?? ''),
    above: above ? shortName(above.subject) : '',
  };
  // The same name with another key: the key identifier of what is signed says so.
  if (problem === 'signature-wrong' && one && issuer && keyIdentifierDiffers(issuer, one))
    return fill(words.otherKey, all);
  return fill(words.problems[problem], all);
}

/** What is wrong with bytes, with the field and the place. */
export function failureText({ code, at, field, values }: Failure, words: ChainWords): string {
  const what = words.failures[code];
  return fill(words.failureAt, { what: fill(what, { ...blanks, ...values }), at, field: field || 'certificate' });
}

const blanks = { missing: 0, count: 0, text: '', oid: '', version: 0, number: 0, length: 0, unused: 0 };

function programsOf(judgement: Judgement, words: ChainWords): Program[] {
  const { rfc, openssl, node, gnutls, alert, scene } = judgement;
  if (scene.sent.some(({ certificate }) => !certificate)) {
    return [
      { name: 'RFC 5280', ok: false, says: words.refused },
      { name: 'OpenSSL', ok: false, says: fill(words.alert, { alert: alert ?? '' }) },
    ];
  }
  const first = openssl.deciding.findings[0];
  const last = node.deciding.findings.at(-1);
  const says = (verdict: ChainVerdict): string => (verdict.ok ? words.accepted : words.refused);
  return [
    { name: 'RFC 5280, RFC 9525', ok: rfc.ok, says: says(rfc) },
    {
      name: 'OpenSSL',
      ok: openssl.ok,
      says: first
        ? `${problemFacts(first.problem).number}: ${problemFacts(first.problem).words} · ${fill(words.alert, { alert: alert ?? '' })}`
        : words.accepted,
    },
    { name: 'Node', ok: node.ok, says: last ? problemFacts(last.problem).node : words.accepted },
    { name: 'GnuTLS', ok: gnutls.ok, says: says(gnutls) },
  ];
}

const pathText = ({ path }: Candidate): string => path.map(({ subject }) => shortName(subject) || '(—)').join(' ← ');

function rowsOf(judgement: Judgement, words: ChainWords): (readonly [string, string, string])[] {
  const { scene, rfc } = judgement;
  const about = (piece: Piece, where: string): readonly [string, string, string] => {
    const card = cardOf(piece, judgement, words);
    return [where, card.title, [card.signed, card.dates, ...card.facts].filter(Boolean).join('; ')];
  };
  return [
    ...scene.trusted.map((piece) => about(piece, words.rowStore)),
    ...scene.sent.map((piece) => about(piece, words.rowSent)),
    ...scene.missing.map((name): readonly [string, string, string] => [words.rowSent, name, words.notSent]),
    ...rfc.candidates.map((candidate, index): readonly [string, string, string] => [
      fill(words.rowPath, { number: index + 1 }),
      pathText(candidate),
      candidate.findings.length === 0
        ? words.accepted
        : candidate.findings.map((finding) => plainText(reasonOf(finding, candidate, words))).join(' '),
    ]),
    ...programsOf(judgement, words).map(({ name, says }): readonly [string, string, string] => [
      words.rowProgram,
      name,
      says,
    ]),
    ...(scene.logs ? [[words.rowLog, words.log, words.logSays[judgement.log]] as const] : []),
  ];
}

const plainText = (text: string): string => text.replaceAll('**', '');

function resultOf(judgement: Judgement, words: ChainWords, impostor: Impostor): string {
  const { rfc, openssl, alert, finding, unreadable, log, scene } = judgement;
  const { path } = rfc.deciding;
  const [leaf] = path;
  const anchor = path.at(-1);
  const broken = unreadable.find((piece) => scene.sent.includes(piece));
  if (broken?.failure) {
    const why = failureText(broken.failure, words);
    return fill(words.resultUnreadable, { subject: titleOf(broken), why, alert: alert ?? '' });
  }
  const values = {
    leaf: leaf ? shortName(leaf.subject) : '',
    anchor: anchor ? shortName(anchor.subject) || '(—)' : '',
    host: scene.host,
    count: path.length - 1,
    alert: alert ?? '',
    words: openssl.deciding.findings[0] ? problemFacts(openssl.deciding.findings[0].problem).words : '',
  };
  if (rfc.ok) {
    if (log === 'none') return fill(words.resultNoPromise, values);
    if (!openssl.ok) return fill(words.resultOpensslRefuses, values);
    if (impostor === 'hidden') return fill(words.resultSilent, values);
    if (impostor === 'logged') return fill(log === 'promised' ? words.resultLogged : words.resultSilent, values);
    if (path.length === 1) return fill(words.resultDirect, values);
    return fill(path.length === 2 ? words.resultOne : words.resultAccepted, values);
  }
  if (!finding) return words.resultNothing;
  const reason = reasonOf(finding, rfc.deciding, words);
  const more = rfc.deciding.findings.length - 1;
  const rest = more > 0 ? fill(more === 1 ? words.oneMore : words.more, { count: more }) : '';
  return fill(openssl.ok ? words.resultOpensslAccepts : words.resultRefused, { ...values, reason, rest });
}
