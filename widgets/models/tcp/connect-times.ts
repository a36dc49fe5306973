// When connect() returns, for thousands of seeded handshakes.
//
// What is left of the model when nothing but connect() is asked for: the client's SYN timer, the server's SYN-ACK timer
// and the lots of chance.ts. No segments, no log, no calls. Follows open.ts, sender.ts (timeout(), expired()) and
// acceptable.ts (mayAnswer()); a test holds it against simulate() in thousands of cases, microsecond by microsecond.
import { type Losses, lot } from './chance.ts';
import type { Profile } from './profile.ts';
import { serverTimer } from './scenarios/handshake.ts';

/** What decides the time, beside the seed. */
export interface Handshake {
  readonly profile: Profile;
  readonly oneWayDelayUs: number;
  readonly synRetries: number;
  readonly synLinearTimeouts: number;
  readonly synAckRetries: number;
  readonly losses: Losses;
}

/** When connect() returns in microseconds; negative if it returns ETIMEDOUT then. */
export type ConnectTime = number;

/** Returns a function from a seed to the time at which connect() returns, of {@link openingScenario}. */
export function connectTimes(handshake: Handshake): (seed: number) => ConnectTime {
  const { profile, oneWayDelayUs: wayUs, synAckRetries, losses } = handshake;
  const { invalidRateLimitMs } = profile;
  const synsUs = synTimes(handshake);
  const givesUpUs = synsUs.pop() ?? 0;
  const { rtoInitialMs, rtoMaxMs } = serverTimer(profile);

  return (seed) => {
    let synAcks = 0;
    /** The server's timer, its length, how often it has fired; no request: not due. */
    let dueUs = Number.POSITIVE_INFINITY;
    let rtoMs = 0;
    let fired = 0;
    let answeredUs = Number.NEGATIVE_INFINITY;
    // Each SYN-ACK is later than the one before, so the first that gets through decides.
    const through = () => lot(seed, 'server', ++synAcks) >= losses.synAck;
    let syn = 0;
    for (;;) {
      // The next thing that reaches the server: a SYN that chance lets through, or its own timer.
      while (syn < synsUs.length && lot(seed, 'client', syn + 1) < losses.syn) syn += 1;
      const arrivesUs = syn < synsUs.length ? (synsUs[syn] ?? 0) + wayUs : Number.POSITIVE_INFINITY;
      const nowUs = Math.min(arrivesUs, dueUs);
      // A SYN-ACK that leaves now comes no earlier than the client gives up, or nothing will leave any more.
      if (nowUs + wayUs >= givesUpUs) return -givesUpUs;
      let sends = false;
      if (arrivesUs <= dueUs) {
        syn += 1;
        if (dueUs === Number.POSITIVE_INFINITY) {
          rtoMs = rtoInitialMs;
          fired = 0;
          answeredUs = Number.NEGATIVE_INFINITY;
          sends = true;
        } else if (nowUs - answeredUs >= invalidRateLimitMs * 1_000) {
          answeredUs = nowUs;
          sends = true;
        }
      } else if (fired >= synAckRetries) {
        dueUs = Number.POSITIVE_INFINITY;
      } else {
        fired += 1;
        rtoMs = Math.min(2 * rtoMs, rtoMaxMs);
        sends = true;
      }
      if (!sends) continue;
      dueUs = nowUs + Math.round(rtoMs * 1_000);
      if (through()) return nowUs + wayUs;
    }
  };
}

/** When each SYN leaves if no answer comes, and last the moment at which the client gives up. */
function synTimes({ profile, synRetries, synLinearTimeouts }: Handshake): number[] {
  const { rtoInitialMs, rtoMaxMs } = profile;
  // tcp_model_timeout(), as in sender.ts.
  const doublings = Math.min(synRetries, Math.floor(Math.log2(rtoMaxMs / rtoInitialMs)));
  const limitMs = (2 ** (doublings + 1) - 1) * rtoInitialMs + (synRetries - doublings) * rtoMaxMs;
  const times = [0];
  let rtoMs = rtoInitialMs;
  let nowMs = 0;
  // The limit is reached: each round adds at least the first RTO.
  for (let retransmits = 0; ; retransmits += 1) {
    nowMs += rtoMs;
    times.push(nowMs * 1_000);
    if (retransmits > 0 && nowMs >= limitMs) return times;
    if (retransmits + 1 > synLinearTimeouts) rtoMs = Math.min(2 * rtoMs, rtoMaxMs);
  }
}

/** The handshakes that took one and the same time. */
export interface Outcome {
  readonly atUs: ConnectTime;
  count: number;
  /** The first seed with this outcome. */
  readonly seed: number;
}

/** Counts outcomes of the seeds from `from` to below `to` into `tally`. */
export function countOutcomes(
  timeOf: (seed: number) => ConnectTime,
  tally: Map<ConnectTime, Outcome>,
  from: number,
  to: number,
): void {
  for (let seed = from; seed < to; seed += 1) {
    const atUs = timeOf(seed);
    const outcome = tally.get(atUs);
    if (outcome) outcome.count += 1;
    else tally.set(atUs, { atUs, count: 1, seed });
  }
}
