// The words of the page of recordings; what differs from the usual answer stands in content/recordings.yaml.
import type { Locale, Localized } from '#content/locales.ts';

export interface RecordingStrings {
  readonly title: string;
  readonly description: string;
  readonly lead: string;
  readonly surprises: string;
  readonly surprisesLead: string;
  readonly usual: string;
  readonly observed: string;
  readonly evidence: string;
  readonly see: string;
  readonly proof: string;
  readonly proofLead: string;
  readonly model: string;
  readonly replayed: string;
  readonly properties: string;
  readonly tried: string;
  readonly leftOut: string;
  readonly all: string;
  readonly allLead: string;
  readonly isReplayed: string;
}

const strings: Localized<RecordingStrings> = {
  en: {
    title: 'Recordings',
    description:
      'What Linux 6.18 really does with TCP: where it differs from the usual answers, with the recordings as JSON files that the models of this book are checked against.',
    lead: 'What a real kernel did, segment by segment. Two network namespaces are joined by a relay that adds the delay and drops exactly the segments that its rules name; one-way delay 50 ms unless the file says otherwise.',
    surprises: 'Where Linux differs from the usual answer',
    surprisesLead:
      'Each line names the recordings it was read from. Where a figure of this book does the same, a link opens it in that state.',
    usual: 'Usual answer',
    observed: 'What Linux 6.18 did',
    evidence: 'Recorded in',
    see: 'See it in the figure',
    proof: 'What the models are checked against',
    proofLead:
      'To replay a recording is to run the model through the same calls, delays and losses and to compare: the same segments in the same order with the same flags, lengths and numbers, the same states, the same results and errors of every call, and times within 40 ms or 13 % of the nominal value, whichever is more. The tests fail if a recording is neither replayed nor left out with a reason.',
    model: 'Model',
    replayed: 'Recordings replayed',
    properties: 'Tried with chance',
    tried: '{count} properties in {cases} seeded scenarios',
    leftOut: 'Not replayed by the TCP model, and why:',
    all: 'All recordings',
    allLead:
      'Kernel timers are late, never early: up to 32 ms below 2 s, up to 2 s at a minute. A model gives the nominal time. Each file is JSON, a line for each event.',
    isReplayed: 'replayed by {model}',
  },
  zh: {
    title: '抓包记录',
    description: 'Linux 6.18 的 TCP 到底怎么做：与常见答案不同的地方，以及本书模型用来核对的抓包记录 (JSON)。',
    lead: '真实内核的行为，逐个报文段记录。两个网络命名空间由一个转发程序相连，它负责加时延，并只丢弃规则点名的报文段。除非文件另有说明，单向时延都是 50 ms。',
    surprises: 'Linux 与常见答案不同的地方',
    surprisesLead: '每一条都注明出自哪几份抓包。本书的图能重现的，点链接就会打开那个状态。',
    usual: '常见答案',
    observed: 'Linux 6.18 的实际行为',
    evidence: '见于',
    see: '在图里看',
    proof: '模型与什么核对',
    proofLead:
      '所谓重放，是让模型经历同样的调用、时延和丢包，再逐项比较：报文段的顺序、标志、长度、序列号，双方的状态，每个调用的返回值和错误，都必须相同；时间与标称值之差不超过 40 毫秒或 13%，取较大者。一份抓包如果既没有重放，也没有写明不重放的理由，测试就不通过。',
    model: '模型',
    replayed: '重放的抓包',
    properties: '随机检验',
    tried: '{count} 条性质，{cases} 个带种子的场景',
    leftOut: 'TCP 模型没有重放的，以及理由：',
    all: '全部抓包',
    allLead:
      '内核定时器只会晚，不会早：2 秒以内最多晚 32 毫秒，一分钟左右最多晚 2 秒。模型给出的是标称时间。文件是 JSON，每个事件一行，说明为英文。',
    isReplayed: '由 {model} 重放',
  },
};

export function recordingStrings(locale: Locale): RecordingStrings {
  return strings[locale];
}
