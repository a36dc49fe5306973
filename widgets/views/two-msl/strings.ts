// The words of the figure, both languages side by side. Names of states, flags and calls stay English.
import type { Localized } from '#content/locales.ts';
import type { TimerName, Verdict } from '../../models/tcp/log.ts';
import type { FigureWords } from '../../parts/figure/Figure.tsx';
import type { Caption } from '../../parts/figure/shell.ts';

export interface TwoMslWords extends FigureWords {
  readonly diagram: string;
  readonly client: string;
  readonly server: string;
  readonly clientTitle: string;
  readonly serverTitle: string;
  readonly seq: string;
  readonly data: string;
  readonly again: string;
  readonly old: string;
  readonly ms: string;
  readonly s: string;
  readonly lose: string;
  readonly restore: string;
  readonly wait: string;
  readonly waitAnew: string;
  readonly head: readonly [string, string, string];
  readonly sends: string;
  readonly sendsAgain: string;
  readonly sendsLost: string;
  readonly sendsHeld: string;
  readonly receives: string;
  readonly enters: string;
  readonly restarts: string;
  readonly calls: string;
  readonly returns: string;
  readonly fires: Partial<Readonly<Record<TimerName, string>>>;
  readonly verdicts: Partial<Readonly<Record<Verdict, string>>> & { readonly other: string };
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
  readonly delaySlider: string;
  readonly mslSlider: string;
  readonly heldSlider: string;
  readonly profile: string;
  readonly profiles: readonly [linux: string, rfc: string];
  readonly waitChoice: string;
  readonly tsChoice: string;
  readonly off: string;
  readonly on: string;
  readonly explain: string;
  readonly notes: Readonly<Record<'clamped' | 'unknown' | 'unreadable' | 'too-long', string>>;
}

export const captions: Localized<Caption> = {
  en: {
    title: '2MSL timeline',
    hint: 'Press a segment to lose it.',
    proof:
      'Model checked against {count} recordings of Linux 6.18 ({names}) and RFC 9293, 6298, 7323. Simplified: no congestion control, one request and one response before the close; in the second scene both connections are given the same initial sequence number.',
  },
  zh: {
    title: '2MSL 时间线',
    hint: '点一个报文段，让它丢失。',
    proof:
      '模型与 {count} 份 Linux 6.18 录制（{names}）以及 RFC 9293、6298、7323 核对。简化之处：没有拥塞控制，关闭前只有一次请求和响应；第二个场景里两条连接使用相同的初始序列号。',
  },
};

export const strings: Localized<TwoMslWords> = {
  en: {
    presets: 'Ready-made states',
    controls: 'Settings',
    copyLink: 'Copy link',
    copied: 'Copied',
    copyByHand: 'The browser does not let a page copy here. Copy by hand:',
    reset: 'Reset',
    events: 'Every event in words',
    diagram: 'Segments between client and server, from top to bottom in time',
    client: 'client',
    server: 'server',
    clientTitle: 'Client (closes first)',
    serverTitle: 'Server',
    seq: 'seq',
    data: 'data',
    again: 'again',
    old: 'old {segment}',
    ms: 'ms',
    s: 's',
    lose: 'Lose {segment} of the {side}',
    restore: 'Deliver {segment} of the {side}',
    wait: '2MSL = {length}',
    waitAnew: '2MSL = {length}, started anew',
    head: ['Time', 'Who', 'What'],
    sends: 'sends {segment}',
    sendsAgain: 'sends {segment} again',
    sendsLost: 'sends {segment}, which is lost',
    sendsHeld: 'sends {segment}, which stays on its way for long',
    receives: 'receives {segment}',
    enters: 'enters {state}',
    restarts: 'starts TIME_WAIT anew',
    calls: 'calls {call}',
    returns: '{call} returns {result}',
    fires: {
      retransmission: 'retransmission timer fires',
      'tail-loss-probe': 'tail loss probe fires',
      'time-wait': 'TIME_WAIT is over',
    },
    verdicts: {
      accepted: 'takes the old {segment} for data of the new connection',
      'old-timestamp': 'drops {segment}: its timestamp is older than the last one (PAWS)',
      duplicate: 'drops {segment} as a duplicate',
      'no-connection': 'knows no connection for {segment}',
      other: 'does not accept {segment}',
    },
    resultPlain:
      'Nothing is lost between the last FIN and its ACK: TIME_WAIT begins at **{begins}**, lasts {wait} and leaves the port free at **{free}**.',
    resultAnew:
      'The client answers FIN number {count} at **{begins}** and starts TIME_WAIT anew: the port is free at **{free}**, not {without}.',
    resultLater: 'The close takes longer: the port is free at **{free}**, not {without}.',
    resultTooShort:
      'TIME_WAIT of {wait} is over at **{free}**, too early: the FIN that comes at **{late}** finds no connection and is answered with RST. The server sees an error after an orderly close.',
    resultNoWait: 'The client never sees the server’s FIN, so there is no TIME_WAIT in this run. It ends at **{end}**.',
    oldAccepted:
      'No wait, no timestamps: at **{arrives}** the old segment falls into the second connection and its bytes are **delivered as new data**. What the client then sends under the same numbers is dropped as a duplicate, and nobody is told.',
    oldAfterWait:
      'The wait of {wait} was shorter than the old segment’s way: at **{arrives}** it falls into the second connection and is **delivered as new data**. The wait protects only if nothing lives longer than one MSL.',
    oldPaws:
      'The old segment arrives at **{arrives}** with a timestamp older than the last one seen: PAWS **drops it** and answers with an ACK. Only data is protected so; a RST is not checked.',
    oldDropped:
      'The old segment arrives at **{arrives}** in the second connection and is **dropped**: its numbers are no longer expected.',
    oldWaited:
      'connect() is refused for {wait}. The old segment arrives at **{arrives}**, finds no connection and is answered with RST: **no harm done**.',
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
    delaySlider: 'One-way delay',
    mslSlider: 'MSL',
    heldSlider: 'Old segment on its way',
    profile: 'Behaviour',
    profiles: ['Linux 6.18', 'RFC 9293'],
    waitChoice: 'TIME_WAIT',
    tsChoice: 'Timestamps',
    off: 'off',
    on: 'on',
    explain: '“{typed}” is not taken: a whole number from {min} to {max}.',
    notes: {
      clamped: 'The link asks for {key} = {received}; the figure shows {used}.',
      unknown: 'The link sets {key}, which this figure does not have.',
      unreadable: 'The link’s value for {key} cannot be read ({received}); the figure shows {used}.',
      'too-long': 'The link is {received} characters long and was not read.',
    },
  },
  zh: {
    presets: '预设',
    controls: '参数',
    copyLink: '复制链接',
    copied: '已复制',
    copyByHand: '浏览器不允许本页写剪贴板，请手动复制：',
    reset: '重置',
    events: '逐条事件',
    diagram: '客户端与服务器之间的报文段，时间自上而下',
    client: '客户端',
    server: '服务器',
    clientTitle: '客户端（先关闭）',
    serverTitle: '服务器',
    seq: 'seq',
    data: '数据',
    again: '重传',
    old: '旧的 {segment}',
    ms: 'ms',
    s: 's',
    lose: '让{side}的 {segment} 丢失',
    restore: '让{side}的 {segment} 送达',
    wait: '2MSL = {length}',
    waitAnew: '2MSL = {length}，重新计时',
    head: ['时间', '谁', '发生了什么'],
    sends: '发送 {segment}',
    sendsAgain: '重传 {segment}',
    sendsLost: '发送 {segment}，途中丢失',
    sendsHeld: '发送 {segment}，在路上滞留很久',
    receives: '收到 {segment}',
    enters: '进入 {state}',
    restarts: 'TIME_WAIT 重新计时',
    calls: '调用 {call}',
    returns: '{call} 返回 {result}',
    fires: {
      retransmission: '重传定时器到期',
      'tail-loss-probe': '尾部丢失探测 (TLP) 到期',
      'time-wait': 'TIME_WAIT 结束',
    },
    verdicts: {
      accepted: '把旧的 {segment} 当成新连接的数据收下',
      'old-timestamp': '丢弃 {segment}：时间戳比最近一次见到的还旧 (PAWS)',
      duplicate: '{segment} 是重复的，丢弃',
      'no-connection': '找不到 {segment} 所属的连接',
      other: '不接受 {segment}',
    },
    resultPlain:
      '最后一个 FIN 和它的 ACK 都没有丢：TIME_WAIT 从 **{begins}** 开始，持续 {wait}，端口在 **{free}** 释放。',
    resultAnew:
      '客户端在 **{begins}** 应答第 {count} 个 FIN，TIME_WAIT 重新计时：端口要到 **{free}** 才释放，而不是 {without}。',
    resultLater: '关闭过程变长：端口在 **{free}** 释放，而不是 {without}。',
    resultTooShort:
      '只有 {wait} 的 TIME_WAIT 在 **{free}** 就结束了，太早：**{late}** 到达的 FIN 找不到连接，得到的是 RST。服务器明明正常关闭，却看到一个错误。',
    resultNoWait: '客户端一直没收到服务器的 FIN，这次没有进入 TIME_WAIT。整个过程在 **{end}** 结束。',
    oldAccepted:
      '没有等待，也没有时间戳：旧报文段在 **{arrives}** 落进第二条连接，其中的字节被**当作新数据交付**。客户端随后用同样的序列号发送的数据反而被当成重复丢弃，双方都毫不知情。',
    oldAfterWait:
      '等待的 {wait} 比旧报文段在路上的时间还短：它在 **{arrives}** 落进第二条连接，被**当作新数据交付**。只有报文段的寿命都不超过一个 MSL，等待才有保护作用。',
    oldPaws:
      '旧报文段在 **{arrives}** 到达，时间戳比最近一次见到的还旧：PAWS 把它**丢弃**，并回一个 ACK。受保护的只有数据，RST 不做这项检查。',
    oldDropped: '旧报文段在 **{arrives}** 到达第二条连接，序列号已经不在期待范围内，被**丢弃**。',
    oldWaited:
      'connect() 在 {wait} 内都被拒绝。旧报文段在 **{arrives}** 到达时找不到连接，得到 RST：**没有造成破坏**。',
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
    delaySlider: '单向时延',
    mslSlider: 'MSL',
    heldSlider: '旧报文段滞留',
    profile: '行为',
    profiles: ['Linux 6.18', 'RFC 9293'],
    waitChoice: 'TIME_WAIT',
    tsChoice: '时间戳',
    off: '关',
    on: '开',
    explain: '“{typed}”无效：请输入 {min} 到 {max} 之间的整数。',
    notes: {
      clamped: '链接要求 {key} = {received}，图中按 {used} 显示。',
      unknown: '链接里的 {key} 不是这张图的参数，已忽略。',
      unreadable: '链接里 {key} 的值无法识别（{received}），图中按 {used} 显示。',
      'too-long': '链接长达 {received} 个字符，没有读取。',
    },
  },
};
