// Recordings 19: what became of the boundaries between sends, and when an ACK waits.
//
// In the model everything that arrives at one instant is found by one recv(). In reality segments that were sent in a
// row come microseconds apart, and a reader that the first one wakes finds the next one there or not, by chance: each
// way to divide them is a variant. The segments are the same in all.
import type { LinkRule, Program } from '../scenario.ts';
import type { Case } from './cases.ts';
import { client, pair, plain, scenarioOf, server, sleep, subsets, until } from './programs.ts';

const noDelay: Program = [client('no-delay')];
const send = (bytes: number) => client('send', { bytes });
const times = (count: number, program: Program): Program => Array.from({ length: count }, () => program).flat();

/** As often as the laboratory could need; a recv() that finds nothing in a second is the last. */
const reads = (count: number): Program => times(count, [server('recv', { bytes: 4096 })]);

/** The client's segments that carry the data: after its SYN and its ACK. */
const dataSegments = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 3);

/** A reader that blocks in recv(4096), woken by segments that come apart in some way. */
const eager = (programs: readonly Program[], segments: number): Case => ({
  scenario: (recording) => scenarioOf(recording, programs),
  variants: (recording) =>
    subsets(dataSegments(segments).slice(1)).map((gaps) =>
      scenarioOf(
        recording,
        programs,
        dataSegments(segments).map((nth): LinkRule => {
          const before = gaps.filter((gap) => gap <= nth).length;
          return { from: 'client', nth, holdUs: (before + 1) * apartUs };
        }),
      ),
    ),
});
const apartUs = 50;

const fiveSends = (options: Program): Program => [...pair, ...options, sleep(0.3), ...[10, 20, 30, 40, 50].map(send)];
const oneSend: Program = [...pair, sleep(0.3), send(10_000)];
/** When the connection is up at both ends and the reader begins. */
const ready = until(0.4);
const later: Program = [sleep(1)];

/** Six rounds of a request in two sends; the server answers when it has all of it. Delay 5 ms. */
const writeWriteRead = (options: Program, readsEach: Program): Case =>
  plain([
    [client('connect'), sleep(0.005), ...options, ...times(6, [send(50), send(100), client('recv'), sleep(0.2)])],
    // The laboratory's server reads on until it has 150 bytes.
    [server('accept'), ...times(6, [...readsEach, server('send', { bytes: 20 })])],
  ]);

/** Requests of 100 bytes, each answered after a time of its own. Delay 5 ms. */
const answered = (pauseS: number, answersAfterS: readonly number[]): Case =>
  plain([
    [client('connect'), sleep(0.005), ...times(answersAfterS.length, [send(100), client('recv'), sleep(pauseS)])],
    [
      server('accept'),
      ...answersAfterS.flatMap((after) => [server('recv'), sleep(after), server('send', { bytes: 20 })]),
    ],
  ]);

/** Messages of 100 bytes one way. */
const oneWay = (count: number, everyS: number, reads: boolean): Case =>
  plain([
    [client('connect'), sleep(0.005), ...times(count, [send(100), sleep(everyS)])],
    [server('accept'), ...times(reads ? count : 0, [server('recv')])],
  ]);

export const boundaryCases: Readonly<Record<string, Case>> = {
  '19a-five-sends-nodelay1-reader-eager': eager([fiveSends(noDelay), [ready, ...reads(5)]], 5),
  '19b-five-sends-nodelay0-reader-eager': eager([fiveSends([]), [ready, ...reads(5)]], 2),
  '19c-five-sends-nodelay1-reader-waits': plain([[...fiveSends(noDelay), ...later, ...reads(1)]]),
  '19d-five-sends-nodelay0-reader-waits': plain([[...fiveSends([]), ...later, ...reads(1)]]),
  '19e-one-send-10000-ts0': eager([oneSend, [ready, ...reads(7)]], 7),
  '19f-one-send-10000-ts1': eager([oneSend, [ready, ...reads(7)]], 7),
  '19g-one-send-10000-reader-waits': plain([[...pair, send(10_000), ...later, ...reads(3)]]),

  '19h-write-write-read-nagle': writeWriteRead([], [server('recv'), server('recv')]),
  '19i-write-write-read-nodelay': writeWriteRead(noDelay, [server('recv')]),
  '19j-cork': plain([
    [
      ...pair,
      client('cork', { value: 1 }),
      ...times(3, [send(100), sleep(0.05)]),
      client('cork', { value: 0 }),
      sleep(0.5),
      client('cork', { value: 1 }),
      send(100),
      sleep(1),
    ],
  ]),

  '19k-delayed-ack': oneWay(12, 0.5, true),
  '19l-delayed-ack-in-request-response': answered(0.3, Array(6).fill(0.15)),
  '19m-delayed-ack-fast-messages': oneWay(40, 0.1, true),
  '19n-delayed-ack-piggyback': answered(0.05, Array(10).fill(0.02)),
  '19o-delayed-ack-slow-answer': answered(0.05, [...Array(5).fill(0.02), ...Array(5).fill(0.15)]),
  '19p-delayed-ack-busy-reader': oneWay(40, 0.1, false),
};
