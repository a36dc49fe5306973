// The same segments in time, for the rounds in which a client waits for an answer.
import type { SegmentEvent } from '../../models/tcp/log.ts';
import type { Bar, Diagram, Span } from '../../parts/sequence-diagram/diagram.ts';
import type { Run } from './run.ts';
import type { FramerState } from './state.ts';
import type { FramerWords } from './words.ts';

export function clockOf(
  state: FramerState,
  { log, startUs, writes, reads, answerUs }: Run,
  words: FramerWords,
): Diagram {
  const shown = log.events.filter(
    (event): event is SegmentEvent =>
      event.kind === 'segment' && event.atUs >= startUs && (answerUs === undefined || event.atUs < startUs + answerUs),
  );
  const calls = (lane: Bar['lane'], name: string, pieces: Run['writes']): Bar[] =>
    [...new Set(pieces.map(({ us }) => us ?? 0))].map((us) => {
      const sizes = pieces.filter((piece) => piece.us === us).map(({ at, end }) => end - at);
      return { lane, from: us, to: null, label: `${name} ${sizes.join('+')}`, tone: lane };
    });
  const held = log.events.flatMap((event): Span[] => {
    if (event.kind !== 'timer' || event.timer !== 'delayed-ack' || event.action !== 'fired' || event.atUs < startUs)
      return [];
    const set = log.events.findLast(
      (each) =>
        each.kind === 'timer' &&
        each.at === event.at &&
        each.timer === event.timer &&
        each.action === 'set' &&
        each.atUs < event.atUs,
    );
    const from = Math.max(0, (set?.atUs ?? startUs) - startUs);
    const to = event.atUs - startUs;
    if (answerUs !== undefined && to > answerUs) return [];
    return [
      {
        lane: event.at === 'server' ? 'right' : 'left',
        from,
        to,
        label: `${words.delayedAck} ${Math.round((to - from) / 1_000)}\u00a0${words.ms}`,
      },
    ];
  });
  return {
    lanes: { left: words.client, right: words.server },
    arrows: shown.map(({ from, nth, atUs, arrivesAtUs, segment: { length } }) => ({
      id: `${from}${nth}`,
      from: from === 'client' ? 'left' : 'right',
      sent: atUs - startUs,
      arrives: (arrivesAtUs ?? atUs) - startUs,
      lost: false,
      label: length > 0 ? `${length} B` : 'ACK',
    })),
    bars: [...calls('left', 'write()', writes), ...calls('right', 'read()', reads)],
    spans: held,
    step: state.delay * 1_000,
  };
}
