// The key calculator: each secret with how it comes about, at both ends where they differ; and the suite's name, taken apart.

import type { SceneName } from '../../../models/tls/scenes12.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Frame } from './frames.ts';
import type { KeyLine } from './keys.ts';
import type { Tls12Words } from './strings.ts';

interface Props {
  readonly frame: Frame;
  readonly scene: SceneName;
  readonly words: Tls12Words;
}

export function Keys({ frame, scene, words }: Props) {
  return (
    <section class="keys" aria-label={fill(words.keysTitle, { scene: words.sceneNames[scene] })}>
      <h4>{fill(words.keysTitle, { scene: words.sceneNames[scene] })}</h4>
      <dl>
        {frame.keys.map((line) => (
          <Line key={line.name} line={line} how={words.keyFormulas[scene][line.name]} words={words} />
        ))}
      </dl>
      <h4>{words.suiteTitle}</h4>
      <p class="suite">
        {frame.suite.parts.map(({ part, text }) => {
          const said = words.suiteParts[scene][part];
          return said ? (
            <span key={part} class={part}>
              <code>{text}</code>
              <small>{said}</small>
            </span>
          ) : (
            <span key={part}>
              <code>{text}</code>
            </span>
          );
        })}
      </p>
    </section>
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
