// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { JwtWords } from './words.ts';

export const captions: Localized<Caption> = {
  en: {
    title: 'JWT workbench',
    hint: 'Edit one character. Then switch a mistake on and forge.',
    proof:
      'Model checked against the examples of {rfcs}, and against jose in every algorithm, a token changed at every character. Everything is computed in this page; nothing is sent. Left out: ES384, ES512, PS384 and longer; key wrapping.',
  },
  zh: {
    title: 'JWT 工作台',
    hint: '改一个字符试试；再打开一个错误，动手伪造。',
    proof:
      '模型与 {rfcs} 的示例核对，并在每种算法下与 jose 逐字符篡改比对。全部在本页计算，不发送任何内容。未包括：ES384、ES512、PS384 及更长的算法，密钥包装。',
  },
};

export const strings: Localized<JwtWords> = { en: english, zh: chinese };
