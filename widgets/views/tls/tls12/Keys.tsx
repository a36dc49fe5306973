// The key calculator: each secret with how it comes about, at both ends where they differ; and the suite's name, taken apart.

import type { SceneName } from '../../../models/tls/scenes12.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Frame } from './frames.ts';
import type { KeyLine } from './keys.ts';
import type { Tls12Words } from './words.ts';

interface Props {
  readonly frame: Frame;
  readonly scene: SceneName;
  readonly words: Tls12Words;
}

export function Keys({ frame, scene, words }: Props) {
  return (
    <div role="group" class="keys" aria-label={fill(words.keysTitle, { scene: words.sceneNames[scene] })}>
      <p class="head">{fill(words.keysTitle, { scene: words.sceneNames[scene] })}</p>
      <dl>
        {frame.keys.map((line) => (
          <Line key={line.name} line={line} how={words.keyFormulas[scene][line.name]} words={words} />
        ))}
      </dl>
    </div>
  );
}

/** The name of the suite, and what each part of it says. */
export function SuiteName({ frame, scene, words }: Props) {
  return (
    <div role="group" aria-label={words.suiteTitle}>
      <p class="head">{words.suiteTitle}</p>
      <p class="suite">
        {frame.suite.parts.map(({ part, text }) => (
          <span key={part} class={part}>
            {text}
          </span>
        ))}
      </p>
      <div class="parts">
        {frame.suite.parts
          .filter(({ part }) => words.suiteParts[scene][part])
          .map(({ part, text }) => [
            <code key={part} class={part}>
              {text.replace(/_$/, '')}
            </code>,
            <span key={`${part} says`}>{words.suiteParts[scene][part]}</span>,
          ])}
      </div>
    </div>
  );
}

function Line({
  line,
  how,
  words,
}: { readonly line: KeyLine; readonly how: string | undefined } & Pick<Props, 'words'>) {
  const { name, client, server } = line;
  const differ = client !== '' && server !== '' && client !== server;
  const side = /^(client|server)_/.exec(name)?.[1] ?? 'both';
  return (
    <div class={`${side}${differ ? ' differ' : ''}`}>
      <dt>
        {words.keyLines[name] ?? name} {how && <small>{how}</small>}
      </dt>
      {differ ? (
        [
          <dd key="client">
            <small>{words.atClient}</small> <code>{client}</code>
          </dd>,
          <dd key="server">
            <small>{words.atServer}</small> <code>{server}</code>
          </dd>,
        ]
      ) : (
        <dd>
          <code>{client || server}</code>
        </dd>
      )}
    </div>
  );
}
