// A time-space diagram in four columns: times, states of the left end, segments, states of the right end.
// Heights are pixels and widths are shares, so one drawing is right at every width; what a narrow column
// changes (thin bars with upright words) is CSS alone, and the server's frame needs no second version.
import type { Arrow, Bar, Diagram, Lane, Mark, Span } from './diagram.ts';
import { bracketHeights, bracketPx, isTwin, shareOf, wideOf } from './labels.ts';
import { brokenPx, noteStubPx, type Scale, scaleOf, stubPx } from './scale.ts';

interface Props {
  /** Makes the ids inside the drawing unique on the page. */
  readonly id: string;
  readonly diagram: Diagram;
  readonly label: string;
  readonly time: (moment: number) => string;
  /** Called with the id of an arrow; absent until the figure is awake. */
  readonly onPress?: ((id: string) => void) | undefined;
}

export function SequenceDiagram({ id, diagram, label, time, onPress }: Props) {
  const scale = scaleOf(diagram);
  const { height } = scale;
  const heights = bracketHeights(diagram, scale.y);
  return (
    <div class="diagram">
      <b class="left">{diagram.lanes.left}</b>
      <b class="right">{diagram.lanes.right}</b>
      <svg class="times" height={height} aria-hidden="true">
        <Times scale={scale} time={time} />
      </svg>
      <Bars lane="left" bars={diagram.bars} scale={scale} />
      <svg class="segments" height={height} role="group" aria-label={label}>
        <defs>
          <Head id={`${id}-l`} lane="left" />
          <Head id={`${id}-r`} lane="right" />
        </defs>
        <line class="lane" x1="0" x2="0" y2="100%" />
        <line class="lane" x1="100%" x2="100%" y2="100%" />
        {scale.breaks.map((y) => [<Break key={y} x="0" y={y} />, <Break key={-y} x="100%" y={y} />])}
        {diagram.spans.map((span) => (
          <Bracket key={span.lane + span.from} span={span} y={scale.y} words={heights.get(span)} />
        ))}
        {diagram.marks?.map((mark) => (
          <Note key={mark.where + mark.at + mark.above} mark={mark} y={scale.y(mark.at)} />
        ))}
        {diagram.arrows.map((arrow) => (
          <Band key={arrow.id} arrow={arrow} y={scale.y} />
        ))}
        {diagram.arrows.map((arrow) => (
          <Segment
            key={arrow.id}
            id={id}
            arrow={arrow}
            share={shareOf(arrow, diagram.arrows)}
            twin={isTwin(arrow, diagram.arrows)}
            y={scale.y}
            time={time}
            onPress={onPress}
          />
        ))}
        {diagram.arrows.map((arrow) => (
          <VerdictLabel key={arrow.id} arrow={arrow} y={scale.y} />
        ))}
      </svg>
      <Bars lane="right" bars={diagram.bars} scale={scale} />
    </div>
  );
}

function Head({ id, lane }: { id: string; lane: Lane }) {
  return (
    <marker
      id={id}
      class={lane}
      viewBox="0 0 10 8"
      refX="10"
      refY="4"
      markerWidth="10"
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 0l10 4-10 4z" />
    </marker>
  );
}

/** The times beside the left lane; a time too close to the one above it is left out. */
function Times({ scale, time }: { scale: Scale; time: (moment: number) => string }) {
  let last = -99;
  return scale.moments.map((moment) => {
    const y = scale.y(moment);
    if (y - last < 14) return null;
    last = y;
    return (
      <text key={moment} x="100%" y={y + 4}>
        {time(moment)}
      </text>
    );
  });
}

function Bars({ lane, bars, scale }: { lane: Lane; bars: readonly Bar[]; scale: Scale }) {
  return (
    <svg class={`bars ${lane}`} height={scale.height} aria-hidden="true">
      {bars.map((bar) => {
        const top = scale.y(bar.from);
        const tall = (bar.to === null ? (bar.note ? noteStubPx : stubPx) : scale.y(bar.to) - top) - 2;
        if (bar.lane !== lane || tall < 2) return null;
        return (
          <g key={bar.from} class={`${bar.tone}${tall < wideOf(bar.label) + 6 ? ' short' : ''}`}>
            <rect y={top} width="100%" height={tall} rx="3" />
            {tall > 12 && (
              <text x="50%" y={top + 14}>
                {bar.label}
              </text>
            )}
            {bar.note && tall > 30 && (
              <text class="aside" fill-opacity="0.75" x="50%" y={top + 28}>
                {bar.note}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Break({ x, y }: { x: string; y: number }) {
  return (
    <svg x={x} y={y} class="break" aria-hidden="true">
      <path d="M-6 1l12-5m-12 10 12-5" />
    </svg>
  );
}

function Bracket({ span, y, words = 0 }: { span: Span; y: Scale['y']; words: number | undefined }) {
  const top = y(span.from) + 3;
  const tall = y(span.to) - top - 3;
  const left = span.lane === 'left';
  if (tall < 10) return null;
  return (
    <svg x={left ? '0' : '100%'} y={top} class={`span ${span.lane}`} aria-hidden="true">
      <path d={left ? `M7 0h7v${tall}h-7` : `M-7 0h-7v${tall}h7`} />
      <text x={left ? bracketPx : -bracketPx} y={words - top + 4}>
        {span.label}
      </text>
    </svg>
  );
}

function Note({ mark: { where, label, lost, above }, y }: { mark: Mark; y: number }) {
  const lane = where === 'left' || where === 'right';
  const tone = `mark${lost ? ' lost' : ''}${lane ? ` ${where}` : ''}`;
  return lane ? (
    <svg class={tone} x={where === 'left' ? '0' : '100%'} y={y} aria-hidden="true">
      <circle r="4.5" />
      <text x={where === 'left' ? 11 : -11} y={above ? -5 : 17}>
        {label}
      </text>
    </svg>
  ) : (
    <g class={tone}>
      {where === 'wire' && <line x1="0" x2="100%" y1={y} y2={y} />}
      <Label text={label} x="50%" y={where === 'wire' ? y : y + brokenPx / 2} />
    </g>
  );
}

/** What an arrow lies in: below all arrows, or one would cover the next. */
function Band({ arrow: { from, sent, arrives, tone }, y }: { arrow: Arrow; y: Scale['y'] }) {
  if (!tone) return null;
  const [x1, x2] = from === 'left' ? ['0', '100%'] : ['100%', '0'];
  return <line class={`band ${from} ${tone}`} x1={x1} y1={y(sent)} x2={x2} y2={y(arrives)} />;
}

interface SegmentProps extends Pick<Props, 'id' | 'time' | 'onPress'> {
  readonly arrow: Arrow;
  /** How far along it its label stands. */
  readonly share: number;
  readonly twin: boolean;
  readonly y: Scale['y'];
}

/** One arrow. A lost one ends on its way, at a cross. */
function Segment({ id, arrow, share, twin, y, time, onPress }: SegmentProps) {
  const right = arrow.from === 'left';
  const at = (part: number) => ({
    x: `${right ? part * 100 : 100 - part * 100}%`,
    y: Math.round(y(arrow.sent) + (y(arrow.arrives) - y(arrow.sent)) * part),
  });
  const start = at(twin ? 0.53 : 0);
  const end = at(arrow.lost ? (twin ? 0.88 : 0.54) : 1);
  const words = at(share);
  const line = { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
  const press = onPress && arrow.action ? () => onPress(arrow.id) : undefined;
  const button = press && {
    role: 'button' as const,
    // SVG knows attributes by their exact letters: tabIndex would make nothing focusable.
    tabindex: 0,
    // Two segments of one name are told apart by their times.
    'aria-label': `${arrow.action}, ${time(arrow.sent)}`,
    onClick: press,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press();
    },
  };
  return (
    <g
      class={`segment ${arrow.from}${arrow.lost ? ' lost' : ''}${arrow.old ? ' old' : ''}${arrow.tone ? ` ${arrow.tone}` : ''}`}
      {...button}
    >
      <line class="hit" {...line} />
      <line {...line} {...(arrow.lost ? {} : { 'marker-end': `url(#${id}-${right ? 'l' : 'r'})` })} />
      {arrow.lost && (
        <svg {...end} aria-hidden="true">
          <path d="M-5-5l10 10m0-10l-10 10" />
        </svg>
      )}
      <Label text={arrow.label} {...words} />
    </g>
  );
}

/** What became of a segment, at its end: beside the button that the segment is, or it would be part of its name. */
function VerdictLabel({ arrow: { from, lost, arrives, verdict }, y }: { arrow: Arrow; y: Scale['y'] }) {
  if (!verdict || lost) return null;
  const right = from === 'left';
  return (
    <svg
      x={right ? '100%' : '0'}
      y={y(arrives)}
      class={`verdict ${right ? 'right' : 'left'}${verdict.bad ? ' bad' : ''}`}
      aria-hidden="true"
    >
      <text x={right ? -16 : 16} y="-10">
        {verdict.label}
      </text>
    </svg>
  );
}

/** Words on a line, on a patch of paper. The face is fixed-width, so the patch fits without measuring. */
function Label({ text, x, y }: { text: string; x: string; y: number }) {
  const wide = wideOf(text) + 6;
  return (
    <svg x={x} y={y} aria-hidden="true">
      <rect x={-wide / 2} y="-8" width={wide} height="16" rx="3" />
      <text y="4">{text}</text>
    </svg>
  );
}
