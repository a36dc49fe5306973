// Single mechanisms, each a claim with its clause: what no recording of this folder shows by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Endpoint } from './endpoint.ts';
import { full } from './full.ts';
import type { Log, LogEvent, SegmentEvent, TimerEvent } from './log.ts';
import { linux618, type Profile, rfc9293 } from './profile.ts';
import { sampleRoundTrip } from './round-trip.ts';
import type { LinkRule, Program, SocketStep, Step } from './scenario.ts';
import { ACK, segmentKind } from './segment.ts';
import { seq } from './sequence.ts';
import { simulate } from './simulate.ts';

type Details = Partial<Omit<SocketStep, 'at' | 'call'>>;
const on =
  (at: 'client' | 'server') =>
  (call: string, details: Details = {}): Step => ({ at, call, ...details });
const client = on('client');
const server = on('server');
const sleep = (us: number): Step => ({ call: 'sleep', us });

interface Setting {
  readonly delayUs?: number;
  readonly rules?: readonly LinkRule[];
  readonly settings?: Partial<Profile>;
  readonly profile?: Profile;
}

function run(programs: readonly Program[], setting: Setting = {}): Log {
  const { delayUs = 50_000, rules = [], settings = {}, profile = linux618 } = setting;
  return simulate(
    { profile, settings, link: { oneWayDelayUs: delayUs, rules }, programs, untilUs: 3_000_000_000 },
    full,
  );
}

const isSegment = (event: LogEvent): event is SegmentEvent => event.kind === 'segment';
const sent = (log: Log, from: 'client' | 'server', kind: string): SegmentEvent[] =>
  log.events.filter(isSegment).filter((event) => event.from === from && segmentKind(event.segment) === kind);
const times = (events: readonly { readonly atUs: number }[]): number[] => events.map(({ atUs }) => atUs / 1_000);
const timers = (log: Log, at: 'client' | 'server', timer: string): TimerEvent[] =>
  log.events.filter((event) => event.kind === 'timer').filter((event) => event.at === at && event.timer === timer);

/** net/ipv4/tcp_input.c, tcp_rtt_estimator() and __tcp_set_rto(), with the kernel's scaled integers. */
function kernelRtoUs(samples: readonly number[]): number {
  let [srtt, mdev, mdevMax, rttvar] = [0, 0, 0, 0];
  const least = 200_000;
  for (const sample of samples) {
    let m = sample;
    if (srtt) {
      m -= srtt >> 3;
      srtt += m;
      if (m < 0) {
        m = -m - (mdev >> 2);
        if (m > 0) m >>= 3;
      } else m -= mdev >> 2;
      mdev += m;
      if (mdev > mdevMax) {
        mdevMax = mdev;
        rttvar = Math.max(rttvar, mdevMax);
      }
      // Each sample here is of a window of its own, as in a conversation.
      if (mdevMax < rttvar) rttvar -= (rttvar - mdevMax) >> 2;
      mdevMax = least;
    } else {
      srtt = m << 3;
      mdev = m << 1;
      rttvar = Math.max(mdev, least);
      mdevMax = rttvar;
    }
  }
  return (srtt >> 3) + rttvar;
}

test('the RTO follows the arithmetic of the kernel within its rounding, for any round trips', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 100, max: 900_000 }), { minLength: 1, maxLength: 40 }), (samples) => {
      const endpoint = { profile: linux618, rttvarMs: 0, mdevMaxMs: 200, srttMs: 0, mdevMs: 0, rtoMs: 0 } as Endpoint;
      for (const [index, sample] of samples.entries()) {
        Object.assign(endpoint, { sndUna: seq(index), sndNxt: seq(index), rttSeq: seq(Math.max(0, index - 1)) });
        sampleRoundTrip(endpoint, sample / 1_000);
      }
      const kernelMs = kernelRtoUs(samples) / 1_000;
      assert.ok(Math.abs(endpoint.rtoMs - kernelMs) < 1 + kernelMs / 1_000, `${endpoint.rtoMs} against ${kernelMs}`);
    }),
    { numRuns: 2_000, seed: 6_298 },
  );
});

test('RFC 6298 (2.2), (2.4): after one round trip of 500 ms the RTO is 1.5 s, of 100 ms it is the floor of 1 s', () => {
  const rtoMs = (delayUs: number, profile: Profile): number => {
    const log = run([[client('connect'), client('send', { bytes: 1 })], [server('accept')]], {
      delayUs,
      profile,
      settings: { tailLossProbe: false },
    });
    const { atUs = 0, dueUs = 0 } =
      timers(log, 'client', 'retransmission').findLast(({ action }) => action === 'set') ?? {};
    return (dueUs - atUs) / 1_000;
  };
  assert.equal(rtoMs(250_000, rfc9293), 1_500);
  assert.equal(rtoMs(50_000, rfc9293), 1_000);
  // Linux: the floor of 200 ms is under the variance, so 100 ms + 200 ms.
  assert.equal(rtoMs(50_000, linux618), 300);
  assert.equal(rtoMs(250_000, linux618), 1_500);
});

test('RFC 6298 (5.7): without timestamps a SYN that was sent twice measures nothing, and the RTO becomes 3 s', () => {
  const log = run([[client('connect'), client('send', { bytes: 1 })], [server('accept')]], {
    rules: [{ from: 'client', segment: 'SYN', times: 1 }],
    settings: { timestamps: false, tailLossProbe: false },
  });
  const { atUs = 0, dueUs = 0 } =
    timers(log, 'client', 'retransmission').findLast(({ action }) => action === 'set') ?? {};
  assert.equal(dueUs - atUs, 3_000_000);
});

test('an unacceptable segment without data is answered at most once per half second (tcp_invalid_ratelimit)', () => {
  const forge = server('forge', { value: [ACK, -5] });
  const log = run([
    [client('connect'), server('accept'), sleep(1_000_000), forge, sleep(100_000), forge, sleep(600_000), forge],
  ]);
  assert.deepEqual(
    times(sent(log, 'server', 'ACK')),
    [1_100 + 50, 1_850].map((ms) => ms),
  );
});

test('after a timeout the window grows from one segment, without waiting for the timer again', () => {
  const log = run(
    [
      [client('connect'), client('send', { bytes: 4_344 })],
      [server('accept'), server('recv')],
    ],
    {
      rules: [{ from: 'client', segment: 'data', times: 4 }],
      settings: { tailLossProbe: false },
    },
  );
  // Three segments at 0.1 s, all lost; the first again at 0.4 s, lost too, then at 1.0 s; its ACK lets two go.
  assert.deepEqual(times(sent(log, 'client', 'data')), [100, 100, 100, 400, 1_000, 1_100, 1_100]);
});

test('a limit in time counts from the first retransmission of this loss, not of an earlier one', () => {
  const log = run(
    [
      [client('connect'), sleep(100_000_000), client('send', { bytes: 1 })],
      [server('accept'), server('recv')],
    ],
    {
      rules: [
        { from: 'client', segment: 'SYN', times: 1 },
        { from: 'client', segment: 'data', times: 2 },
      ],
      settings: { retries2: 2 },
    },
  );
  assert.equal(sent(log, 'client', 'data').length, 3);
  assert.ok(log.events.some((event) => event.kind === 'return' && event.call === 'recv' && event.result === 1));
});

test('an orphan whose RTO has reached its maximum gives up at the next timer (tcp_orphan_retries = 0)', () => {
  const life = (rtoMaxMs: number): number => {
    const log = run([[client('connect'), client('close')], [server('accept')]], {
      rules: [{ from: 'client', segment: 'FIN' }],
      settings: { rtoMaxMs },
    });
    return sent(log, 'client', 'FIN').length;
  };
  assert.equal(life(120_000), 10);
  // RTO 0.3, 0.6, 1.0 s: the maximum, so 0 means 0.
  assert.equal(life(1_000), 4);
});

test('FIN-WAIT-2 of an orphan lasts at least three and a half RTOs (tcp_fin_time())', () => {
  const log = run([[client('connect'), client('close')], [server('accept')]], {
    delayUs: 250_000,
    settings: { finTimeoutMs: 1_000 },
  });
  const [set] = timers(log, 'client', 'fin-wait-2');
  // The RTO is 1.5 s; the ACK of the FIN came one tick late, which moves it a little.
  const lastsMs = ((set?.dueUs ?? 0) - (set?.atUs ?? 0)) / 1_000;
  assert.ok(lastsMs >= 5_250 && lastsMs < 5_260, `${lastsMs}`);
});

test('RFC 7323 (4.3): the ACK of a segment beyond a gap echoes the timestamp from before the gap', () => {
  const log = run(
    [
      [
        client('connect'),
        client('send', { bytes: 1_448 }),
        sleep(10_000),
        client('no-delay'),
        client('send', { bytes: 10 }),
      ],
      [server('accept')],
    ],
    {
      rules: [{ from: 'client', segment: 'data', times: 1 }],
    },
  );
  const acks = sent(log, 'server', 'ACK');
  const [lost, beyond] = sent(log, 'client', 'data');
  const value = (event: SegmentEvent | undefined): number => event?.segment.options.timestamps?.[0] ?? 0;
  const echo = acks[0]?.segment.options.timestamps?.[1] ?? 0;
  assert.ok(value(beyond) > value(lost));
  assert.ok(echo < value(beyond));
});

test('a cork holds a small segment until it is pulled, or for one RTO; full segments pass it (TCP_CORK)', () => {
  const lengths = (...steps: Step[]): (readonly [length: number, afterMs: number])[] => {
    const log = run([[client('connect'), client('cork', { value: 1 }), ...steps], [server('accept')]]);
    const data = sent(log, 'client', 'data');
    const begun = log.events.find((event) => event.kind === 'call' && event.call === 'send')?.atUs ?? 0;
    return data.map(({ segment, atUs }) => [segment.length, (atUs - begun) / 1_000]);
  };
  const send = (bytes: number) => client('send', { bytes });
  assert.deepEqual(lengths(send(100), send(100), client('cork', { value: 0 })), [[200, 0]]);
  assert.deepEqual(lengths(send(1_448), send(1)).slice(0, 1), [[1_448, 0]]);
  // SRTT 100 ms and the floor of 200 ms under the variance.
  assert.deepEqual(lengths(send(100)), [[100, 300]]);
});

test('the small end of a long write does not wait for its own beginning, a second small one does (Minshall)', () => {
  const log = run([
    [client('connect'), client('send', { bytes: 2_000 }), client('send', { bytes: 10 })],
    [server('accept')],
  ]);
  const [first, end, next] = sent(log, 'client', 'data');
  assert.deepEqual(
    [first, end, next].map((event) => event?.segment.length),
    [1_448, 552, 10],
  );
  assert.equal(end?.atUs, first?.atUs);
  assert.ok((next?.atUs ?? 0) >= (end?.arrivesAtUs ?? 0));
});

test('accept() sees only passive opens: two opens that cross are nobody to accept', () => {
  const log = run([
    [client('connect')],
    [server('connect')],
    [server('accept', { socket: 'other', timeoutUs: 1_000_000 })],
  ]);
  assert.ok(
    log.events.some((event) => event.kind === 'return' && event.call === 'accept' && event.result === 'timed out'),
  );
});

test('RFC 9293 (3.7.4), Nagle: a small segment waits for the ACK, but not with the FIN behind it', () => {
  const two = [client('connect'), client('send', { bytes: 10 }), client('send', { bytes: 20 })];
  assert.deepEqual(times(sent(run([two, [server('accept')]]), 'client', 'data')), [100, 200]);
  const closed = run([[...two, client('close')], [server('accept')]]);
  assert.deepEqual(
    sent(closed, 'client', 'FIN').map(({ atUs, segment }) => [atUs / 1_000, segment.length]),
    [[100, 20]],
  );
});

test('a delayed ACK that waited in vain ends the conversation: the next data is acknowledged at once', () => {
  const log = run([
    [
      client('connect'),
      client('send', { bytes: 1 }),
      client('recv'),
      sleep(500_000),
      client('send', { bytes: 1 }),
      sleep(500_000),
      client('send', { bytes: 1 }),
    ],
    [server('accept'), server('recv'), server('send', { bytes: 1 }), server('recv'), sleep(400_000), server('recv')],
  ]);
  const [, second, third] = sent(log, 'client', 'data').map(({ arrivesAtUs }) => arrivesAtUs ?? 0);
  const acks = sent(log, 'server', 'ACK').map(({ atUs }) => atUs);
  assert.deepEqual(acks.slice(1), [(second ?? 0) + 40_000, third]);
});

test('sixteen segments are acknowledged at once, then an ACK waits 40 ms (recording 19p)', () => {
  const sends = Array.from({ length: 18 }, () => [client('send', { bytes: 10 }), sleep(200_000)]).flat();
  const log = run([[client('connect'), ...sends], [server('accept')]]);
  const arrivals = sent(log, 'client', 'data').map(({ arrivesAtUs }) => arrivesAtUs ?? 0);
  const acks = sent(log, 'server', 'ACK').map(({ atUs }) => atUs);
  assert.deepEqual(
    acks.map((atUs, index) => atUs - (arrivals[index] ?? 0)),
    [...Array(16).fill(0), 40_000, 40_000],
  );
});

test('each error is reported once: ECONNRESET to the first call that asks, then EPIPE and the end of the stream', () => {
  const log = run([
    [client('connect'), sleep(500_000), client('send', { bytes: 1 }), client('send', { bytes: 1 }), client('recv')],
    [server('accept'), server('abort')],
  ]);
  const results = log.events.flatMap((event) =>
    event.kind === 'return' && event.at === 'client' ? [event.result] : [],
  );
  assert.deepEqual(results, ['ok', 'ECONNRESET', 'EPIPE', 0]);
});

test('TIME-WAIT of another length, or none, is a setting', () => {
  const closes: Program[] = [
    [client('connect'), client('close')],
    [server('accept'), server('recv'), server('close')],
  ];
  const waits = (timeWaitMs: number): number => {
    const log = run(closes, { settings: { timeWaitMs } });
    const entered = log.events.find((event) => event.kind === 'state' && event.to === 'TIME-WAIT')?.atUs ?? 0;
    const left = log.events.find((event) => event.kind === 'state' && event.from === 'TIME-WAIT')?.atUs ?? 0;
    return left - entered;
  };
  assert.equal(waits(0), 0);
  assert.equal(waits(30_000), 30_000_000);
});

test('the clocks of tcp_retries2 and TCP_USER_TIMEOUT start at the first timeout, not at the probe before it', () => {
  // retransmits_timed_out() reads retrans_stamp, which tcp_retransmit_skb() sets and tcp_send_loss_probe() does not.
  const silent = (...before: Program) =>
    run([
      [client('connect'), ...before, client('send', { bytes: 100 }), sleep(1_000_000), client('cut')],
      [sleep(1_100_000), client('send', { bytes: 100 }), client('recv')],
      [server('accept'), server('recv')],
    ]);
  const spans = (log: Log) => {
    const [first = 0] = times(timers(log, 'client', 'retransmission').filter(({ action }) => action === 'fired'));
    const [end = 0] = times(
      log.events.filter((event) => event.kind === 'return' && event.result === 'ETIMEDOUT' && event.at === 'client'),
    );
    return { first, end };
  };
  const { first, end } = spans(silent(client('user-timeout', { value: 10_000 })));
  assert.equal(end - first, 10_000);
  // A limit shorter than the RTO does not shorten the first timer: tcp_rearm_rto() does not ask it.
  const short = spans(silent(client('user-timeout', { value: 1 })));
  assert.equal(short.first, first);
  assert.equal(short.end - short.first, 1);
  const plain = spans(silent());
  assert.equal(plain.first, first);
  assert.ok(plain.end - first >= 924_600 && plain.end - first < 924_600 + 120_000);
});

test('keepalive counts from the last segment of the peer, the SYN-ACK included', () => {
  const log = run([[client('connect'), client('keepalive', { value: [1_000, 1_000, 3] })], [server('accept')]]);
  const [probe] = times(timers(log, 'client', 'keepalive').filter(({ action }) => action === 'fired'));
  assert.equal(probe, 100 + 1_000);
});
