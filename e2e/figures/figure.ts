// A figure as a reader meets it: what it says, what it can be told, and the table of what happened.
import { expect, type Locator, type Page } from '../site.ts';

export type Row = readonly [time: string, who: string, what: string];

export class Figure {
  readonly page: Page;
  readonly root: Locator;
  /** The sentence that says what came out. */
  readonly result: Locator;
  /** Arrows of a time-space diagram, lost ones among them. */
  readonly segments: Locator;
  readonly lost: Locator;

  /** `id` is the figure's address on the page: it is published and stays. */
  constructor(page: Page, id: string) {
    this.page = page;
    this.root = page.locator(`figure#${id}`);
    this.result = this.root.getByRole('status');
    this.segments = this.root.locator('.segments .segment');
    this.lost = this.root.locator('.segments .segment.lost');
  }

  /** Brings the figure near and waits until it can be used. */
  async awake(): Promise<this> {
    await this.root.scrollIntoViewIfNeeded();
    await expect(this.root.locator('fieldset[disabled]'), 'controls are at work').toHaveCount(0);
    return this;
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name });
  }

  slider(name: string): Locator {
    return this.root.getByRole('slider', { name, exact: true });
  }

  /** The number beside a slider, where one can type. */
  number(name: string): Locator {
    return this.root.getByRole('textbox', { name });
  }

  /** One of a few: `choose('Behaviour', 'RFC 9293')`. */
  async choose(group: string, option: string): Promise<void> {
    await this.root.getByRole('group', { name: group, exact: true }).getByText(option, { exact: true }).click();
  }

  /** Every event in words, whether the table is open or not. */
  async rows(): Promise<Row[]> {
    return this.root.locator('.events tbody tr').evaluateAll((rows) =>
      rows.map((row) => {
        const [time = '', who = '', what = ''] = [...row.children].map((cell) => cell.textContent ?? '');
        return [time, who, what] as const;
      }),
    );
  }

  /** Waits until the address bar holds the figure's state; returns its fragment. */
  async address(state: string | RegExp): Promise<string> {
    await expect(this.page).toHaveURL(typeof state === 'string' ? (url) => url.hash === state : state);
    return new URL(this.page.url()).hash;
  }
}

/** Times as a figure prints them: `550 ms`, `60.55 s`. A space is any space. */
export function printedTime(us: number): string {
  const ms = Math.round(us / 1_000);
  return ms < 1_000 ? `${ms} ms` : `${Number((ms / 1_000).toFixed(2))} s`;
}
