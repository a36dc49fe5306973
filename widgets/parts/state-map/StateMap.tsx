// A map of states. Boxes can be pressed; roads carry signs; two tracks are told apart by side, line and shape of
// their numbers, so colour is not needed.
import type { ComponentChildren } from 'preact';
import { type Box, type Column, half, type Lane, type Road, type StateMapPicture, type Track } from './state-map.ts';

interface Props {
  readonly picture: StateMapPicture;
  readonly label: string;
  /** The box whose ways out are shown. */
  readonly pressed: string | undefined;
  /** Called with the label of a box; absent until the figure is awake. */
  readonly onPress?: ((label: string) => void) | undefined;
}

const columns: readonly Column[] = [0, 1, 2];
/** Where the columns are, in percent of the width. */
const place = [17, 50, 83] as const;
const heads = { down: 'l-4-7h8z', up: 'l-4 7h8z', left: 'l7-4v8z', right: 'l-7-4v8z' } as const;

export function StateMap({ picture, label, pressed, onPress }: Props) {
  const { boxes, roads, tracks, height } = picture;
  const out = boxes.filter((box) => box.label === pressed).map(({ id }) => id);
  const taken = new Set(tracks.flatMap((track) => track.roads));
  return (
    <svg class="state-map" height={height} role="group" aria-label={label}>
      <g class="roads">
        <Roads roads={roads.filter(({ dotted }) => !dotted)} />
        <g class="dotted">
          <Roads roads={roads.filter(({ dotted }) => dotted)} />
        </g>
        <g class="out">
          <Roads roads={roads.filter(({ id }) => out.includes(id.split('>')[0] ?? ''))} />
        </g>
        {tracks.map((track) => (
          <g key={track.lane} class={`track ${track.lane}`}>
            <Roads roads={roads.filter(({ id }) => track.roads.includes(id))} />
          </g>
        ))}
      </g>
      <g class="signs">
        {columns.map((column) => (
          <In key={column} column={column}>
            {roads
              .filter(({ sign }) => sign.column === column)
              .map((road) => (
                <Sign key={road.id} road={road} on={taken.has(road.id)} />
              ))}
          </In>
        ))}
      </g>
      {columns.map((column) => (
        <In key={column} column={column}>
          {boxes
            .filter((box) => box.column === column)
            .map((box) => (
              <State key={box.id} box={box} tracks={tracks} pressed={box.label === pressed} onPress={onPress} />
            ))}
        </In>
      ))}
    </svg>
  );
}

/** What is drawn in pixels around the middle of a column. */
function In({ column, children }: { column: Column; children: ComponentChildren }) {
  return (
    <svg x={`${place[column]}%`} role="presentation">
      {children}
    </svg>
  );
}

/** Roads in as few elements as there are columns. */
function Roads({ roads }: { roads: readonly Road[] }) {
  return columns.map((column) => {
    const mine = roads.filter((road) => road.column === column);
    const arriving = roads.filter(({ head }) => head.column === column);
    if (mine.length + arriving.length === 0) return null;
    return (
      <In key={column} column={column}>
        {mine.some(({ path }) => path) && <path d={mine.map(({ path }) => path).join('')} />}
        {mine.map(
          ({ id, across }) =>
            across && (
              <line key={id} x1={across.x} x2={`${place[across.to] - place[column]}%`} y1={across.y} y2={across.y} />
            ),
        )}
        {arriving.length > 0 && (
          <path class="head" d={arriving.map(({ head }) => `M${head.x} ${head.y}${heads[head.way]}`).join('')} />
        )}
      </In>
    );
  });
}

/** Event over a line over what is sent, as in the RFC. The face is fixed-width: the patch fits without measuring. */
function Sign({ road: { sign }, on }: { road: Road; on: boolean }) {
  const { x, y, above, below } = sign;
  const wide = Math.max(wideOf(above), wideOf(below));
  return (
    <g class={on ? 'on' : undefined}>
      <rect x={x - wide / 2 - 2} y={y - (below ? 14 : 8)} width={wide + 4} height={below ? 28 : 16} />
      <text x={x} y={y + (below ? -4 : 4)}>
        {above}
      </text>
      {below && <path d={`M${x - wide / 2} ${y}h${wide}`} />}
      {below && (
        <text x={x} y={y + 11}>
          {below}
        </text>
      )}
    </g>
  );
}

/** An even number of pixels, so that half of it is a whole number too. */
const wideOf = (text: string): number =>
  2 * Math.ceil([...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 11 : 6.7), 0) / 2);

function State({
  box: { id, label, x, y },
  tracks,
  pressed,
  onPress,
}: {
  box: Box;
  tracks: readonly Track[];
  pressed: boolean;
  onPress: Props['onPress'];
}) {
  const here = tracks.filter(({ at }) => at === id).map(({ lane }) => lane);
  const press = onPress && (() => onPress(label));
  const button = press && {
    role: 'button' as const,
    // SVG knows attributes by their exact letters: tabIndex would make nothing focusable.
    tabindex: 0,
    'aria-pressed': pressed,
    'aria-label': label,
    onClick: press,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press();
    },
  };
  const left = x - half.wide;
  const top = y - half.tall;
  return (
    <>
      <g class={`state${here.length ? ' here' : ''}`} {...button}>
        <rect class={here.length === 1 ? here[0] : undefined} x={left} y={top} width={88} height={28} rx="6" />
        {here.length === 2 && <path class="left" d={`M${x} ${top}v28h-38q-6 0-6-6v-16q0-6 6-6z`} />}
        {here.length === 2 && <path class="right" d={`M${x} ${top}v28h38q6 0 6-6v-16q0-6-6-6z`} />}
        <text x={x} y={y + 4}>
          {label}
        </text>
      </g>
      {/* Beside the button: the numbers of steps are not part of its name. */}
      {tracks.map(({ lane, arrivals, exits }) => (
        <g key={lane}>
          <Badge lane={lane} x={x} y={top} text={arrivals[id]} />
          <Badge lane={lane} x={x} y={y + half.tall} text={exits[id]} exit />
        </g>
      ))}
    </>
  );
}

/** The number of a step: a disc for the left traveller, a square for the right one. */
function Badge(props: { lane: Lane; x: number; y: number; text: string | undefined; exit?: boolean }) {
  const { lane, y, text, exit } = props;
  if (!text) return null;
  const wide = Math.max(15, text.length * 6.7 + 6);
  const x = props.x + (lane === 'left' ? -half.wide : half.wide);
  return (
    <g class={`badge ${lane}${exit ? ' exit' : ''}`}>
      <rect x={x - wide / 2} y={y - 7.5} width={wide} height="15" rx={lane === 'left' ? 7.5 : 2} />
      <text x={x} y={y + 4}>
        {text}
      </text>
    </g>
  );
}
