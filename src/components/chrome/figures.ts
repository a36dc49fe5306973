// Wakes a figure when it comes near or when the address names it. Until then it is its first frame.
// A figure's own small script has hung `wake` on its element: it loads the code and takes over the markup.

interface Figure extends HTMLElement {
  wake?: () => Promise<void>;
}

export function wakeFigures(): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) wake(entry.target as Figure);
    },
    { rootMargin: '400px' },
  );

  const woken = new Set<Figure>();
  const wake = (figure: Figure) => {
    near.unobserve(figure);
    if (woken.has(figure) || !figure.wake) return;
    woken.add(figure);
    const first = [...figure.childNodes].map((node) => node.cloneNode(true));
    const fail = (error: unknown) => {
      const sentence = document.createElement('p');
      sentence.className = 'failed';
      sentence.setAttribute('role', 'status');
      sentence.textContent = (document.body.dataset['figureFailed'] ?? '{message}').replace(
        '{message}',
        String((error as Error)?.message ?? error),
      );
      figure.replaceChildren(...first, sentence);
    };
    figure.addEventListener('figure-failed', (event) => fail((event as CustomEvent).detail));
    figure.wake().catch(fail);
  };

  const named = () => {
    // #two-msl?lost=1 names the figure two-msl in a state; the browser alone would not find it.
    const id = location.hash.slice(1).split('?')[0] ?? '';
    const figure = id.length < 100 && location.hash.includes('?') ? document.getElementById(id) : null;
    if (!figure) return;
    figure.scrollIntoView();
    wake(figure);
  };

  for (const figure of document.querySelectorAll<Figure>('[data-widget]')) near.observe(figure);
  addEventListener('hashchange', named);
  named();
}
