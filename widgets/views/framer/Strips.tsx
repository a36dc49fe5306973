// The picture: bands of strips, in which every byte has one column from top to bottom. A boundary that the reader may
// move is a slider; a byte of such a strip can be pressed to cut before it.
import { Component } from 'preact';
import { fill } from '../../parts/figure/fill.ts';
import { bandBytes, type Frame, type Strip } from './frames.ts';
import type { FramerWords } from './words.ts';

interface Props {
  readonly frame: Frame;
  readonly words: FramerWords;
  /** Called with the boundaries that a strip is to have; absent until the figure is awake. */
  readonly onCut: ((name: Strip['name'], cuts: readonly number[]) => void) | undefined;
}

interface Drag {
  readonly strip: Strip;
  /** The boundaries besides the one that is moved. */
  readonly rest: readonly number[];
  readonly from: readonly [x: number, y: number];
  moved: boolean;
}

/** A finger never rests. */
const stillPx = 4;

export class Strips extends Component<Props> {
  private root: HTMLElement | null = null;
  private drag: Drag | undefined;
  /** What the pointer held last: the click comes when it has let go. */
  private held: Drag | undefined;

  override render({ frame, words, onCut }: Props) {
    const { total, marks, strips } = frame;
    const bands = Array.from({ length: Math.ceil(total / bandBytes) }, (_, index) => index * bandBytes);
    return (
      <div
        class={`bands${bands.length > 1 ? ' many' : ''}`}
        role="group"
        aria-label={words.picture}
        ref={(element: HTMLElement | null) => {
          this.root = element;
        }}
        onPointerDown={onCut && this.grab}
        onPointerMove={onCut && this.pull}
        onPointerUp={this.drop}
        onPointerCancel={this.lose}
        onClick={onCut && this.press}
        onKeyDown={onCut && this.key}
      >
        {bands.map((from, band) => (
          <div class="band" key={from}>
            <p class="marks" aria-hidden="true">
              {columns(from).map((at) => {
                const mark = marks.find((each) => each.at === at);
                return <i key={at}>{mark && <b class={mark.looks}>{mark.label}</b>}</i>;
              })}
            </p>
            {strips.map((strip) => (
              <p
                class={`strip ${strip.name}`}
                key={strip.name}
                data-at={from}
                aria-hidden={strip.cuts.length === 0 || undefined}
              >
                <b>
                  {strip.label}
                  {band === 0 && <small> {strip.note}</small>}
                </b>
                {columns(from).map((at) => this.cell(strip, at))}
              </p>
            ))}
          </div>
        ))}
      </div>
    );
  }

  private cell(strip: Strip, at: number) {
    const { words, onCut } = this.props;
    const cell = strip.cells[at];
    if (!cell) return <i key={at} />;
    const nth = strip.cuts.indexOf(at);
    return (
      <i key={at} class={cell.looks}>
        {cell.caption && <small>{cell.caption}</small>}
        {cell.text}
        <u>{cell.hex}</u>
        {nth >= 0 && onCut && (
          <span
            class="grip"
            role="slider"
            tabIndex={0}
            aria-label={fill(words.endOf[strip.name] ?? '', { n: nth + 1 })}
            aria-valuemin={(strip.cuts[nth - 1] ?? 0) + 1}
            aria-valuemax={(strip.cuts[nth + 1] ?? strip.cells.length) - 1}
            aria-valuenow={at}
          />
        )}
      </i>
    );
  }

  private key = (event: KeyboardEvent): void => {
    const grip = (event.target as HTMLElement).closest('.grip');
    const strip = grip && this.stripOf(grip);
    if (!strip) return;
    const { cuts, cells } = strip;
    const at = Number(grip.getAttribute('aria-valuenow'));
    const rest = cuts.filter((cut) => cut !== at);
    const nth = cuts.indexOf(at);
    const low = (cuts[nth - 1] ?? 0) + 1;
    const high = (cuts[nth + 1] ?? cells.length) - 1;
    const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: low, End: high }[
      event.key
    ];
    if (event.key === 'Delete' || event.key === 'Backspace') this.cut(strip, rest);
    else if (to === undefined) return;
    else this.cut(strip, [...rest, Math.min(high, Math.max(low, to))]);
    event.preventDefault();
    // The grip is drawn in another byte now: the focus goes with the boundary.
    const name = grip.getAttribute('aria-label');
    setTimeout(() =>
      Array.from(this.root?.querySelectorAll<HTMLElement>(`.${strip.name} .grip`) ?? [])
        .find((each) => each.getAttribute('aria-label') === name)
        ?.focus(),
    );
  };

  private cut(strip: Strip, cuts: readonly number[]): void {
    const inside = cuts.filter((at) => at > 0 && at < strip.cells.length);
    this.props.onCut?.(
      strip.name,
      [...new Set(inside)].sort((a, b) => a - b),
    );
  }

  /** The strip under a pointer, if its boundaries may be moved there. */
  private stripOf(target: Element): Strip | undefined {
    const name = target.closest('i') && target.closest('.strip')?.classList[1];
    return this.props.frame.strips.find((each) => each.name === name && /write|read/.test(each.name));
  }

  private grab = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    const strip = this.stripOf(target);
    const held = target.closest('.grip')?.getAttribute('aria-valuenow');
    this.held = undefined;
    if (event.button !== 0 || !strip || !held) return;
    const rest = strip.cuts.filter((cut) => cut !== Number(held));
    this.drag = this.held = { strip, rest, from: [event.clientX, event.clientY], moved: false };
    this.root?.setPointerCapture(event.pointerId);
    event.preventDefault();
  };

  /**
   * A click and not a touch: who scrolls past the picture cuts nothing. On a telephone a grip covers most of two bytes,
   * so a press on one that does not move it is a press on the byte below.
   */
  private press = (event: MouseEvent): void => {
    const { held } = this;
    this.held = undefined;
    const target = event.target as HTMLElement;
    const strip = held?.strip ?? this.stripOf(target);
    if (!strip || held?.moved || (!held && target.closest('.grip'))) return;
    const at = this.byteAt(strip, event, 0);
    const rest = strip.cuts.filter((cut) => cut !== at);
    this.cut(strip, rest.length < strip.cuts.length ? rest : [...rest, at]);
  };

  private pull = (event: PointerEvent): void => {
    if (!this.drag) return;
    const { strip, rest, from } = this.drag;
    this.drag.moved ||= Math.hypot(event.clientX - from[0], event.clientY - from[1]) > stillPx;
    if (!this.drag.moved) return;
    const at = this.byteAt(strip, event, 0.5);
    if (!rest.includes(at)) this.cut(strip, [...rest, at]);
  };

  private drop = (): void => {
    this.drag = undefined;
  };

  private lose = (): void => {
    this.drag = this.held = undefined;
  };

  /** The byte under the pointer, or with `round` 0.5 the boundary nearest to it. */
  private byteAt(strip: Strip, { clientX, clientY }: MouseEvent, round: number): number {
    let best = { distance: Number.POSITIVE_INFINITY, at: 0 };
    for (const row of Array.from(this.root?.querySelectorAll<HTMLElement>(`.${strip.name}`) ?? [])) {
      const cells = row.querySelectorAll('i');
      const { left, top, bottom } = cells[0]?.getBoundingClientRect() ?? new DOMRect();
      // Cells at the ends of a piece are a little narrower than their columns.
      const width = ((cells[bandBytes - 1]?.getBoundingClientRect().right ?? 0) - left) / bandBytes;
      const across = Math.min(Math.max((clientX - left) / width, 0), bandBytes);
      const distance = Math.hypot(clientX - left - across * width, Math.max(top - clientY, clientY - bottom, 0));
      if (distance < best.distance) best = { distance, at: Number(row.dataset['at']) + Math.floor(across + round) };
    }
    return best.at;
  }
}

const columns = (from: number): number[] => Array.from({ length: bandBytes }, (_, index) => from + index);
