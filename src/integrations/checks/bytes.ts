// Bytes and requests are promises. Each budget is a line here; npm run bench prints what is used of it.
import { brotliCompressSync, constants } from 'node:zlib';
import { attribute, type Element, textOf } from '../html.ts';
import { type Check, type House, type Page, type Problem, pageOf } from './house.ts';

/** Brotli 11, in bytes. */
export const budgets = {
  /** A chapter page of up to 2,500 words, its CSS inside, and what each further word may add. */
  chapter: 14_600,
  chapterWords: 2_500,
  furtherWord: 3,
  /** Text with its markup, but without CSS, script and figures, as a multiple of the text alone. */
  timesText: 1.6,
  /** 2.5 kB for every page, and the styles of the figures that stand on it. */
  css: 6_500,
  /** Script in the page before a figure is near. */
  pageScript: 2_200,
  /**
   * What figures share: Preact and the parts are 6 kB, the TCP model and what is common to its figures 14 kB. It is
   * fetched once for the whole book.
   */
  sharedScript: 21_500,
  /**
   * The same where figures compute keys. Of it curves, hashes, ciphers, RSA, certificates and the records of TLS are 43 kB
   * (45 kB at most), the verdict on chains 9 kB, Preact and the parts 8 kB.
   */
  sharedWithCryptography: 62_000,
  /** What the list of public suffixes adds where a figure asks it, with the package that reads it. */
  publicSuffixes: 48_000,
  /** What a figure has for itself, its words included. */
  figureScript: 11_000,
  /** These hold a model of their own, or recorded certificates, which no compression makes small. */
  largerFigures: {
    Framer: 20_000,
    RsaByHand: 12_500,
    CertificateChain: 32_000,
    Tls12: 30_000,
    Tls13: 30_000,
    PatientRecorder: 20_000,
    JwtBench: 22_000,
    VersionsRace: 20_000,
  } as Readonly<Record<string, number>>,
  /** Figures that compute keys. */
  cryptography: [
    'RsaByHand',
    'KeyAgreement',
    'CertificateChain',
    'Tamper',
    'Tls12',
    'Tls13',
    'PatientRecorder',
    'JwtBench',
  ] as readonly string[],
  /** Figures that ask whether a domain is a public suffix. */
  cookies: ['CookieOrNot', 'WhereToKeepIt'] as readonly string[],
  /** Files until a figure works: its own, its words, and at most three that it shares. */
  figureFiles: 5,
  /** The first frame of one figure, in the page. */
  firstFrame: 2_050,
  /** These open with bytes, which no compression makes small. */
  largerFrames: { Tls12: 3_000, Tls13: 3_000, JwtBench: 3_000, VersionsRace: 3_000 } as Readonly<
    Record<string, number>
  >,
} as const;

export interface Measure {
  readonly where: string;
  readonly what: string;
  readonly bytes: number;
  readonly budget: number;
}

export const bytes: Check = {
  name: 'pages, styles, scripts and figures keep their byte budgets, and reading is one request',
  run: (house) => [
    ...measures(house)
      .filter(({ bytes: used, budget }) => used > budget)
      .map(({ where, what, bytes: used, budget }) => ({ where, what: `${what}: ${used}, budget ${budget}` })),
    ...house.pages.flatMap(requests),
  ],
};

/** Everything that has a budget, with what it uses. */
export function measures(house: House): Measure[] {
  return house.pages.flatMap((page) => {
    const where = page.path;
    const words = wordCount(visibleText(page));
    const found: Measure[] = [];
    const add = (what: string, used: number, budget: number) => found.push({ where, what, bytes: used, budget });
    const chapter = page.elements.some((element) => attribute(element, 'class') === 'ladder');
    if (chapter) {
      const prose = withoutFigures(page);
      const furtherWords = Math.max(0, words - budgets.chapterWords);
      add(
        `page of ${words} words`,
        brotli(page.html),
        Math.round(budgets.chapter + furtherWords * budgets.furtherWord),
      );
      add(
        `text with its markup, against ${budgets.timesText} × the text`,
        brotli(prose.html),
        Math.floor(budgets.timesText * brotli(visibleText(prose))),
      );
    }
    add('CSS', brotli(inside(page, 'style')), budgets.css);
    add('script in the page', brotli(inside(page, 'script')), budgets.pageScript);
    return [...found, ...figureMeasures(house, page)];
  });
}

/** The page as it would be without CSS, script and figures. */
function withoutFigures(page: Page): Page {
  const html = page.html.replaceAll(/<(style|script|figure)[\s>][\s\S]*?<\/\1>/g, '');
  return pageOf(page.path, html);
}

function figureMeasures(house: House, page: Page): Measure[] {
  const found: Measure[] = [];
  const figures = page.elements.filter((element) => attribute(element, 'data-code'));
  const filesOf = (figure: Element) =>
    ['data-code', 'data-words'].flatMap((name) =>
      (attribute(figure, name) ?? '').split(' ').map((path) => `/assets/${path.split('/').at(-1)}`),
    );
  const sum = (files: readonly string[]) => files.reduce((all, file) => all + brotli(house.files.get(file) ?? ''), 0);
  const isShared = (file: string) => /\/shared\./.test(file);
  const all = figures.map((figure) => [...new Set(filesOf(figure))].filter((file) => house.files.has(file)));
  const shared = [...new Set(all.flat().filter(isShared))];
  const has = (names: readonly string[]) => figures.some((figure) => names.includes(componentOf(figure)));
  if (figures.length > 0)
    found.push({
      where: page.path,
      what: 'script that figures share',
      bytes: sum(shared),
      budget:
        (has(budgets.cryptography) ? budgets.sharedWithCryptography : budgets.sharedScript) +
        (has(budgets.cookies) ? budgets.publicSuffixes : 0),
    });
  for (const entry of new Set(all.map((files) => files.join(' ')))) {
    const files = entry.split(' ');
    const name = (files[0] ?? '').replace(/^.*\//, '').replace(/\..*$/, '');
    found.push(
      {
        where: page.path,
        what: `script of ${name}`,
        bytes: sum(files.filter((file) => !isShared(file))),
        budget: budgets.largerFigures[name] ?? budgets.figureScript,
      },
      { where: page.path, what: `files of ${name}`, bytes: files.length, budget: budgets.figureFiles },
    );
  }
  for (const figure of figures) {
    const where = figure.sourceCodeLocation;
    if (!where) continue;
    const without = page.html.slice(0, where.startOffset) + page.html.slice(where.endOffset);
    found.push({
      where: page.path,
      what: `first frame of ${attribute(figure, 'id')}`,
      bytes: brotli(page.html) - brotli(without),
      budget: budgets.largerFrames[componentOf(figure)] ?? budgets.firstFrame,
    });
  }
  return found;
}

/** `../assets/TwoMsl.1a2b3c4d.js …`: the first file is the figure's own. */
function componentOf(figure: Element): string {
  return /([^/ .]+)\.[^/ ]*(?: |$)/.exec(attribute(figure, 'data-code') ?? '')?.[1] ?? '';
}

function requests({ path, elements }: Page): Problem[] {
  const loads = elements.filter(
    (element) =>
      (attribute(element, 'src') !== undefined && !(attribute(element, 'src') ?? '').startsWith('data:')) ||
      (element.tagName === 'link' && /stylesheet|preload|modulepreload/.test(attribute(element, 'rel') ?? '')),
  );
  return loads.map((element) => ({
    where: path,
    what: `<${element.tagName}> makes a second request: ${attribute(element, 'src') ?? attribute(element, 'href')}`,
  }));
}

function inside(page: Page, tag: string): string {
  return page.elements
    .filter((element) => element.tagName === tag)
    .map(textOf)
    .join('\n');
}

/** What a reader can read: the text of the body, scripts left out. */
export function visibleText(page: Page): string {
  const body = page.elements.find((element) => element.tagName === 'body');
  const hidden = new Set<Element>(
    page.elements.filter((element) => ['script', 'style', 'template'].includes(element.tagName)),
  );
  const parts: string[] = [];
  const visit = (element: Element) => {
    for (const node of element.childNodes) {
      if (node.nodeName === '#text' && 'value' in node) parts.push(node.value);
      else if ('tagName' in node && !hidden.has(node)) visit(node);
    }
  };
  if (body) visit(body);
  return parts.join(' ').replaceAll(/\s+/g, ' ');
}

/** Words. Three Chinese characters count as two: so counted, both languages of a chapter come out alike. */
export function wordCount(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return (
    Math.round(han / 1.5) +
    (text.replaceAll(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0)
  );
}

const known = new Map<string, number>();

/** Length after Brotli 11. Remembered: pages are measured with and without each figure. */
export function brotli(content: string | Uint8Array): number {
  const buffer = Buffer.from(content);
  const key = buffer.length < 300_000 ? buffer.toString('latin1') : '';
  const before = key === '' ? undefined : known.get(key);
  if (before !== undefined) return before;
  const length = brotliCompressSync(buffer, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  if (key !== '') known.set(key, length);
  return length;
}
