// The HKDF tree and what is explained of it: three extractions, their branches, one of them unfolded.
import type { Explained } from './explain.ts';
import type { Node, Root } from './tree.ts';
import type { Tls13Words } from './words.ts';

interface Props {
  readonly words: Tls13Words;
  readonly roots: readonly Root[];
  /** Absent until the figure is awake. */
  readonly onLook?: ((name: string) => void) | undefined;
}

export function Tree({ words, roots, onLook }: Props) {
  return (
    <div class="key-tree" role="group" aria-label={words.tree}>
      {roots.map((root) => (
        <section key={root.name} class={root.epoch}>
          <p>
            <Secret node={root} words={words} onLook={onLook} /> <span class="input">{root.input}</span>
          </p>
          <ul>
            {root.leaves.map((leaf) => (
              <li key={leaf.name} class={leaf.deep ? 'deep' : leaf.end ? 'end' : undefined}>
                <Secret node={leaf} words={words} onLook={onLook} /> <small>{leaf.purpose}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** A button only where it can be pressed: without script a secret is just drawn. */
function Secret({ node, words, onLook }: { node: Node; words: Tls13Words; onLook: Props['onLook'] }) {
  const inside = [
    <b key="label">{node.label}</b>,
    ' ',
    <code key="value">{node.value ? `${node.value}…` : words.unused}</code>,
  ];
  const tone = `secret${node.value ? '' : ' unknown'}`;
  if (!onLook) return <span class={`${tone}${node.chosen ? ' chosen' : ''}`}>{inside}</span>;
  return (
    <button type="button" class={tone} aria-pressed={node.chosen} onClick={() => onLook(node.name)}>
      {inside}
    </button>
  );
}

export function Explanation({ explained, onLook }: { explained: Explained; onLook: Props['onLook'] }) {
  return (
    <div class="explained" aria-live="polite">
      <p>
        <b>{explained.title}</b> <span>{explained.lead}</span>
      </p>
      <dl>
        {explained.lines.map(({ label, text, bytes, sealed, go }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {go && <Go name={go.name} label={go.label} onLook={onLook} />} {text}{' '}
              {bytes && <code class={sealed ? 'sealed' : undefined}>{bytes}</code>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** To the secret that a value comes from. */
function Go({ name, label, onLook }: { name: string; label: string; onLook: Props['onLook'] }) {
  if (!onLook) return <span>{label}</span>;
  return (
    <button type="button" onClick={() => onLook(name)}>
      {label}
    </button>
  );
}
