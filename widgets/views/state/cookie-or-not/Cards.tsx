// The picture: two addresses taken apart, a card for each line with what three readers make of it, and what goes out.
import type { Anatomy, Card, Cell, Frame } from './frames.ts';
import type { Reader } from './run.ts';
import type { CookieWords } from './words.ts';

interface Props {
  readonly frame: Frame;
  readonly words: CookieWords;
}

export function Cards({ frame, words }: Props) {
  const { asking, asked, verdicts, cards, headers } = frame;
  return (
    <>
      {asked && (
        <div class="sites">
          {asking && <Taken kind={words.asking} url={asking} />}
          <Taken kind={words.asked} url={asked} />
          <p class={frame.sameSite ? 'verdict ok' : asking ? 'verdict bad' : 'verdict'}>
            {verdicts.map((verdict, index) => (
              <span key={index}>{verdict}</span>
            ))}
            <small>
              <u class="site">{words.site}</u> <u class="suffix">{words.suffix}</u>
            </small>
          </p>
        </div>
      )}
      {cards.map((card, index) => (
        <CookieCard key={index} card={card} words={words} />
      ))}
      {headers.length > 0 && (
        <div class="cells out">
          <b>{words.headerTitle}</b>
          {headers.map(({ readers, text }) => (
            <p key={readers[0]} class={`cell w${readers.length} ${text === null ? 'none' : 'sent'}`}>
              <small>{labelOf(readers, words)}</small>
              <code>{text === null ? words.noHeader : `Cookie: ${text}`}</code>
            </p>
          ))}
        </div>
      )}
    </>
  );
}

/** Who a cell is about. */
function labelOf(readers: readonly Reader[], words: CookieWords): string {
  return readers.length === 3 ? words.all : readers.map((reader) => words.readers[reader]).join(words.comma);
}

function Taken({ kind, url }: { kind: string; url: Anatomy }) {
  return (
    <p class="taken">
      <small>{kind}</small>
      <code>
        <u class="site">{url.scheme}</u>
        {url.below}
        <u class="site">
          {url.label}
          {url.suffix && <u class="suffix">{url.suffix}</u>}
        </u>
        {url.port}
        <i>{url.path}</i>
      </code>
    </p>
  );
}

function CookieCard({ card, words }: { card: Card; words: CookieWords }) {
  return (
    <div class={card.differs ? 'cells differs' : 'cells'}>
      <code class="line">
        {card.pieces.map(([text, ignored], index) =>
          ignored === 'by-none' ? (
            text
          ) : (
            <s key={index} class={ignored}>
              {text}
            </s>
          ),
        )}
      </code>
      {card.differs && <b class="differ">{words.differ}</b>}
      {card.notes.map((note) => (
        <small key={note} class="stored">
          {note}
        </small>
      ))}
      {card.cells.map((cell) => (
        <Fate key={cell.readers[0]} cell={cell} words={words} />
      ))}
    </div>
  );
}

function Fate({ cell, words }: { cell: Cell; words: CookieWords }) {
  const { readers, fate, word, why, clause } = cell;
  return (
    <p class={`cell w${readers.length} ${fate}`}>
      <small>{labelOf(readers, words)}</small>
      <b>{word}</b>
      <span>
        {why}
        {clause && <small> {clause}</small>}
      </span>
    </p>
  );
}
