/**
 * What a client has when it judges a chain, and the outcome, whoever judges.
 */
import type { Certificate } from './certificate.ts';
import type { Finding } from './problems.ts';

/** The question. */
export interface ChainInput {
  /** As the server sends them: its own certificate first, the others in any order. */
  readonly sent: readonly Certificate[];
  /** The trust store, in its order. */
  readonly trusted: readonly Certificate[];
  /** A DNS name or an address. */
  readonly host: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/** A path that was tried: the leaf first. */
export interface Candidate {
  readonly path: readonly Certificate[];
  /** Does it end at a certificate of the trust store? */
  readonly anchored: boolean;
  /** Why it is refused, in the order in which it was found out; none if it is accepted. */
  readonly findings: readonly Finding[];
}

/** The answer: the first candidate without findings, else all were refused. */
export interface ChainVerdict {
  readonly ok: boolean;
  /** Those that were tried, in order. The accepted one is the last. */
  readonly candidates: readonly Candidate[];
  /** The accepted one, or the one whose findings stand for the refusal. */
  readonly deciding: Candidate;
}
