/**
 * Somebody who has recorded every byte, and what opens when a key is handed over later: RFC 8446 appendix E.1 (forward secrecy),
 * section 2.2 (psk_ke and psk_dhe_ke) and section 2.3 (early data).
 */
import { contentNumber } from '../record.ts';
import type { Wire } from './exchange.ts';
import type { Knowledge } from './knowledge.ts';
import { type Seen, Side } from './side.ts';

export interface Recorded {
  /** The secrets that follow from what was handed over. */
  readonly side: Side;
  /** One for each record, in order; undefined where it stays closed. */
  readonly opened: readonly (Seen | undefined)[];
}

/** What was handed over: a private share (`agree`), the PSKs of tickets (`psk`), a key log (`given`). Nothing else helps. */
export function record(
  wires: readonly Pick<Wire, 'from' | 'sent'>[],
  handed: Pick<Knowledge, 'agree' | 'psk' | 'given'>,
): Recorded {
  const side = new Side({ role: 'server', ...handed, verify: () => true });
  const opened = wires.map(({ from, sent }) => {
    const seen = side.take(from, sent);
    // What is in the clear is open to everybody; of the rest, what a key has opened, in whatever order.
    return sent[0] !== contentNumber('application_data') || seen.under ? seen : undefined;
  });
  return { side, opened };
}
