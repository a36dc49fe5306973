// How many connections a second one host can open before it runs out of 4-tuples.
//
// Follows Linux 6.18: __inet_hash_connect() looks for a port whose 4-tuple with the destination is free;
// tcp_twsk_unique() lets connect() take over one in TIME-WAIT if tcp_tw_reuse allows it, the old connection had
// timestamps and tcp_tw_reuse_delay has passed; bind() before connect() takes the port for every destination.
// Leaves out the order in which ports are tried (parity, random offset): it changes which port, not how many.
import { twReuseDelayMs } from '#content/facts/linux.ts';
import { maxTimeWaits as usualMaxTimeWaits } from '#content/facts/world.ts';

export interface PortScenario {
  /** New connections per second, spread evenly over the destinations. */
  readonly rate: number;
  /** How many ports the host may choose from (ip_local_port_range). */
  readonly ports: number;
  /** How many different destination addresses and ports it connects to. */
  readonly destinations: number;
  /** From connect() to close(), in milliseconds. This host closes first. */
  readonly openMs: number;
  /** TIME-WAIT, in milliseconds. */
  readonly waitMs: number;
  readonly twReuse: 0 | 1 | 2;
  /** tcp_tw_reuse = 2 acts on loopback only. */
  readonly loopback: boolean;
  readonly timestamps: boolean;
  /** bind() to an address with port 0 before connect(), without IP_BIND_ADDRESS_NO_PORT. */
  readonly bindFirst: boolean;
  /** tcp_max_tw_buckets: above it a connection is closed without TIME-WAIT (recording 17). The usual default if absent. */
  readonly maxTimeWaits?: number;
}

export type PortError = 'EADDRNOTAVAIL' | 'EADDRINUSE';

export interface PortBudget {
  /** How long a 4-tuple (or, with bind(), a port) cannot be used again after its connect(), in milliseconds. */
  readonly occupiedMs: number;
  /** 4-tuples that can be occupied at a time, over all destinations. */
  readonly tuples: number;
  /** Connections per second that can go on for ever, rounded down to 0.1; below 1 to 0.001. */
  readonly sustainable: number;
  /** When the first call fails, in milliseconds after the first connection; null: never. */
  readonly failsAtMs: number | null;
  readonly call: 'connect()' | 'bind()';
  readonly errno: PortError;
  /** TIME-WAIT entries once nothing changes any more. */
  readonly waiting: number;
  /** When tcp_max_tw_buckets is reached before the 4-tuples are; null: never. From then on 4-tuples become free at once. */
  readonly overflowsAtMs: number | null;
}

/** True if connect() may take over a 4-tuple in TIME-WAIT. Recordings 15h to 15n, 16a to 16c. */
export function reuseApplies({ twReuse, loopback, timestamps, bindFirst }: PortScenario): boolean {
  return timestamps && !bindFirst && (twReuse === 1 || (twReuse === 2 && loopback));
}

/** The closed form; {@link openConnections} does the same connection by connection. */
export function portBudget(scenario: PortScenario): PortBudget {
  const { rate, ports, destinations, openMs, waitMs, bindFirst } = scenario;
  const heldMs = reuseApplies(scenario) ? Math.min(waitMs, twReuseDelayMs) : waitMs;
  const occupiedMs = openMs + heldMs;
  // bind() knows no destination: it takes the port for all of them.
  const tuples = bindFirst ? ports : ports * destinations;
  const limit = occupiedMs === 0 ? Number.POSITIVE_INFINITY : (tuples * 1_000) / occupiedMs;
  const cap = scenario.maxTimeWaits ?? usualMaxTimeWaits;
  const spread = bindFirst ? 1 : destinations;
  const alreadyOpen = Math.max(0, Math.ceil((rate * openMs) / 1_000) - 1);
  // What is above the cap blocks nothing, so the 4-tuples never run out.
  const overflows =
    !reuseApplies(scenario) && Math.ceil((cap + alreadyOpen) / spread) < ports && (rate * waitMs) / 1_000 > cap;
  const enough = rate <= limit || overflows;
  const opened = enough ? rate : limit;
  return {
    occupiedMs,
    tuples,
    sustainable: limit < 1 ? Math.floor(limit * 1_000) / 1_000 : Math.floor(limit * 10) / 10,
    failsAtMs: enough ? null : Math.round((tuples * 1_000) / rate),
    call: bindFirst ? 'bind()' : 'connect()',
    errno: bindFirst ? 'EADDRINUSE' : 'EADDRNOTAVAIL',
    waiting: Math.min(Math.round((opened * waitMs) / 1_000), tuples, cap),
    overflowsAtMs: overflows ? Math.round(openMs + (cap * 1_000) / rate) : null,
  };
}

export interface Attempt {
  readonly atMs: number;
  /** From 0. */
  readonly destination: number;
}

/** Opens connections one by one; returns what each call gave. At most 100,000 attempts are made. */
export function openConnections(scenario: PortScenario, attempts: readonly Attempt[]): ('ok' | PortError)[] {
  const { ports, openMs, waitMs, bindFirst } = scenario;
  const reuse = reuseApplies(scenario);
  const cap = scenario.maxTimeWaits ?? usualMaxTimeWaits;
  const free = new Map<string, number>();
  /** When each TIME-WAIT begins and ends, in the order of their ends. */
  const waits: { readonly fromMs: number; readonly toMs: number }[] = [];
  return attempts.slice(0, 100_000).map(({ atMs, destination }) => {
    for (let port = 0; port < ports; port += 1) {
      const tuple = bindFirst ? `${port}` : `${port} ${destination}`;
      if ((free.get(tuple) ?? 0) > atMs) continue;
      const closedMs = atMs + openMs;
      const waiting = waits.filter(({ fromMs, toMs }) => fromMs <= closedMs && closedMs < toMs).length;
      const wait = waiting < cap ? waitMs : 0;
      waits.push({ fromMs: closedMs, toMs: closedMs + wait });
      free.set(tuple, closedMs + (reuse ? Math.min(wait, twReuseDelayMs) : wait));
      return 'ok';
    }
    return bindFirst ? 'EADDRINUSE' : 'EADDRNOTAVAIL';
  });
}
