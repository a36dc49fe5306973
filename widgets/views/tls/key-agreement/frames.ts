// From the run to what is drawn and said: dots and walks, who has what, how long a search takes, rows, a result.
import { pointsOf, walk } from '../../../models/agreement/small-curve.ts';
import { formatHex } from '../../../models/bytes/input.ts';
import type { Dot, DotPicture, Mark, Way } from '../../../parts/dot-field/dot-field.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { LanePicture, LaneRow } from '../../../parts/lanes/lanes.ts';
import { group, superscript, waiting } from '../numbers.ts';
import { pointText, type Run, type Side, type Value } from './run.ts';
import type { KeyAgreementState } from './state.ts';
import type { KeyAgreementWords } from './strings.ts';

export interface Frame {
  readonly dots: DotPicture | undefined;
  readonly lanes: LanePicture;
  readonly search: readonly { readonly cells: readonly string[]; readonly here: boolean }[];
  readonly rows: readonly (readonly [string, string, string])[];
  readonly result: string;
}

/** How many points the small curves have, and X25519's group as a power of two: RFC 7748 (4.1). */
const orders = { '17': 23, '61': 73, '257': 271, '1009': 967 } as const;
const realOrderBits = 252;

export function frameOf(state: KeyAgreementState, run: Run, words: KeyAgreementWords): Frame {
  const values = valuesOf(run, words);
  return {
    dots: dotsOf(state, run),
    lanes: lanesOf(run, words, values),
    search: searchOf(state, words),
    rows: rowsOf(run, words, values),
    result: fill(words.results[resultOf(run)], values),
  };
}

type ResultName = keyof KeyAgreementWords['results'];

function resultOf({ attacker, signature, stops, zeros, curve }: Run): ResultName {
  if (stops === 'zeros') return 'zerosFound';
  if (stops === 'signature') return signature?.by === 'attacker' ? 'ownSignature' : 'stopped';
  if (zeros) return 'zerosTaken';
  if (attacker) return signature ? 'lucky' : 'middle';
  if (signature) return 'signed';
  return curve ? 'agreed' : 'agreedReal';
}

/** Everything that a sentence may name. */
function valuesOf(run: Run, words: KeyAgreementWords) {
  const { client, server, attacker, clientSecret, serverSecret, atClient, middle, signature } = run;
  const [withClient = clientSecret, withServer = serverSecret] = middle ?? [];
  return {
    a: short(client.secret),
    b: short(server.secret),
    m: attacker ? short(attacker.secret) || '–' : '–',
    A: text(client.sent),
    B: text(server.sent),
    M: text(attacker?.sent ?? atClient),
    S: text(clientSecret),
    T: text(serverSecret),
    withClient: text(withClient),
    withServer: text(withServer),
    signature: signature ? short(hexOf(signature.bytes)) : '',
    steps: client.steps === 1 ? words.oneStep : fill(words.steps, { count: group(client.steps) }),
    years: waiting(Math.log2(Math.PI / 4) / 2 + realOrderBits / 2, words),
  };
}

type Values = ReturnType<typeof valuesOf>;

const hexOf = (bytes: Uint8Array): string => formatHex(bytes).replaceAll(' ', '');
const short = (written: string): string =>
  written.length > 20 ? `${written.slice(0, 8)}…${written.slice(-4)}` : written;
const text = ({ point, bytes }: Value): string => (point ? pointText(point) : short(hexOf(bytes)));

/** What can be drawn: all points, the ones with names, and the walks that were asked for. */
function dotsOf({ walk: which }: KeyAgreementState, run: Run): DotPicture | undefined {
  const { curve, client, server, attacker, atClient, atServer, clientSecret, serverSecret } = run;
  if (!curve) return undefined;
  const way = (from: Value | undefined, steps: number, tone: Way['tone']): Way => ({
    dots: walk(curve, from?.point ?? curve.generator, steps).filter((point) => point !== 'infinity'),
    tone,
  });
  const ways: Record<KeyAgreementState['walk'], readonly Way[]> = {
    there: [
      way(undefined, client.steps, 'left'),
      way(undefined, server.steps, 'right'),
      ...(attacker ? [way(undefined, attacker.steps, 'bad')] : []),
    ],
    on: [way(atClient, client.steps, 'left'), way(atServer, server.steps, 'right')],
    search: [way(undefined, client.steps, 'bad')],
  };
  const named: [Value['point'], string, Mark['tone']][] = attacker
    ? [
        [client.sent.point, 'A', 'left'],
        [server.sent.point, 'B', 'right'],
        [attacker.sent.point, 'M', 'bad'],
        [clientSecret.point, 'S₁', 'left'],
        [serverSecret.point, 'S₂', 'right'],
      ]
    : [
        [client.sent.point, 'A', 'left'],
        [server.sent.point, 'B', 'right'],
        [clientSecret.point, 'S', 'both'],
      ];
  return {
    size: curve.p,
    dots: pointsOf(curve),
    ways: ways[which],
    marks: marksOf([[curve.generator, 'G', 'plain'], ...named]),
  };
}

/** One name for each point: where two meet, both stand there. */
function marksOf(named: readonly (readonly [Value['point'], string, Mark['tone']])[]): Mark[] {
  const marks = new Map<string, Mark>();
  for (const [point, label, tone] of named) {
    if (!point || point === 'infinity') continue;
    const at: Dot = point;
    const before = marks.get(String(at));
    marks.set(String(at), before ? { at, label: `${before.label} = ${label}`, tone } : { at, label, tone });
  }
  return [...marks.values()];
}

function lanesOf(run: Run, words: KeyAgreementWords, values: Values): LanePicture {
  const { attacker, signature, zeros, curve } = run;
  const times = (side: Side, point: string, name: string) =>
    curve ? `${side.steps} · ${point}` : `X25519(${name}, ${point === 'G' ? '9' : point})`;
  const rows: LaneRow[] = [
    {
      holdings: [
        { lane: 0, name: words.secretOf, value: `a = ${values.a}`, tone: 'left' },
        ...(attacker
          ? attacker.secret
            ? [{ lane: 1, name: words.secretOf, value: `m = ${values.m}`, tone: 'bad' } as const]
            : [{ lane: 1, name: words.secretOf, value: words.none, how: words.needsNone, tone: 'bad' } as const]
          : []),
        { lane: 2, name: words.secretOf, value: `b = ${values.b}`, tone: 'right' },
      ],
    },
    {
      holdings: [
        { lane: 0, name: `A = ${times(run.client, 'G', 'a')}`, value: values.A, tone: 'left' },
        ...(attacker
          ? [{ lane: 1, name: zeros ? 'M' : `M = ${times(attacker, 'G', 'm')}`, value: values.M, tone: 'bad' } as const]
          : []),
        { lane: 2, name: `B = ${times(run.server, 'G', 'b')}`, value: values.B, tone: 'right' },
      ],
    },
    ...(attacker
      ? [
          {
            sent: [
              { from: 0, to: 1, label: 'A', tone: 'left' },
              { from: 1, to: 2, label: 'M', tone: 'bad' },
            ],
          } as const,
          {
            sent: [
              { from: 1, to: 0, label: 'M', tone: 'bad' },
              { from: 2, to: 1, label: 'B', tone: 'right' },
            ],
          } as const,
        ]
      : [
          { sent: [{ from: 0, to: 2, label: `A ${values.A}`, tone: 'left' }] } as const,
          { sent: [{ from: 2, to: 0, label: `B ${values.B}`, tone: 'right' }] } as const,
        ]),
    ...(signature ? [signatureRow(run, words)] : []),
    { holdings: endsOf(run, words, values, times) },
  ];
  return {
    lanes: [
      { name: words.client, tone: 'left' },
      { name: attacker ? words.attacker : words.eavesdropper, tone: attacker ? 'bad' : 'plain' },
      { name: words.server, tone: 'right' },
    ],
    rows,
  };
}

function signatureRow({ attacker, signature }: Run, words: KeyAgreementWords): LaneRow {
  const signs = (of: string) => fill(words.signs, { of });
  if (!attacker) return { sent: [{ from: 2, to: 0, label: signs('A, B'), tone: 'right' }] };
  if (signature?.by === 'attacker')
    return {
      sent: [
        { from: 1, to: 0, label: signs('A, M'), tone: 'bad' },
        { from: 2, to: 1, label: signs('M, B'), tone: 'right' },
      ],
    };
  return {
    sent: [
      { from: 1, to: 0, label: signs('M, B'), tone: 'right' },
      { from: 2, to: 1, label: signs('M, B'), tone: 'right' },
    ],
  };
}

/** The last row: what each has in the end. */
function endsOf(
  run: Run,
  words: KeyAgreementWords,
  values: Values,
  times: (side: Side, point: string, name: string) => string,
): NonNullable<LaneRow['holdings']> {
  const { attacker, stops, client, server, zeros } = run;
  const stopped = (lane: number) =>
    ({ lane, name: words.stops[stops || 'signature'], value: words.stop, tone: 'bad' }) as const;
  const secret = (lane: number, name: string, value: string, tone: 'left' | 'right' | 'good') => ({
    lane,
    name,
    value,
    tone,
  });
  const both = attacker ? undefined : 'good';
  const clientEnd = stops
    ? stopped(0)
    : secret(0, `${attacker ? 'S₁' : 'S'} = ${times(client, attacker ? 'M' : 'B', 'a')}`, values.S, both ?? 'left');
  const serverEnd =
    stops === 'zeros'
      ? stopped(2)
      : secret(2, `${attacker ? 'S₂' : 'S'} = ${times(server, attacker ? 'M' : 'A', 'b')}`, values.T, both ?? 'right');
  if (!attacker)
    return [clientEnd, { lane: 1, name: words.seesName, value: 'G, A, B', how: words.needs, tone: 'plain' }, serverEnd];
  const known =
    stops === 'zeros'
      ? words.none
      : stops
        ? values.withServer
        : zeros
          ? values.S
          : `${values.withClient} ${values.withServer}`;
  const name = stops === 'zeros' ? words.has : zeros ? words.has : stops ? 'S₂ = m · B' : 'S₁ = m · A, S₂ = m · B';
  return [
    clientEnd,
    { lane: 1, name, value: known, how: stops === 'signature' ? words.asClient : '', tone: 'bad' },
    serverEnd,
  ];
}

/** What finding a takes, by walking and by the best known way, for each size of curve. */
function searchOf({ curve }: KeyAgreementState, words: KeyAgreementWords): Frame['search'] {
  const small = Object.entries(orders).map(([p, order]) => ({
    here: p === curve,
    cells: [
      fill(words.curveOf, { p: group(Number(p)) }),
      group(order),
      fill(words.steps, { count: group(Math.round(order / 2)) }),
      fill(words.steps, { count: group(Math.round(Math.sqrt((Math.PI * order) / 4))) }),
    ],
  }));
  return [
    ...small,
    {
      here: curve === 'x25519',
      cells: [
        'X25519',
        `2${superscript(realOrderBits)}`,
        waiting(realOrderBits - 1, words),
        waiting(Math.log2(Math.PI / 4) / 2 + realOrderBits / 2, words),
      ],
    },
  ];
}

function rowsOf(run: Run, words: KeyAgreementWords, values: Values): Frame['rows'] {
  const { attacker, signature, stops, zeros, curve } = run;
  const say = (who: string, what: string): [string, string] => [who, fill(what, values)];
  const pick = (small: string, real: string) => (curve ? small : real);
  const rows: [string, string][] = [
    say(words.client, pick(words.rowPublicA, words.rowRealA)),
    ...(attacker ? [say(words.attacker, zeros ? words.rowSmall : words.rowSwapA)] : []),
    say(words.server, pick(words.rowPublicB, words.rowRealB)),
    ...(attacker && !zeros ? [say(words.attacker, words.rowSwapB)] : []),
  ];
  if (signature) {
    rows.push(say(words.server, attacker ? words.rowSignsM : words.rowSignsA));
    if (attacker) rows.push(say(words.attacker, signature.by === 'attacker' ? words.rowSignsOwn : words.rowForwards));
    rows.push(
      say(
        words.client,
        signature.accepted ? words.rowVerified : signature.by === 'attacker' ? words.rowNotOwn : words.rowNotVerified,
      ),
    );
  }
  if (stops === 'zeros') rows.push(say(words.client, words.rowZeros), say(words.server, words.rowZeros));
  else {
    if (!stops) rows.push(say(words.client, attacker ? words.rowSecretM : words.rowSecretA));
    rows.push(say(words.server, attacker ? words.rowSecretN : words.rowSecretB));
    if (attacker)
      rows.push(say(words.attacker, zeros ? words.rowKnowsZeros : stops ? words.rowHasOne : words.rowHasBoth));
  }
  if (!attacker) rows.push(say(words.eavesdropper, pick(words.rowSearch, words.rowSearchReal)));
  return rows.map(([who, what], index) => [String(index + 1), who, what]);
}
