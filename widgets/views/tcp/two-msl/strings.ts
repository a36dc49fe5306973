// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { type TcpWords, tcpWords } from '../tcp-words.ts';

export interface TwoMslWords extends TcpWords {
  readonly clientTitle: string;
  readonly serverTitle: string;
  readonly resultPlain: string;
  readonly resultAnew: string;
  readonly resultLater: string;
  readonly resultTooShort: string;
  readonly resultNoWait: string;
  readonly oldAccepted: string;
  readonly oldAfterWait: string;
  readonly oldPaws: string;
  readonly oldDropped: string;
  readonly oldWaited: string;
  readonly oldEarly: string;
  readonly oldNothing: string;
  readonly oldLost: string;
  readonly presetNames: Readonly<
    Record<'final-ack-lost' | 'nothing-lost' | 'lost-three-times' | 'old-segment-no-wait', string>
  >;
  readonly lostSlider: string;
  readonly times: string;
  readonly mslSlider: string;
  /** Under the slider, when Linux is given another wait than its own. */
  readonly mslConstant: string;
  /** At the end of the old segment. */
  readonly oldVerdicts: Readonly<Record<'accepted' | 'dropped' | 'refused', string>>;
  readonly heldSlider: string;
  readonly waitChoice: string;
  readonly tsChoice: string;
}

export const captions: Localized<Caption> = {
  en: {
    title: '2MSL timeline',
    hint: 'Press a segment to lose it.',
    proof:
      'Model checked against {count} recordings of Linux 6.18 (scenarios {names}) and RFC 9293, 6298, 7323. Simplified: no congestion control, one request and one response before the close; in the second scene both connections are given the same initial sequence number.',
  },
  zh: {
    title: '2MSL 时间线',
    hint: '点一个报文段，让它丢失。',
    proof:
      '模型与 {count} 份 Linux 6.18 抓包（场景 {names}）以及 RFC 9293、6298、7323 核对。简化之处：没有拥塞控制，关闭前只有一次请求和响应；第二个场景里两条连接使用相同的初始序列号。',
  },
};

export const strings: Localized<TwoMslWords> = {
  en: {
    ...tcpWords.en,
    clientTitle: 'Client (closes first)',
    serverTitle: 'Server',
    resultPlain:
      'Nothing is lost between the last FIN and its ACK: TIME_WAIT begins at **{begins}**, lasts {wait} and leaves the four-tuple free at **{free}**.',
    resultAnew:
      'The server’s FIN comes again, and each copy starts TIME_WAIT anew. The last answer leaves at **{begins}**, so the four-tuple is free at **{free}**, not {without}.',
    resultLater: 'The close takes longer: the four-tuple is free at **{free}**, not {without}.',
    resultTooShort:
      'TIME_WAIT of {wait} is over at **{free}**, too early: the FIN that comes at **{late}** finds no connection and is answered with RST. The server sees an error after an orderly close.',
    resultNoWait: 'The client never sees the server’s FIN, so there is no TIME_WAIT in this run. It ends at **{end}**.',
    oldAccepted:
      'No wait, no timestamps: at **{arrives}** the old segment falls into the second connection and its bytes are **delivered as new data**. What the client then sends under the same numbers is dropped as a duplicate, and nobody is told.',
    oldAfterWait:
      'The wait of {wait} was shorter than the old segment’s way: at **{arrives}** it falls into the second connection and is **delivered as new data**. The wait protects only if nothing lives longer than one MSL.',
    oldPaws:
      'The old segment arrives at **{arrives}** with a timestamp older than the last one seen: PAWS **drops it** and answers with an ACK. Only data is protected this way; a RST is not checked.',
    oldDropped:
      'The old segment arrives at **{arrives}** in the second connection and is **dropped**: its numbers are no longer expected.',
    oldWaited:
      'connect() at {tried} fails with EADDRNOTAVAIL: the four-tuple waits for {wait}. The old segment arrives at **{arrives}**, finds no connection and is answered with RST: **no harm done**.',
    oldEarly:
      'The old segment arrives at **{arrives}**, outside any connection, and is answered with RST: no harm done.',
    oldNothing:
      'The old segment arrives at **{arrives}** while the first connection is still there, and is dropped as a duplicate.',
    oldLost: 'The old segment is lost on its way, and with it the danger.',
    presetNames: {
      'final-ack-lost': 'Final ACK lost',
      'nothing-lost': 'Nothing lost',
      'lost-three-times': 'Lost 3 times',
      'old-segment-no-wait': 'An old segment',
    },
    lostSlider: 'Final ACK lost',
    times: 'times',
    mslSlider: 'MSL',
    mslConstant:
      'In Linux this is no setting: TIME_WAIT is a constant of {wait}. You are looking at a kernel that nobody ships.',
    oldVerdicts: { accepted: 'taken as new data', dropped: 'dropped', refused: 'no connection: RST' },
    heldSlider: 'Old segment delayed by',
    waitChoice: 'TIME_WAIT',
    tsChoice: 'Timestamps',
  },
  zh: {
    ...tcpWords.zh,
    clientTitle: '客户端（先关闭）',
    serverTitle: '服务端',
    resultPlain:
      '最后一个 FIN 和它的 ACK 都没有丢：TIME_WAIT 从 **{begins}** 开始，持续 {wait}，四元组在 **{free}** 释放。',
    resultAnew:
      '服务端重传 FIN，每到一个，TIME_WAIT 就重新计时。最后一次应答在 **{begins}** 发出，四元组要到 **{free}** 才释放，而不是 {without}。',
    resultLater: '关闭过程变长：四元组在 **{free}** 释放，而不是 {without}。',
    resultTooShort:
      '只有 {wait} 的 TIME_WAIT 在 **{free}** 就结束了，太早：**{late}** 到达的 FIN 找不到连接，得到的是 RST。服务端明明正常关闭，却看到一个错误。',
    resultNoWait: '客户端一直没收到服务端的 FIN，这次没有进入 TIME_WAIT。整个过程在 **{end}** 结束。',
    oldAccepted:
      '没有等待，也没有时间戳：旧报文段在 **{arrives}** 落进第二条连接，其中的字节被**当作新数据交付**。客户端随后用同样的序列号发送的数据反而被当成重复丢弃，双方都毫不知情。',
    oldAfterWait:
      '等待的 {wait} 比旧报文段在路上的时间还短：它在 **{arrives}** 落进第二条连接，被**当作新数据交付**。只有报文段的寿命都不超过一个 MSL，等待才有保护作用。',
    oldPaws:
      '旧报文段在 **{arrives}** 到达，时间戳比最近一次见到的还旧：PAWS 把它**丢弃**，并回一个 ACK。受保护的只有数据，RST 不做这项检查。',
    oldDropped: '旧报文段在 **{arrives}** 到达第二条连接，序列号已经不在期待范围内，被**丢弃**。',
    oldWaited:
      '{tried} 时 connect() 报 EADDRNOTAVAIL：四元组要等 {wait}。旧报文段在 **{arrives}** 到达时找不到连接，得到 RST：**没有造成破坏**。',
    oldEarly: '旧报文段在 **{arrives}** 到达，不属于任何连接，得到 RST：没有造成破坏。',
    oldNothing: '旧报文段在 **{arrives}** 到达时第一条连接还在，被当作重复丢弃。',
    oldLost: '旧报文段在途中丢了，危险也随之消失。',
    presetNames: {
      'final-ack-lost': '最后的 ACK 丢失',
      'nothing-lost': '什么都没丢',
      'lost-three-times': '丢三次',
      'old-segment-no-wait': '旧报文段',
    },
    lostSlider: '最后的 ACK 丢失',
    times: '次',
    mslSlider: 'MSL',
    mslConstant: 'Linux 没有这个设置：TIME_WAIT 是常量 {wait}。现在看到的是一个没人发行的内核。',
    oldVerdicts: { accepted: '当作新数据收下', dropped: '丢弃', refused: '没有连接：RST' },
    heldSlider: '旧报文段滞留',
    waitChoice: 'TIME_WAIT',
    tsChoice: '时间戳',
  },
};
