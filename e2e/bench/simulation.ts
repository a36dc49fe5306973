// How long one run of the model takes: a figure makes two of them at every input.
import { linux618, rfc9293 } from '#widgets/models/tcp/profile.ts';
import type { Scenario } from '#widgets/models/tcp/scenario.ts';
import { closing, oldSegment } from '#widgets/models/tcp/scenarios/two-msl.ts';
import { simulate } from '#widgets/models/tcp/simulate.ts';
import { print, quantile, round } from './table.ts';

const warmUps = 300;
const runs = 3_000;

export function simulation(): void {
  const close = { oneWayDelayUs: 50_000, lostFromClient: [], lostFromServer: [], serverClosesAfterUs: 150_000 };
  const old = { oneWayDelayUs: 50_000, copyLateUs: 20_000_000, secondAtUs: 3_000_000, profile: linux618 };
  print(
    `One run of the model, milliseconds over ${runs} runs (goal: 1)`,
    ['scenario', 'events', 'median', '98 %', 'per second'],
    [
      row('close, nothing lost', closing({ ...close, profile: linux618, finalAcksLost: 0 })),
      row('close, final ACK lost once', closing({ ...close, profile: linux618, finalAcksLost: 1 })),
      row('close, final ACK lost 5 times', closing({ ...close, profile: linux618, finalAcksLost: 5 })),
      row('the same, RFC 9293', closing({ ...close, profile: rfc9293, finalAcksLost: 5 })),
      row('old segment, no wait', oldSegment({ ...old, wait: false, timestamps: false })),
      row('old segment, timestamps', oldSegment({ ...old, wait: false, timestamps: true })),
    ],
  );
}

function row(name: string, scenario: Scenario): (string | number)[] {
  for (let run = 0; run < warmUps; run += 1) simulate(scenario);
  const took: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    simulate(scenario);
    took.push(performance.now() - start);
  }
  const mean = took.reduce((sum, each) => sum + each, 0) / runs;
  return [
    name,
    simulate(scenario).events.length,
    round(quantile(took, 0.5), 3),
    round(quantile(took, 0.98), 3),
    Math.round(1_000 / mean),
  ];
}
