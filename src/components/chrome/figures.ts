// Wakes a figure when it comes near or when the address names it. Until then it is its first frame.
// The figure's element says where its code and its words are.

interface Code {
  /** Takes over the element's markup. */
  readonly wake: (figure: HTMLElement, words: unknown) => void;
}

/** What a figure's script leaves: the files it needs, and what makes its exports from theirs. */
declare global {
  var figure: [needs: string[], make: (...given: unknown[]) => unknown];
}

const loaded = new Map<string, Promise<unknown>>();

/** Scripts and not modules: a browser loads no module from a disk. */
function load(address: string): Promise<unknown> {
  // In development the files are modules, served one by one.
  if (import.meta.env.DEV) return import(/* @vite-ignore */ address);
  const known = loaded.get(address);
  if (known) return known;
  const coming = new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onerror = () => reject(new Error(address));
    // Runs before any other script does: the variable is this one's.
    script.onload = () => {
      const [needs, make] = globalThis.figure;
      resolve(Promise.all(needs.map((file) => load(new URL(file, address).href))).then((given) => make(...given)));
    };
    document.head.append(script);
  });
  loaded.set(address, coming);
  return coming;
}

async function open(figure: HTMLElement): Promise<void> {
  const { code = '', words = '' } = figure.dataset;
  const [view, text] = await Promise.all([code, words].map((file) => load(new URL(file, document.baseURI).href)));
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
