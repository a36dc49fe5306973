// Under the picture: the bytes of one certificate, and a field for certificates of the reader's own.
import { fill } from '../../../parts/figure/fill.ts';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Bytes } from './Bytes.tsx';
import { failureText } from './frames.ts';
import type { Pasted } from './pasted.ts';
import type { Scene } from './scene.ts';
import { type ChainState, editable, editsOf } from './state.ts';
import type { ChainWords } from './strings.ts';

interface Props {
  readonly id: string;
  readonly words: ChainWords;
  readonly awake: boolean;
  readonly state: ChainState;
  readonly scene: Scene;
  readonly pasted: Pasted | undefined;
  readonly text: string;
  readonly onPaste: (text: string) => void;
  readonly onOpen: (bytes: ChainState['bytes']) => void;
  readonly onEdit: (at: number, byte: number) => void;
}

export function Below(props: Props) {
  const { id, words, awake, state, scene, pasted, text } = props;
  const piece = [...scene.sent, ...scene.trusted].find(({ name }) => name !== undefined && name === state.bytes);
  const edits = state.bytes === 'none' ? [] : editsOf(state, state.bytes);
  const wrong = pasted && !pasted.ok ? problemText(pasted.problem, words) : '';
  return (
    <div class="chain-below">
      <fieldset disabled={!awake}>
        <Menu
          id={`${id}-bytes`}
          label={words.bytesOf}
          value={state.bytes}
          options={[
            ['none', words.closed] as const,
            ...editable.map((name) => [name, words.pieces[name]] as const),
          ].filter(([value]) => awake || value === state.bytes)}
          onChange={(value) => props.onOpen(value as ChainState['bytes'])}
        />
      </fieldset>
      {state.bytes !== 'none' &&
        (piece ? (
          <Bytes
            key={state.bytes}
            id={id}
            piece={piece}
            words={words}
            awake={awake}
            first={edits[0]?.at ?? piece.before.nodes.notAfter.contentAt}
            onEdit={props.onEdit}
          />
        ) : (
          <p>{words.notHere}</p>
        ))}
      <details open={text !== ''}>
        <summary>{words.paste}</summary>
        <label for={`${id}-paste`}>{words.pasteHint}</label>
        <textarea
          id={`${id}-paste`}
          rows={5}
          spellcheck={false}
          autocomplete="off"
          disabled={!awake}
          aria-invalid={wrong !== ''}
          value={text}
          onInput={(event) => props.onPaste(event.currentTarget.value)}
        />
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
        {pasted?.ok && (
          <p>
            {words.pasted} {pasted.trustedLast && words.trustedLast}
          </p>
        )}
      </details>
    </div>
  );
}

function problemText(problem: Extract<Pasted, { ok: false }>['problem'], words: ChainWords): string {
  if (problem.code === 'certificate') {
    return fill(words.badCertificate, { number: problem.number, why: failureText(problem.failure, words) });
  }
  const values = 'line' in problem ? { line: problem.line, character: problem.character } : { line: 0, character: '' };
  return fill(words.pemFailures[problem.code], values);
}
