// The words that every figure says, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { BetWords } from '../parts/figure/Bet.tsx';
import type { FigureWords } from '../parts/figure/Figure.tsx';

export interface CommonWords extends FigureWords {
  /** Why a typed number is not taken. */
  readonly explain: string;
  /** What was not taken from a link as it stood. */
  readonly notes: Readonly<Record<'clamped' | 'unknown' | 'unreadable' | 'too-long', string>>;
  readonly ms: string;
  readonly s: string;
  readonly off: string;
  readonly on: string;
}

export const commonWords: Localized<CommonWords> = {
  en: {
    presets: 'Ready-made states',
    controls: 'Settings',
    copyLink: 'Copy link',
    copied: 'Copied',
    copyByHand: 'The browser does not let a page copy here. Copy by hand:',
    reset: 'Reset',
    events: 'Every event in words',
    explain: '“{typed}” is not taken: a whole number from {min} to {max}.',
    notes: {
      clamped: 'The link asks for {key} = {received}; the figure shows {used}.',
      unknown: 'The link sets {key}, which this figure does not have.',
      unreadable: 'The link’s value for {key} cannot be read ({received}); the figure shows {used}.',
      'too-long': 'The link is {received} characters long and was not read.',
    },
    ms: 'ms',
    s: 's',
    off: 'off',
    on: 'on',
  },
  zh: {
    presets: '预设',
    controls: '参数',
    copyLink: '复制链接',
    copied: '已复制',
    copyByHand: '浏览器不允许本页写剪贴板，请手动复制：',
    reset: '重置',
    events: '逐条事件',
    explain: '“{typed}”无效：请输入 {min} 到 {max} 之间的整数。',
    notes: {
      clamped: '链接要求 {key} = {received}，图中按 {used} 显示。',
      unknown: '链接里的 {key} 不是这张图的参数，已忽略。',
      unreadable: '链接里 {key} 的值无法识别（{received}），图中按 {used} 显示。',
      'too-long': '链接长达 {received} 个字符，没有读取。',
    },
    ms: 'ms',
    s: 's',
    off: '关',
    on: '开',
  },
};

/** The words of "bet before you look", for the figures that ask. */
export const betWords: Localized<BetWords> = {
  en: { skip: 'Skip, show me', told: 'Your bet: {bet}. Answer: {answer}.' },
  zh: { skip: '跳过，直接看', told: '你押的是：{bet}。答案：{answer}。' },
};
