// Wakes a figure when it comes near or when the address names it. Until then it is its first frame.
// The figure's element says where its code and its words are.

interface Code {
  /** Takes over the element's markup. */
  readonly wake: (figure: HTMLElement, words: unknown) => void;
}

/** What figures' scripts leave: modules by name, each the modules it needs and what makes its exports from theirs. */
declare global {
  var figures: Record<string, [needs: string[], make: (...given: unknown[]) => unknown]> | undefined;
}

const fetched = new Map<string, Promise<unknown>>();
const made: Record<string, unknown> = {};

/** Scripts and not modules: a browser loads no module from a disk. */
function fetchScript(address: string): Promise<unknown> {
  const known = fetched.get(address);
  if (known) return known;
  const coming = new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });
  fetched.set(address, coming);
  return coming;
}

/** The exports of a module whose file has arrived, and with it the files of all that it needs. */
function moduleOf(name: string): unknown {
  if (name in made) return made[name];
  const [needs, make] = globalThis.figures?.[name] ?? [[], () => undefined];
  made[name] = make(...needs.map(moduleOf));
  return made[name];
}

/** `files` are addresses with spaces between, the module's own first. */
async function load(files: string): Promise<unknown> {
  // In development the files are modules, served one by one.
  if (import.meta.env.DEV) return import(/* @vite-ignore */ files);
  const addresses = files.split(' ');
  await Promise.all(addresses.map(fetchScript));
  return moduleOf(`./${addresses[0]?.split('/').at(-1)}`);
}

async function open(figure: HTMLElement): Promise<void> {
  const { code = '', words = '' } = figure.dataset;
  const [view, text] = await Promise.all([load(code), load(words)]);
  const { words: own, strings } = text as { words?: unknown; strings?: Record<string, unknown> };
  // In development the words of all languages are one module.
  (view as Code).wake(figure, own ?? strings?.[words.split('?')[1] ?? '']);
}

export function wakeFigures(): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) wake(entry.target as HTMLElement);
    },
    { rootMargin: '400px' },
  );

  const woken = new Set<HTMLElement>();
  const wake = (figure: HTMLElement) => {
    near.unobserve(figure);
    if (woken.has(figure)) return;
    woken.add(figure);
    const live = figure.querySelector('.live') ?? figure;
    const first = [...live.childNodes].map((node) => node.cloneNode(true));
    const fail = (error: unknown) => {
      const sentence = document.createElement('p');
      sentence.className = 'failed';
      sentence.setAttribute('role', 'status');
      sentence.textContent = (document.body.dataset['figureFailed'] ?? '{message}').replace(
        '{message}',
        String((error as Error)?.message ?? error),
      );
      live.replaceChildren(...first, sentence);
    };
    figure.addEventListener('figure-failed', (event) => fail((event as CustomEvent).detail));
    open(figure).catch(fail);
  };

  const named = () => {
    // #two-msl?lost=1 names the figure two-msl in a state; the browser alone would not find it.
    const id = location.hash.slice(1).split('?')[0] ?? '';
    const figure = id.length < 100 && location.hash.includes('?') ? document.getElementById(id) : null;
    if (!figure?.dataset['code']) return;
    figure.scrollIntoView();
    wake(figure);
  };

  for (const figure of document.querySelectorAll<HTMLElement>('[data-code]')) near.observe(figure);
  addEventListener('hashchange', named);
  named();
}
