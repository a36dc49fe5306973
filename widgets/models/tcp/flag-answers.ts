// What a Linux peer does with a segment by its flags, if ports and numbers are those that it expects next.
//
// Follows RFC 9293 sections 3.10.7.1 (CLOSED), 3.10.7.2 (LISTEN), 3.10.7.3 (SYN-SENT), 3.10.7.4 (ESTABLISHED), RFC 5961
// section 4 (challenge ACK), RFC 3168 section 6.1.1 (ECN), and Linux 6.18, net/ipv4/tcp_input.c: recorded for each of the
// 256 combinations in content/vectors/captures/linux-6.18-bytes/41-flags.json.
// Differs from simulate(): the model there builds only segments that TCP sends. Here every combination is allowed.
import { ACK, FIN, RST, SYN } from './segment.ts';

/** Bits that the model of a connection does not use. RFC 9293 (3.1), RFC 3168 (6.1). */
export const URG = 32;
export const ECE = 64;
export const CWR = 128;

/** Where the peer stands when the segment arrives. */
export type PeerState = 'LISTEN' | 'CLOSED' | 'SYN-SENT' | 'ESTABLISHED';

export interface Answer {
  /** The flags of what is sent back; undefined: nothing. */
  readonly flags: number | undefined;
  /** What the peer's socket does besides. A listener stays one, whatever comes. */
  readonly outcome:
    | 'ignored'
    | 'request'
    | 'refused'
    | 'challenged'
    | 'reset'
    | 'connection-refused'
    | 'established'
    | 'crossed'
    | 'acknowledged'
    | 'delivered'
    | 'end-of-stream';
  /** Bytes that recv() gets. */
  readonly delivered: number;
}

const nothing: Answer = { flags: undefined, outcome: 'ignored', delivered: 0 };

/** What a Linux 6.18 peer in `state` does with `flags` and `length` bytes of data. The urgent pointer is 0. */
export function answerTo(state: PeerState, flags: number, length: number): Answer {
  const has = (bits: number): boolean => (flags & bits) === bits;
  switch (state) {
    case 'CLOSED':
      // RFC 9293 (3.10.7.1): a RST is answered by nothing, everything else by a RST that fits.
      return has(RST) ? nothing : { ...nothing, flags: has(ACK) ? RST : RST | ACK, outcome: 'refused' };
    case 'LISTEN': {
      // tcp_rcv_state_process(): RST first, then ACK, then SYN; Linux drops SYN with FIN.
      if (has(RST)) return nothing;
      if (has(ACK)) return { ...nothing, flags: RST, outcome: 'refused' };
      if (!has(SYN) || has(FIN)) return nothing;
      // RFC 3168 (6.1.1): a SYN with ECE and CWR asks for ECN, the SYN-ACK answers with ECE.
      return { ...nothing, flags: SYN | ACK | (has(ECE | CWR) ? ECE : 0), outcome: 'request' };
    }
    case 'SYN-SENT':
      // RFC 9293 (3.10.7.3): a RST counts only with the awaited ACK.
      if (has(RST)) return has(ACK) ? { ...nothing, outcome: 'connection-refused' } : nothing;
      if (!has(SYN)) return nothing;
      return has(ACK)
        ? { ...nothing, flags: ACK, outcome: 'established' }
        : { ...nothing, flags: SYN | ACK, outcome: 'crossed' };
    case 'ESTABLISHED': {
      if (has(RST)) return { ...nothing, outcome: 'reset' };
      // RFC 5961 (4.2): whatever its number, a SYN is answered with a challenge ACK.
      if (has(SYN)) return { ...nothing, flags: ACK, outcome: 'challenged' };
      if (!has(ACK)) return nothing;
      // The byte before the urgent pointer is kept out of the stream: recv() gets one less.
      const delivered = Math.max(0, length - (has(URG) && length ? 1 : 0));
      if (has(FIN)) return { flags: ACK, outcome: 'end-of-stream', delivered };
      return length ? { flags: ACK, outcome: 'delivered', delivered } : { ...nothing, outcome: 'acknowledged' };
    }
  }
}
