// The page's own script: theme, permalinks, the section being read, the language link, waking figures.
// It is written into every page, so each line here is paid for on each page.
import { wakeFigures } from './figures.ts';

const root = document.documentElement;
const all = <T extends Element>(selector: string) => [...document.querySelectorAll<T>(selector)];

chooseTheme();
copyPermalinks();
followReading();
wakeFigures();

function chooseTheme(): void {
  const key = '2msl-theme';
  const select = document.querySelector<HTMLSelectElement>('.theme');
  if (!select) return;
  select.value = root.dataset['theme'] ?? '';
  select.onchange = () => {
    root.dataset['theme'] = select.value;
    try {
      localStorage.setItem(key, select.value);
    } catch {
      // Storage forbidden: the choice holds for this visit.
    }
  };
}

/** The link stays a link; pressing it also copies its address and says so. */
function copyPermalinks(): void {
  for (const link of all<HTMLAnchorElement>('.permalink')) {
    link.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(link.href);
      } catch {
        return; // Plain http has no clipboard: the address bar has the link.
      }
      link.textContent = document.body.dataset['copied'] ?? '';
      link.setAttribute('role', 'status');
      setTimeout(() => {
        link.textContent = '#';
        link.removeAttribute('role');
      }, 1500);
    });
  }
}

/** Marks the question being read in the sidebar, and lets the language link keep section and figure. */
function followReading(): void {
  const links = all<HTMLAnchorElement>('.questions a');
  const menu = document.getElementById('contents');
  menu?.addEventListener('click', (event) => {
    if (event.target instanceof HTMLAnchorElement && menu.matches(':popover-open')) menu.hidePopover();
  });
  let section = '';
  const mark = () => {
    const headings = all<HTMLElement>('h2[id]');
    const read = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
    section = read ? `#${read.id}` : '';
    for (const link of links) {
      if (link.hash === section) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  addEventListener('scroll', () => requestAnimationFrame(mark), { passive: true });
  mark();
  const language = document.querySelector<HTMLAnchorElement>('.language');
  language?.addEventListener('click', () => {
    language.hash = location.hash.includes('?') ? location.hash : section || location.hash;
  });
}
