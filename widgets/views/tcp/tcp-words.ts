// The words that every TCP figure says. Names of states, flags and calls stay English.
import type { Localized } from '#content/locales.ts';
import type { TimerName, Verdict } from '../../models/tcp/log.ts';
import { type CommonWords, commonWords } from '../figure-words.ts';

export interface TcpWords extends CommonWords {
  readonly diagram: string;
  readonly client: string;
  readonly server: string;
  readonly seq: string;
  readonly data: string;
  readonly again: string;
  readonly old: string;
  readonly lose: string;
  readonly restore: string;
  /** The label of the TIME_WAIT bracket, and the same when it was restarted. */
  readonly wait: string;
  readonly waitAnew: string;
  readonly head: readonly [time: string, who: string, what: string];
  readonly sends: string;
  readonly sendsAgain: string;
  readonly sendsLost: string;
  readonly sendsAgainLost: string;
  readonly sendsHeld: string;
  readonly receives: string;
  readonly enters: string;
  readonly restarts: string;
  readonly calls: string;
  /** What the table says of a call whose name in the model is not the one a programmer knows. */
  readonly said?: Readonly<Record<string, string>>;
  readonly returns: string;
  readonly fires: Partial<Readonly<Record<TimerName, string>>>;
  readonly verdicts: Partial<Readonly<Record<Verdict, string>>> & { readonly other: string };
  readonly delaySlider: string;
  readonly profile: string;
  readonly profiles: readonly [linux: string, rfc: string];
}

export const tcpWords: Localized<TcpWords> = {
  en: {
    ...commonWords.en,
    diagram: 'Segments between client and server, from top to bottom in time',
    client: 'client',
    server: 'server',
    seq: 'seq',
    data: 'data',
    again: 'again',
    old: 'old {segment}',
    lose: 'Lose {segment} of the {side}',
    restore: 'Deliver {segment} of the {side}',
    wait: '2MSL = {length}',
    waitAnew: '2MSL = {length}, started anew',
    head: ['Time', 'Who', 'What'],
    sends: 'sends {segment}',
    sendsAgain: 'sends {segment} again',
    sendsLost: 'sends {segment}, which is lost',
    sendsAgainLost: 'sends {segment} again, which is lost',
    sendsHeld: 'sends {segment}, which is held up in the network',
    receives: 'receives {segment}',
    enters: 'enters {state}',
    restarts: 'restarts TIME_WAIT',
    calls: 'calls {call}',
    returns: '{call} returns {result}',
    fires: {
      retransmission: 'retransmission timer fires',
      'tail-loss-probe': 'tail loss probe fires',
      keepalive: 'keepalive timer fires',
      'time-wait': 'TIME_WAIT is over',
    },
    verdicts: {
      accepted: 'takes the old {segment} for data of the new connection',
      'old-timestamp': 'drops {segment}: its timestamp is older than the last one (PAWS)',
      duplicate: 'drops {segment} as a duplicate',
      'no-connection': 'knows no connection for {segment}',
      'answered-from-time-wait': 'recognises {segment} as repeated and acknowledges it again',
      other: 'does not accept {segment}',
    },
    delaySlider: 'One-way delay',
    profile: 'Behaviour',
    profiles: ['Linux 6.18', 'RFC 9293'],
  },
  zh: {
    ...commonWords.zh,
    diagram: '客户端与服务端之间的报文段，时间自上而下',
    client: '客户端',
    server: '服务端',
    seq: 'seq',
    data: '数据',
    again: '重传',
    old: '旧的 {segment}',
    lose: '让{side}的 {segment} 丢失',
    restore: '让{side}的 {segment} 送达',
    wait: '2MSL = {length}',
    waitAnew: '2MSL = {length}，重新计时',
    head: ['时间', '谁', '发生了什么'],
    sends: '发送 {segment}',
    sendsAgain: '重传 {segment}',
    sendsLost: '发送 {segment}，途中丢失',
    sendsAgainLost: '重传 {segment}，途中丢失',
    sendsHeld: '发送 {segment}，在路上滞留很久',
    receives: '收到 {segment}',
    enters: '进入 {state}',
    restarts: 'TIME_WAIT 重新计时',
    calls: '调用 {call}',
    returns: '{call} 返回 {result}',
    fires: {
      retransmission: '重传定时器到期',
      'tail-loss-probe': '尾部丢包探测 (TLP) 到期',
      keepalive: '保活定时器到期',
      'time-wait': 'TIME_WAIT 结束',
    },
    verdicts: {
      accepted: '把旧的 {segment} 当成新连接的数据收下',
      'old-timestamp': '丢弃 {segment}：时间戳比最近一次见到的还旧 (PAWS)',
      duplicate: '{segment} 是重复的，丢弃',
      'no-connection': '找不到 {segment} 所属的连接',
      'answered-from-time-wait': '认出 {segment} 是重复的，再确认一次',
      other: '不接受 {segment}',
    },
    delaySlider: '单向时延',
    profile: '行为',
    profiles: ['Linux 6.18', 'RFC 9293'],
  },
};
