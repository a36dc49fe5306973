// The words of the frame around the chapters: header, sidebar, labels of the answer ladder.
import type { Locale, Localized } from '#content/locales.ts';

const en = {
  siteDescription: 'Networking interview notes that run: every figure computes what the text claims.',
  skip: 'Skip to the text',
  chapters: 'Chapters',
  contents: 'Contents',
  glossary: 'Glossary',
  recordings: 'Recordings',
  onThisPage: 'Questions of this chapter',
  otherLanguage: '中文',
  otherLanguageLabel: '中文：用中文阅读本页',
  theme: 'Theme',
  themeSystem: 'System',
  themeLight: 'Light',
  themeDark: 'Dark',
  permalink: 'Link to this section',
  copied: 'Link copied',
  say: 'Say',
  sayHint: '30 seconds',
  more: 'Then add',
  moreHint: '2 minutes',
  trap: 'Trap',
  wrong: 'Wrong:',
  right: 'Right:',
  next: 'They ask next',
  sources: 'Sources',
  folklore: 'Often said, and wrong',
  onYourMachine: 'On your machine',
  ranOn: 'printed on {kernel}',
  core: 'core',
  deep: 'second reading',
  previous: 'Previous',
  nextChapter: 'Next',
  home: 'Home',
  figureFailed:
    'This figure stopped working: {message}. What you see is its first state; the rest of the page works. Reload to try again.',
  notFoundTitle: 'Page not found',
  notFound:
    'There is no page at this address. Sections keep their addresses for ever, so the link was probably cut or mistyped.',
  notFoundHome: 'To the list of chapters',
  footer: 'Text CC BY 4.0, code MIT.',
};

export type ChromeStrings = Readonly<Record<keyof typeof en, string>>;

const zh: ChromeStrings = {
  siteDescription: '能运行的网络面试笔记：每张图都把正文的结论当场算出来。',
  skip: '跳到正文',
  chapters: '章节',
  contents: '目录',
  glossary: '术语表',
  recordings: '实测记录',
  onThisPage: '本章问题',
  otherLanguage: 'English',
  otherLanguageLabel: 'English: read this page in English',
  theme: '配色',
  themeSystem: '跟随系统',
  themeLight: '浅色',
  themeDark: '深色',
  permalink: '本节链接',
  copied: '链接已复制',
  say: '先说',
  sayHint: '30 秒',
  more: '再补充',
  moreHint: '两分钟',
  trap: '陷阱',
  wrong: '错：',
  right: '对：',
  next: '接着会问',
  sources: '出处',
  folklore: '常见的错误说法',
  onYourMachine: '自己动手',
  ranOn: '{kernel} 上的输出',
  core: '核心',
  deep: '进阶',
  previous: '上一章',
  nextChapter: '下一章',
  home: '首页',
  figureFailed: '这张图出错了：{message}。你看到的是它的初始画面，页面其余部分不受影响。刷新页面可以重试。',
  notFoundTitle: '找不到页面',
  notFound: '这个地址没有页面。本站各节的地址永不改变，多半是链接不完整或输错了。',
  notFoundHome: '回到章节列表',
  footer: '文字采用 CC BY 4.0，代码采用 MIT 许可。',
};

const strings: Localized<ChromeStrings> = { en, zh };

export function chrome(locale: Locale): ChromeStrings {
  return strings[locale];
}
