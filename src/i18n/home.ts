// The words of the first page.
import type { Locale, Localized } from '#content/locales.ts';

interface HomeStrings {
  readonly title: string;
  readonly headline: string;
  readonly lead: string;
  readonly start: string;
  readonly tryIt: string;
  readonly chapters: string;
  readonly count: string;
}

const strings: Localized<HomeStrings> = {
  en: {
    title: 'networking interview notes that run',
    headline: 'Networking interview notes that run',
    lead: '2MSL answers the networking questions that interviewers ask, first as you would say it aloud, then down to the clause of the RFC. Its figures are models of the protocols that run in the page, checked against recordings of real systems.',
    start: 'Start with “{chapter}”',
    tryIt: 'Below, a connection closes and its last ACK is lost. Press any segment to lose it or to let it through.',
    chapters: 'Chapters',
    count: '{chapters} chapters so far, with answers to {questions} questions.',
  },
  zh: {
    title: '能运行的网络面试笔记',
    headline: '能运行的网络面试笔记',
    lead: '2MSL 回答面试官会问的网络问题：先给出可以直接说出口的答案，再一路讲到 RFC 的具体条款。书里的图是在页面中运行的协议模型，并且与真实系统的抓包记录核对过。',
    start: '从“{chapter}”读起',
    tryIt: '下图中一条连接正在关闭，最后一个 ACK 丢了。点任意一个报文段可以让它丢失或送达。',
    chapters: '章节',
    count: '目前有 {chapters} 章，回答 {questions} 个问题。',
  },
};

export function home(locale: Locale): HomeStrings {
  return strings[locale];
}
