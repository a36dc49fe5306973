// What a reader pastes: certificates of a server, judged where they are. Nothing of it goes into a link.
import { parseCertificate } from '../../../models/x509/certificate.ts';
import { selfIssued } from '../../../models/x509/chain-checks.ts';
import type { Failure } from '../../../models/x509/fault.ts';
import { type PemCode, parsePem } from '../../../models/x509/pem.ts';
import { type Piece, plain, type Scene } from './scene.ts';

/** Why pasted text gives no chain. */
export type PasteProblem =
  | { readonly code: PemCode; readonly line: number; readonly character: string }
  /** A block of another kind. */
  | { readonly code: 'private-key' | 'request' | 'pkcs7' | 'public-key' | 'other-label'; readonly label: string }
  | { readonly code: 'certificate'; readonly failure: Failure; readonly number: number };

export type Pasted =
  | { readonly ok: true; readonly scene: Scene; readonly trustedLast: boolean }
  | { readonly ok: false; readonly problem: PasteProblem };

/** Reads what was pasted. The certificates that signed themselves are trusted, else the last one is. */
export function pastedScene(text: string, host: string, now: number): Pasted {
  const { blocks, failure } = parsePem(text);
  if (failure) {
    const line = text.slice(0, failure.at).split('\n').length;
    return { ok: false, problem: { code: failure.code, line, character: String(failure.values['character'] ?? '') } };
  }
  const pieces: Piece[] = [];
  for (const [index, { label, bytes }] of blocks.slice(0, 12).entries()) {
    if (label && !['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'].includes(label)) {
      return { ok: false, problem: { code: kindOf(label), label } };
    }
    const parsed = parseCertificate(bytes);
    if (!parsed.ok) return { ok: false, problem: { code: 'certificate', failure: parsed.failure, number: index + 1 } };
    pieces.push(plain(parsed.value));
  }
  const roots = pieces.filter(({ before }, index) => selfIssued(before) && (index > 0 || pieces.length === 1));
  const trusted = roots.length > 0 ? roots : pieces.slice(-1);
  const sent = pieces.filter((piece, index) => index === 0 || !trusted.includes(piece));
  return {
    ok: true,
    trustedLast: roots.length === 0,
    scene: { sent, trusted, missing: [], host, now, logs: undefined },
  };
}

function kindOf(label: string): 'private-key' | 'request' | 'pkcs7' | 'public-key' | 'other-label' {
  if (label.includes('PRIVATE KEY')) return 'private-key';
  if (label.includes('REQUEST')) return 'request';
  if (/PKCS ?#?7|CMS/.test(label)) return 'pkcs7';
  return label.includes('PUBLIC KEY') ? 'public-key' : 'other-label';
}
