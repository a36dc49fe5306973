// The judgement of a scene: by the RFCs, by three programs, and by a browser that wants a promise of a log.
import { type Certificate, sameBytes } from '../../../models/x509/certificate.ts';
import type { Candidate, ChainInput, ChainVerdict } from '../../../models/x509/chain-input.ts';
import { judgeGnutls } from '../../../models/x509/gnutls.ts';
import { judgeOpenssl, nodeClient, opensslClient } from '../../../models/x509/openssl.ts';
import { type CertificateAlert, type Finding, problemFacts } from '../../../models/x509/problems.ts';
import { judgeRfc } from '../../../models/x509/rfc5280.ts';
import { checkTimestamp, timestampsOf } from '../../../models/x509/transparency.ts';
import type { Piece, Scene } from './scene.ts';

/** What the log says: not asked, the leaf has a promise that fits, or none. */
export type LogVerdict = 'not-asked' | 'promised' | 'none';

export interface Judgement {
  readonly scene: Scene;
  /** Certificates that cannot be read: then nothing else is judged. */
  readonly unreadable: readonly Piece[];
  readonly rfc: ChainVerdict;
  readonly openssl: ChainVerdict;
  readonly node: ChainVerdict;
  readonly gnutls: ChainVerdict;
  readonly log: LogVerdict;
  /** The alert of OpenSSL's client; `undefined`: it goes on with the handshake. */
  readonly alert: CertificateAlert | undefined;
  /** What stands for the refusal by the RFCs, or nothing. */
  readonly finding: Finding | undefined;
}

const empty: ChainVerdict = {
  ok: false,
  candidates: [],
  deciding: { path: [], anchored: false, findings: [] },
};

export function judge(scene: Scene): Judgement {
  const unreadable = [...scene.sent, ...scene.trusted].filter(({ certificate }) => certificate === undefined);
  const input: ChainInput = {
    sent: scene.sent.flatMap(({ certificate }) => certificate ?? []),
    trusted: scene.trusted.flatMap(({ certificate }) => certificate ?? []),
    host: scene.host,
    now: scene.now,
  };
  // A list with one certificate that cannot be read is refused as a whole; one in the store is not loaded.
  if (scene.sent.some(({ certificate }) => certificate === undefined)) {
    const none = { rfc: empty, openssl: empty, node: empty, gnutls: empty };
    return { scene, unreadable, ...none, log: 'not-asked', alert: 'bad_certificate', finding: undefined };
  }
  const rfc = judgeRfc(input);
  const openssl = judgeOpenssl(input, opensslClient);
  const [first] = openssl.deciding.findings;
  return {
    scene,
    unreadable,
    rfc,
    openssl,
    node: judgeOpenssl(input, nodeClient),
    gnutls: judgeGnutls(input),
    log: logVerdict(scene, rfc.deciding),
    alert: first && problemFacts(first.problem).alert,
    finding: tellingFinding(rfc.deciding),
  };
}

/** Among several reasons the one at the lowest certificate that is not about the name: the name is what is asked last. */
function tellingFinding({ findings }: Candidate): Finding | undefined {
  const names = (one: Finding): number => Number(one.problem === 'host-mismatch' || one.problem === 'address-mismatch');
  return findings.toSorted((one, other) => names(one) - names(other) || weight(one) - weight(other))[0];
}

/** A signature that does not fit makes everything else in that certificate hearsay. */
const weight = ({ problem }: Finding): number => (problem === 'signature-wrong' ? 0 : 1);

function logVerdict({ logs }: Scene, { path }: Candidate): LogVerdict {
  const [leaf, issuer] = path;
  if (!logs || !leaf) return 'not-asked';
  const promises = issuer ? (timestampsOf(leaf) ?? []) : [];
  const fits = (issuer: Certificate): boolean =>
    promises.some((promise) => checkTimestamp(promise, leaf, issuer, logs) === 'fits');
  return issuer && fits(issuer) ? 'promised' : 'none';
}

/** Does the picture's piece stand in this path? */
export const inPath = (piece: Piece, path: readonly Certificate[]): number =>
  path.findIndex(({ bytes }) => sameBytes(bytes, piece.bytes));
