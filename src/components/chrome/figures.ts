// Wakes a figure when it comes near or when the address names it. Until then it is its first frame.
// The figure's element says where its code and its words are.

interface Code {
  /** Takes over the element's markup. */
  readonly wake: (figure: HTMLElement, words: unknown) => void;
}

async function load(figure: HTMLElement): Promise<void> {
  const { code = '', words = '' } = figure.dataset;
  const [view, text] = await Promise.all([import(/* @vite-ignore */ code), import(/* @vite-ignore */ words)]);
  // In development the words of all languages are one module.
  (view as Code).wake(figure, text.words ?? text.strings[words.split('?')[1] ?? '']);
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
    load(figure).catch(fail);
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
