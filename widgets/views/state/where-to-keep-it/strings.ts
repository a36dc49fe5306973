// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { KeepWords } from './words.ts';

export const captions: Localized<Caption> = {
  en: {
    title: 'Where to keep it',
    hint: 'Press a cell: the story runs with that choice.',
    proof:
      'Every cell is a run, not an entry in a table. Which request carries a cookie is decided by the cookie model, checked against {count} cases recorded in Chromium 156 and Firefox 153; what the cache may keep by RFC 9111. Simplified: tokens are taken to be soundly signed; the cache keeps all that it may; no refresh tokens.',
  },
  zh: {
    title: '凭证放在哪里',
    hint: '点一个格子，看那种放法下发生什么。',
    proof:
      '每一格都是运行出来的，不是查表。请求带不带 Cookie 由 Cookie 模型决定，它与 Chromium 156 和 Firefox 153 中录制的 {count} 个用例核对过；缓存能保存什么，依据 RFC 9111。简化之处：假定 token 签名无误；缓存会保存一切允许保存的内容；没有 refresh token。',
  },
};

export const strings: Localized<KeepWords> = { en: english, zh: chinese };
