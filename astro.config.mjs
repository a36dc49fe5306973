import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { codeClasses } from './src/integrations/code-classes.ts';
import { house } from './src/integrations/house.ts';

// SITE is the address at which a copy is published. Only the sitemap and the canonical links need it;
// every other link is relative, so one build works under any path.
export default defineConfig({
  ...(process.env.SITE ? { site: process.env.SITE } : {}),
  build: { format: 'preserve', inlineStylesheets: 'always', assets: 'assets' },
  devToolbar: { enabled: false },
  integrations: [mdx(), preact(), house()],
  markdown: {
    processor: satteri({ features: { smartPunctuation: false } }),
    shikiConfig: { theme: 'css-variables', transformers: [codeClasses()] },
  },
  vite: {
    build: { cssMinify: 'lightningcss' },
  },
});
