// The page for missing addresses is shown at any depth, under any path, and only by asking can it find the top of the
// site: the folder that holds assets/top.js. Folders are tried from the nearest up; then every link leads from there.

const deepest = 20;

export async function leadHome(): Promise<void> {
  const top = await findTop();
  for (const link of document.querySelectorAll('a')) {
    const href = link.getAttribute('href') ?? '#';
    if (top && !href.startsWith('#')) link.href = new URL(href, top).href;
  }
}

async function findTop(): Promise<URL | undefined> {
  let folder = new URL('.', location.href);
  for (let depth = 0; depth < deepest; depth += 1) {
    const mark = new URL('assets/top.js', folder).href;
    try {
      await import(/* @vite-ignore */ mark);
      return folder;
    } catch {
      if (folder.pathname === '/') return undefined;
      folder = new URL('..', folder);
    }
  }
  return undefined;
}
