// From the settings to everything that is drawn and said. Pure: the server's frame and the reader's are one.
import { fill } from '../../../parts/figure/fill.ts';
import { type Explained, explain, fieldAt } from './explain.ts';
import { epochOf, nameOf } from './names.ts';
import { type Moment, type Picture, pictureOf, roundTrips } from './picture.ts';
import { resultOf } from './result.ts';
import { type Run, runOf } from './run.ts';
import type { Tls13State } from './state.ts';
import { type Root, treeOf } from './tree.ts';
import type { Tls13Words } from './words.ts';

export interface Frame {
  readonly picture: Picture;
  readonly tree: readonly Root[];
  readonly explained: Explained;
  readonly result: string;
  readonly rows: readonly (readonly [string, string, string])[];
  /** Records whose bits can be flipped: number and name. */
  readonly records: readonly (readonly [string, string])[];
  /** How long the record is that has a flipped bit. */
  readonly longest: number;
}

export function frameOf(state: Tls13State, words: Tls13Words): Frame {
  const run = runOf(state);
  const whole = state.flip ? runOf({ ...state, flip: 0, reader: 'ends' }) : run;
  const picture = pictureOf(run, state, words);
  return {
    picture,
    tree: treeOf(run, state, words),
    explained: explain(run, state, words),
    result: resultOf(run, picture, state, words),
    rows: rowsOf(run, picture, words),
    records: [
      ['0', words.noFlip],
      ...whole.wires.map((wire): [string, string] => [
        `${wire.n + 1}`,
        fill(words.recordOption, { number: wire.n + 1, name: nameOf(wire, words) }),
      ]),
    ],
    longest: (run.flipped && run.wires[run.flipped.n]?.sent.length) || 0,
  };
}

function rowsOf(run: Run, picture: Picture, words: Tls13Words): Frame['rows'] {
  const [syn, synAck] = words.rowTcp;
  const who = (from: 'client' | 'server') => (from === 'client' ? words.client : words.server);
  const clock = (halves: number) => roundTrips(halves, words);
  const row = ({ wire, halves }: Moment, replay: boolean): Frame['rows'] => {
    const { own, from } = wire;
    const keys = own.under
      ? fill(words.rowUnder, { secret: own.under.secret, number: own.under.sequence })
      : words.rowClear;
    const sends = fill(words.rowSends, { name: nameOf(wire, words), bytes: wire.sent.length, keys });
    const other = who(from === 'client' ? 'server' : 'client');
    const rows: (readonly [string, string, string])[] = [
      [replay ? '' : clock(halves), replay && from === 'client' ? words.attacker : who(from), sends],
    ];
    if (!replay && run.flipped?.n === wire.n)
      rows.push([
        '',
        words.attacker,
        fill(words.rowFlips, { byte: run.flipped.byte, field: fieldAt(wire, run.flipped.byte, words) }),
      ]);
    for (const seen of wire.seen) {
      if (seen.refusal)
        rows.push([
          replay ? '' : clock(halves + 1),
          other,
          fill(words.rowRefuses, { check: words.checks[seen.refusal.check], alert: seen.refusal.alert }),
        ]);
      if (seen.ignored === 'early data') rows.push([replay ? '' : clock(halves + 1), other, words.rowPasses]);
      if (replay && epochOf(wire) === 'early' && seen.type === 'application_data')
        rows.push(['', other, words.actsAgain]);
    }
    return rows;
  };
  return [
    [clock(0), words.client, syn],
    [clock(1), words.server, synAck],
    ...picture.moments.flatMap((moment) => row(moment, false)),
    ...(run.replayed ? ([['', words.attacker, words.rowReplay]] as const) : []),
    ...picture.replayed.flatMap((moment) => row(moment, true)),
  ];
}
