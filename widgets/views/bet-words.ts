// The words of "bet before you look", both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { BetWords } from '../parts/figure/Bet.tsx';

export const betWords: Localized<BetWords> = {
  en: { skip: 'Skip, show me', told: 'Your bet: {bet}. Answer: {answer}.' },
  zh: { skip: '跳过，直接看', told: '你押的是：{bet}。答案：{answer}。' },
};
