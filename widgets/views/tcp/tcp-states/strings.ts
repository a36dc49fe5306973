// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { type CommonWords, commonWords } from '../../figure-words.ts';
import type { EventName } from './roads.ts';
import type { looks, PresetName } from './state.ts';
import type { Exit } from './steps.ts';

export type Look = Exclude<(typeof looks)[number], 'none'>;

export interface TcpStatesWords extends CommonWords {
  readonly map: string;
  readonly client: string;
  readonly server: string;
  readonly head: readonly [time: string, who: string, what: string];
  readonly presetNames: Readonly<Record<PresetName, string>>;
  /** The run that another figure left, and before the result whose it is. */
  readonly above: string;
  readonly aboveOf: string;
  readonly aboveMissing: string;
  readonly stepSlider: string;
  /** What stands behind the number of the step: how many there are. */
  readonly of: string;
  readonly back: string;
  readonly next: string;
  /** How events are called on the map, and in sentences. */
  readonly signs: Readonly<Record<EventName, string>>;
  readonly inWords: Readonly<Record<EventName, string>>;
  readonly steps: Readonly<Record<'calls' | 'callsAndSends' | 'receives' | 'receivesAndSends' | 'waits', string>>;
  readonly exits: Readonly<Record<Exit, string>>;
  readonly told: string;
  readonly now: string;
  readonly before: string;
  readonly empty: string;
  readonly isIn: string;
  readonly and: string;
  readonly summaries: Readonly<Record<'one' | 'both' | 'bothClosing' | 'none' | 'open' | 'openTogether', string>>;
  readonly legend: string;
  /** What the state means, who is in it, how it ends; and its name in ss. */
  readonly states: Readonly<Record<Look, readonly [meaning: string, ss: string]>>;
  readonly ss: string;
}

const calls = { 'listen()': 'listen()', 'connect()': 'connect()', 'close()': 'close()', SEND: 'SEND' } as const;
const segments = { SYN: 'SYN', 'SYN-ACK': 'SYN-ACK', RST: 'RST', FIN: 'FIN', '2MSL': '2MSL' } as const;

export const captions: Localized<Caption> = {
  en: {
    title: 'The states of a connection',
    hint: 'Press a state to read what it means.',
    proof:
      'The map is figure 5 of RFC 9293, and the dotted road its note 2; a test compares both with the model. Tracks are runs of the model, checked against {count} recordings of Linux 6.18 (scenarios {names}).',
  },
  zh: {
    title: '一条连接的各个状态',
    hint: '点一个状态，看它是什么意思。',
    proof:
      '路线就是 RFC 9293 的图 5，虚线是图下的注 2；有测试拿它与模型逐条对照。图上走的是模型的运行结果，模型与 {count} 份 Linux 6.18 抓包（场景 {names}）核对。',
  },
};

export const strings: Localized<TcpStatesWords> = {
  en: {
    ...commonWords.en,
    map: 'State diagram of TCP',
    client: 'client',
    server: 'server',
    head: ['Time', 'Who', 'What'],
    presetNames: {
      close: 'Close',
      open: 'Open',
      'simultaneous-close': 'Both close at once',
      'simultaneous-open': 'Both open at once',
    },
    above: 'Run of another figure',
    aboveOf: 'Run of “{title}”. ',
    aboveMissing: 'No other figure on this page has run yet; the map shows a close.',
    stepSlider: 'Step',
    of: 'of {count}',
    back: 'Back',
    next: 'Next',
    signs: { ...calls, ...segments, 'ACK of SYN': 'ACK of SYN', 'ACK of FIN': 'ACK of FIN', 'FIN+ACK': 'FIN+ACK' },
    inWords: {
      ...calls,
      ...segments,
      'ACK of SYN': 'the ACK of the SYN',
      'ACK of FIN': 'the ACK of the FIN',
      'FIN+ACK': 'FIN with the ACK of the own FIN',
    },
    steps: {
      calls: 'calls {event}: {from} → {to}',
      callsAndSends: 'calls {event}, which sends {sends}: {from} → {to}',
      receives: 'receives {event}: {from} → {to}',
      receivesAndSends: 'receives {event}, answer {sends}: {from} → {to}',
      waits: 'has waited 2MSL: {from} → {to}',
    },
    exits: {
      'rst-arrived': 'receives RST and leaves the map: {from} → {to}',
      'rst-sent': 'sends RST and leaves the map: {from} → {to}',
      'gave-up': 'gives up after its last repetition and leaves the map: {from} → {to}',
      'fin-timeout': 'has no process and stops waiting for FIN (tcp_fin_timeout): {from} → {to}',
      closed: 'forgets the connection and leaves the map: {from} → {to}',
    },
    told: 'Step **{step}** of {count}, at **{time}**: the {who} {what}. {rest}',
    now: 'Now {where}.',
    before: 'Before the first of {count} steps: {where}.',
    empty: 'In this run no end has left CLOSED.',
    isIn: 'the {who} is in **{state}**',
    and: ', ',
    summaries: {
      one: 'Of the two only the **{who}** has been in TIME_WAIT.',
      both: 'Both have been in TIME_WAIT.',
      bothClosing: 'The FINs crossed: both have been in **CLOSING**, and both in TIME_WAIT.',
      none: 'Nobody has been in TIME_WAIT: {where}.',
      open: 'Both are in **ESTABLISHED**, each by its own road.',
      openTogether: 'The SYNs crossed: both came to **ESTABLISHED** through SYN_RECEIVED, and nobody was in LISTEN.',
    },
    legend:
      '. Above the line: what happens, a call or a segment that arrives. Below: what is sent. Not drawn: from any state a RST, or giving up, leads to CLOSED (×).',
    states: {
      CLOSED: [
        'No state at all: there is no record of a connection. So it is before the first call and after the last segment.',
        'no line (an unused socket: UNCONN)',
      ],
      LISTEN: [
        'A server waits for SYNs after listen(). On Linux the listening socket stays here for good; each connection gets a record of its own. SEND has no call in the sockets interface.',
        'LISTEN',
      ],
      SYN_SENT: [
        'The client has sent SYN and waits in connect(). Ends with a SYN-ACK, a RST, or when its repetitions are used up.',
        'SYN-SENT',
      ],
      SYN_RECEIVED: [
        'A SYN was answered with SYN-ACK, which is repeated until its ACK arrives. At a Linux server this is a small request that no program can close yet.',
        'SYN-RECV',
      ],
      ESTABLISHED: [
        'Both directions are open and data may flow. It has no clock: without data and keep-alive it lasts although the peer is long gone.',
        'ESTAB',
      ],
      FIN_WAIT_1: [
        'This end closed first; its FIN is on the way and not yet acknowledged. Normally lasts one round trip; the FIN is repeated until it is.',
        'FIN-WAIT-1',
      ],
      FIN_WAIT_2: [
        'The own FIN is acknowledged, the peer has not closed. The RFC waits for ever; Linux drops a socket that no process holds after tcp_fin_timeout.',
        'FIN-WAIT-2',
      ],
      CLOSE_WAIT: [
        'The peer has closed, this program has not. Only its own close() ends it: many of them are a bug in the program here.',
        'CLOSE-WAIT',
      ],
      CLOSING: [
        'Both sent FIN before they saw the other’s. Lasts until the own FIN is acknowledged; rare to see.',
        'CLOSING',
      ],
      LAST_ACK: ['The end that closed second waits for the ACK of its FIN, repeating the FIN meanwhile.', 'LAST-ACK'],
      TIME_WAIT: [
        'Both FINs are acknowledged. This end waits 2MSL, 60 s on Linux, for old segments to die, and answers a repeated FIN.',
        'TIME-WAIT',
      ],
    },
    ss: 'ss prints',
  },
  zh: {
    ...commonWords.zh,
    map: 'TCP 状态图',
    client: '客户端',
    server: '服务端',
    head: ['时间', '谁', '发生了什么'],
    presetNames: {
      close: '关闭',
      open: '打开',
      'simultaneous-close': '同时关闭',
      'simultaneous-open': '同时打开',
    },
    above: '别的图的运行',
    aboveOf: '“{title}”的运行。',
    aboveMissing: '本页别的图还没有运行，这里先画一次关闭。',
    stepSlider: '步骤',
    of: '/ {count}',
    back: '上一步',
    next: '下一步',
    signs: {
      ...calls,
      ...segments,
      'ACK of SYN': 'SYN 的 ACK',
      'ACK of FIN': 'FIN 的 ACK',
      'FIN+ACK': 'FIN+ACK',
    },
    inWords: {
      ...calls,
      ...segments,
      'ACK of SYN': '对 SYN 的 ACK',
      'ACK of FIN': '对 FIN 的 ACK',
      'FIN+ACK': 'FIN，其中带着对己方 FIN 的 ACK',
    },
    steps: {
      calls: '调用 {event}：{from} → {to}',
      callsAndSends: '调用 {event}，发出 {sends}：{from} → {to}',
      receives: '收到 {event}：{from} → {to}',
      receivesAndSends: '收到 {event}，回 {sends}：{from} → {to}',
      waits: '等满 2MSL：{from} → {to}',
    },
    exits: {
      'rst-arrived': '收到 RST，离开状态图：{from} → {to}',
      'rst-sent': '发出 RST，离开状态图：{from} → {to}',
      'gave-up': '重传次数用尽，放弃，离开状态图：{from} → {to}',
      'fin-timeout': '没有进程持有，不再等 FIN (tcp_fin_timeout)：{from} → {to}',
      closed: '丢掉连接的记录，离开状态图：{from} → {to}',
    },
    told: '第 **{step}** 步（共 {count} 步），**{time}**：{who}{what}。{rest}',
    now: '此刻{where}。',
    before: '共 {count} 步，尚未开始：{where}。',
    empty: '这次运行里，没有哪一端离开过 CLOSED。',
    isIn: '{who}在 **{state}**',
    and: '，',
    summaries: {
      one: '两端之中只有**{who}**经过 TIME_WAIT。',
      both: '两端都经过 TIME_WAIT。',
      bothClosing: '两个 FIN 在路上交错：两端都经过 **CLOSING**，也都经过 TIME_WAIT。',
      none: '没有哪一端经过 TIME_WAIT：{where}。',
      open: '两端各走各的路，都到了 **ESTABLISHED**。',
      openTogether: '两个 SYN 在路上交错：两端都经过 SYN_RECEIVED 到达 **ESTABLISHED**，没有谁在 LISTEN。',
    },
    legend:
      '。横线上面是发生的事：一个调用，或收到的报文段；下面是发出的报文段。没画出来的：任何状态遇到 RST 或放弃，都直接到 CLOSED（×）。',
    states: {
      CLOSED: [
        '其实不算状态：没有任何连接记录。第一个调用之前、最后一个报文段之后都是如此。',
        '不显示（没用过的套接字是 UNCONN）',
      ],
      LISTEN: [
        '服务端调用 listen() 之后等待 SYN。在 Linux 上，监听套接字一直留在这里，每条连接另有自己的记录。SEND 在套接字接口里没有对应的调用。',
        'LISTEN',
      ],
      SYN_SENT: ['客户端发出了 SYN，在 connect() 里等。收到 SYN-ACK 或 RST 就结束，或者重传次数用尽。', 'SYN-SENT'],
      SYN_RECEIVED: [
        '对方的 SYN 已经用 SYN-ACK 应答，在等它的 ACK，期间重传 SYN-ACK。在 Linux 服务端，这只是一条小小的连接请求，程序还没法关闭它。',
        'SYN-RECV',
      ],
      ESTABLISHED: [
        '两个方向都通，可以收发数据。它没有时限：不发数据、没开保活，对端早就不在了也还停在这里。',
        'ESTAB',
      ],
      FIN_WAIT_1: ['本端先关闭，FIN 已发出，还没得到确认。通常一个 RTT 就过去；没有确认就重传 FIN。', 'FIN-WAIT-1'],
      FIN_WAIT_2: [
        '己方的 FIN 已被确认，对端还没关闭。RFC 会一直等下去；Linux 对没有进程持有的套接字只等 tcp_fin_timeout。',
        'FIN-WAIT-2',
      ],
      CLOSE_WAIT: [
        '对端已经关闭，本端的程序还没有。只有自己调用 close() 才能结束：大量堆积就是本端程序的 bug。',
        'CLOSE-WAIT',
      ],
      CLOSING: ['双方都在看到对方的 FIN 之前发出了自己的 FIN。等己方 FIN 得到确认就结束，很少见到。', 'CLOSING'],
      LAST_ACK: ['后关闭的一端在等自己 FIN 的 ACK，期间重传 FIN。', 'LAST-ACK'],
      TIME_WAIT: [
        '双方的 FIN 都已确认。本端再等 2MSL（Linux 上是 60 秒），让旧报文段消失，并应答重传来的 FIN。',
        'TIME-WAIT',
      ],
    },
    ss: 'ss 里显示为',
  },
};
