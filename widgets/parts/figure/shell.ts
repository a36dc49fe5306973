// What every figure's server shell needs: the language of the page and a preset that exists.

/** The language is the first folder of the page's address. */
export function shellLocale(url: URL): 'en' | 'zh' {
  return url.pathname.startsWith('/zh/') ? 'zh' : 'en';
}

/** Returns the preset's name; an unknown one is an author's mistake and stops the build. */
export function presetOf<P extends object>(widget: string, presets: P, name: string, url: URL): keyof P {
  if (Object.hasOwn(presets, name)) return name as keyof P;
  throw new Error(
    `${url.pathname}: <${widget} preset>: received ${JSON.stringify(name ?? 'nothing')}. Allowed: ${Object.keys(presets).join(', ')}.`,
  );
}
