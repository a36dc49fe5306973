// The words of the page of recordings; what differs from the usual answer stands in content/recordings.yaml.
import type { Locale, Localized } from '#content/locales.ts';

export interface RecordingStrings {
  readonly title: string;
  readonly description: string;
  readonly lead: string;
  readonly surprises: string;
  readonly surprisesLead: string;
  readonly usual: string;
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
  readonly isReplayed: string;
  readonly cases: string;
  readonly laboratories: string;
}

const strings: Localized<RecordingStrings> = {
  en: {
    title: 'Recordings',
    description:
      'What real systems do: where they differ from the usual answers, with the recordings as JSON files that the models of this book are checked against.',
    lead: 'What real systems did: kernels segment by segment, TLS programs record by record, browsers cookie by cookie. Each laboratory says how it recorded, and its scripts are in the repository.',
    surprises: 'Where it differs from the usual answer',
    surprisesLead:
      'Each line names the recordings it was read from. Where a figure of this book does the same, a link opens it in that state.',
    usual: 'Usual answer',
    evidence: 'Recorded in',
    see: 'See it in the figure',
    proof: 'What the models are checked against',
    proofLead:
      'To replay a recording is to run the model through the same and to compare. For TCP that means the same calls, delays and losses, and then the same segments in the same order with the same flags, lengths and numbers, the same states, the same results and errors of every call, and times within 40 ms or 13 % of the nominal value, whichever is more. For TLS it means every secret, key, Finished and signature, computed from the key exchange on, and every record opened; for certificates and cookies, the recorded verdict. The tests fail if a recording is neither replayed nor left out with a reason.',
    model: 'Model',
    replayed: 'Recordings replayed',
    properties: 'Tried with chance',
    tried: '{count} properties in {cases} seeded scenarios',
    leftOut: 'Not replayed, and why:',
    all: 'All recordings',
    isReplayed: 'replayed by {model}',
    cases: '{count} cases',
    laboratories: 'Laboratories',
  },
  zh: {
    title: '实测记录',
    description: '真实系统到底怎么做：与常见答案不同的地方，以及本书模型用来核对的实测记录 (JSON)。',
    lead: '真实系统的行为：内核逐个报文段，TLS 程序逐条记录，浏览器逐个 cookie。每组实验都写明做法，脚本在代码仓库里，可以重做。',
    surprises: '与常见答案不同的地方',
    surprisesLead: '每一条都注明出自哪几份记录。本书的图能重现的，点链接就会打开那个状态。',
    usual: '常见答案',
    evidence: '见于',
    see: '在图里看',
    proof: '模型与什么核对',
    proofLead:
      '所谓重放，是让模型经历同样的事，再逐项比较。对 TCP 来说，是同样的调用、时延和丢包：报文段的顺序、标志、长度、序列号，双方的状态，每个调用的返回值和错误，都必须相同；时间与标称值之差不超过 40 毫秒或 13%，取较大者。TLS 则从密钥交换开始，算出每一个密钥、Finished 和签名，解开每一条记录；证书和 cookie 要得出同样的结论。一份记录如果既没有重放，也没有写明不重放的理由，测试就不通过。',
    model: '模型',
    replayed: '重放的记录',
    properties: '随机检验',
    tried: '{count} 条性质，{cases} 个带种子的场景',
    leftOut: '没有重放的，以及理由：',
    all: '全部记录',
    isReplayed: '由 {model} 重放',
    cases: '{count} 个用例',
    laboratories: '各组实验',
  },
};

export function recordingStrings(locale: Locale): RecordingStrings {
  return strings[locale];
}
