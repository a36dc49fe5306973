// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { BetWords } from '../../../parts/figure/Bet.tsx';
import type { Caption } from '../../../parts/figure/shell.ts';
import { betWords } from '../../figure-words.ts';
import { type TcpWords, tcpWords } from '../tcp-words.ts';
import type { PresetName } from './state.ts';

type Sides = Readonly<Record<'client' | 'server', string>>;

export interface WhoNoticesWords extends TcpWords {
  readonly bet: BetWords;
  readonly question: string;
  readonly scale: readonly [string, string, string, string, string];
  readonly titles: Sides;
  /** Within a sentence, and at its head. */
  readonly the: Sides;
  readonly The: Sides;
  readonly wire: string;
  readonly h: string;
  readonly min: string;
  readonly sec: string;
  readonly long: string;
  /** Ticks of the axis: 0.1, 1, 10 s, 1, 10 min, 1 h, never. */
  readonly ticks: readonly string[];
  readonly notices: string;
  readonly noticesThenPipe: string;
  readonly never: string;
  readonly fates: Readonly<Record<'kill' | 'off' | 'reboot', string>>;
  readonly happens: Readonly<Record<'cable' | 'kill' | 'off' | 'reboot', string>>;
  readonly gone: Readonly<Record<'off' | 'reboot', string>>;
  readonly silence: string;
  readonly silenceRow: string;
  readonly flag: string;
  readonly probe: string;
  readonly moreRepeats: string;
  readonly moreProbes: string;
  readonly probeRow: string;
  /** One, and more with their {number}. */
  readonly repeats: readonly [string, string];
  readonly probes: readonly [string, string];
  readonly between: string;
  readonly results: Readonly<
    Record<
      | 'never'
      | 'silence'
      | 'silenceOff'
      | 'silenceReboot'
      | 'limitIdle'
      | 'keepGone'
      | 'keepQuiet'
      | 'fin'
      | 'finWrites'
      | 'unread'
      | 'unreadWrites'
      | 'reset'
      | 'resetProbe'
      | 'gaveUp'
      | 'userTimeout'
      | 'probes'
      | 'probesLimited',
      string
    >
  >;
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly controlNames: Readonly<
    Record<'what' | 'gone' | 'unread' | 'keep' | 'time' | 'interval' | 'probes' | 'limit' | 'retries' | 'rows', string>
  >;
  readonly whats: readonly [string, string, string, string];
  readonly traffics: readonly [string, string];
  readonly unreads: readonly [string, string];
  readonly folding: readonly [string, string];
  readonly times: string;
  readonly and: string;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'Who notices?',
    hint: 'Choose what happens to the peer, and what the other side does.',
    proof:
      'Model checked against {count} recordings of Linux 6.18 (scenarios {names}) and RFC 9293, 6298, 8985. Simplified: every timer fires exactly when it is due, while a kernel’s fires late, the longer it runs the later; a reboot takes no time; no ICMP; “never” is a day.',
  },
  zh: {
    title: '谁会发觉？',
    hint: '选对端出了什么事，再选这一边在做什么。',
    proof:
      '模型与 {count} 份 Linux 6.18 抓包（场景 {names}）以及 RFC 9293、6298、8985 核对。简化之处：定时器都准时到期，而真实内核的定时器会晚一点，定得越久晚得越多；重启不花时间；没有 ICMP；“永不”按一天算。',
  },
};

export const strings: Localized<WhoNoticesWords> = {
  en: {
    ...tcpWords.en,
    verdicts: { ...tcpWords.en.verdicts, 'reset-by-receiver': 'has no process left that could take {segment}' },
    said: {
      cut: 'the cable is cut',
      kill: 'the process is killed; its kernel closes the socket',
      off: 'loses power',
      forget: 'reboots and remembers nothing',
      send: 'calls send(), which succeeds',
    },
    bet: betWords.en,
    question: 'Bet before you look: the cable is cut, and the client writes. When does the server notice?',
    scale: ['at once', 'seconds', 'minutes', 'hours', 'never'],
    titles: { client: 'Client', server: 'Server' },
    the: { client: 'the client', server: 'the server' },
    The: { client: 'The client', server: 'The server' },
    wire: 'cable',
    h: 'h',
    min: 'min',
    sec: 's',
    long: '{exact} ({long})',
    ticks: ['0.1 s', '1 s', '10 s', '1 min', '10 min', '1 h', 'never'],
    notices: 'notices after {time}: {call} = {result}',
    noticesThenPipe: 'notices after {time}: {call} = {result}, then send() = EPIPE',
    never: 'never notices',
    fates: {
      kill: 'process gone; its kernel still answers',
      off: 'off: nothing answers',
      reboot: 'up again, remembers nothing',
    },
    happens: { cable: 'cable cut', kill: 'kill -9', off: 'power off', reboot: 'reboot' },
    gone: { off: 'off', reboot: 'no memory' },
    silence: 'no segment, no timer',
    silenceRow: 'is still ESTABLISHED; no segment was sent, no timer ran',
    flag: '{call} = {result}',
    probe: 'probe',
    moreRepeats: '{count} more, {from}–{to} s apart',
    moreProbes: '{count} more probes',
    probeRow: 'a keepalive probe ($&)',
    repeats: ['once', '{number} times'],
    probes: ['1 keepalive probe', '{number} keepalive probes'],
    between: ' ',
    results: {
      never: '{Side}, which sends nothing, **never** notices.',
      silence:
        '**Nobody ever notices.** Nothing is in flight, so no timer runs; a day later both sides are still ESTABLISHED.',
      silenceOff:
        '{Side} **never** notices. It has nothing in flight, so no timer runs; a day later it is still ESTABLISHED.',
      silenceReboot: '{Side} **never** notices. {Peer} would answer its next segment with RST, but no segment is sent.',
      limitIdle: ' TCP_USER_TIMEOUT changes nothing: it guards only what was sent.',
      keepGone: ' Keepalive was on at the side that is gone.',
      keepQuiet: ' Keepalive plays no part while data is in flight.',
      fin: 'The dead process’s kernel sends FIN: after **{time}** recv() returns **0**. The connection stays in CLOSE_WAIT until {side} closes it.',
      finWrites:
        'The dead process’s kernel sends FIN: after **{time}** recv() returns **0**. The next send() **succeeds** and draws RST; the one after it, at {pipe}, fails with **EPIPE**.',
      unread:
        'Data lay unread, so the kernel sends RST and not FIN: after **{time}** recv() fails with **ECONNRESET**.',
      unreadWrites:
        'Data lay unread, so the kernel sends RST and not FIN: after **{time}** recv() fails with **ECONNRESET**, and every later send() with **EPIPE**.',
      reset:
        '{Side} writes, and one round trip later RST comes back: {peer} knows no such connection. After **{time}** recv() fails with **ECONNRESET**.',
      resetProbe:
        '{Side} hears nothing and sends a keepalive probe at {first}. {Peer} is up but knows no such connection: RST, and after **{time}** recv() fails with **ECONNRESET**.',
      gaveUp:
        '{Side} sends its data again {repeats} and gives up at the first timeout beyond the limit of {limit}: after **{time}** recv() fails with **ETIMEDOUT**.',
      userTimeout:
        '{Side} sends its data again {repeats}, until TCP_USER_TIMEOUT ends it, {user} after the first timeout: after **{time}** recv() fails with **ETIMEDOUT**.',
      probes:
        '{Side} hears nothing for {idle}, sends {probes} and gives up: after **{time}** recv() fails with **ETIMEDOUT**.',
      probesLimited:
        '{Side} hears nothing for {idle} and sends {probes}. When the next is due, TCP_USER_TIMEOUT ({user}) is over and ends the connection: after **{time}** recv() fails with **ETIMEDOUT**.',
    },
    presetNames: {
      'cable-cut-idle': 'Cut, idle',
      'cable-cut-sending': 'Cut, sending',
      'process-killed': 'Killed',
      'process-killed-unread': 'Killed, unread',
      'powered-off': 'Power off',
      rebooted: 'Rebooted',
      keepalive: 'Keepalive',
      'user-timeout': 'User timeout',
    },
    controlNames: {
      what: 'What happens',
      gone: 'To whom',
      unread: 'Data it has not read',
      keep: 'Keepalive on',
      time: 'Idle before the first probe',
      interval: 'Between probes',
      probes: 'Probes',
      limit: 'User timeout (0:\u00a0off)',
      retries: 'tcp_retries2',
      rows: 'What is repeated',
    },
    whats: ['cable cut', 'kill -9', 'power off', 'reboot'],
    traffics: ['only waits', 'writes'],
    unreads: ['none', 'some'],
    folding: ['folded', 'in full'],
    times: '',
    and: ', ',
  },
  zh: {
    ...tcpWords.zh,
    verdicts: { ...tcpWords.zh.verdicts, 'reset-by-receiver': '没有进程能收 {segment} 了' },
    said: {
      cut: '网线断开',
      kill: '进程被杀，内核替它关闭套接字',
      off: '断电',
      forget: '重启，什么都不记得',
      send: '调用 send()，成功返回',
    },
    bet: betWords.zh,
    question: '先押一注：网线断了，客户端去写。服务端多久才会发觉？',
    scale: ['立刻', '几秒', '几分钟', '几小时', '永不'],
    titles: { client: '客户端', server: '服务端' },
    the: { client: '客户端', server: '服务端' },
    The: { client: '客户端', server: '服务端' },
    wire: '网线',
    h: '小时',
    min: '分',
    sec: '秒',
    long: '{exact}（{long}）',
    ticks: ['0.1 s', '1 s', '10 s', '1 分', '10 分', '1 小时', '永不'],
    notices: '{time} 后发觉：{call} = {result}',
    noticesThenPipe: '{time} 后发觉：{call} = {result}，再写 send() = EPIPE',
    never: '永远不会发觉',
    fates: { kill: '进程没了，内核还在应答', off: '已断电，没有应答', reboot: '已重启，什么都不记得' },
    happens: { cable: '网线断开', kill: 'kill -9', off: '断电', reboot: '重启' },
    gone: { off: '断电', reboot: '没有记录' },
    silence: '没有报文段，没有定时器',
    silenceRow: '仍是 ESTABLISHED，没有发过报文段，也没有走过定时器',
    flag: '{call} = {result}',
    probe: '探测',
    moreRepeats: '再 {count} 次，相隔 {from}–{to} s',
    moreProbes: '再探测 {count} 次',
    probeRow: 'keepalive 探测 ($&)',
    repeats: ['1 次', '{number} 次'],
    probes: ['1 次', '{number} 次'],
    between: '',
    results: {
      never: '{Side}没有发任何东西，**永远**不会发觉。',
      silence: '**谁也不会发觉。**没有数据在途，就没有定时器在走；过了一天，两边仍是 ESTABLISHED。',
      silenceOff: '{Side}**永远**不会发觉：没有数据在途，就没有定时器在走；过了一天，它仍是 ESTABLISHED。',
      silenceReboot: '{Side}**永远**不会发觉。只要发一个报文段，{peer}就会回 RST，可是它什么也没发。',
      limitIdle: 'TCP_USER_TIMEOUT 也没有用：它只管已经发出去的数据。',
      keepGone: 'keepalive 开在了消失的那一边。',
      keepQuiet: '有数据在途，keepalive 不参与。',
      fin: '进程死了，内核替它发 FIN：**{time}** 后 recv() 返回 **0**。{side}自己不关闭，连接就一直停在 CLOSE_WAIT。',
      finWrites:
        '进程死了，内核替它发 FIN：**{time}** 后 recv() 返回 **0**。接下来的 send() **成功**，换来 RST；{pipe} 时再写，报 **EPIPE**。',
      unread: '还有数据没读，内核发的是 RST，不是 FIN：**{time}** 后 recv() 报 **ECONNRESET**。',
      unreadWrites:
        '还有数据没读，内核发的是 RST，不是 FIN：**{time}** 后 recv() 报 **ECONNRESET**，再写都是 **EPIPE**。',
      reset: '{Side}一写，一个 RTT 之后换来 RST：{peer}不认识这条连接。**{time}** 后 recv() 报 **ECONNRESET**。',
      resetProbe:
        '{Side}一直没有收到东西，{first} 时发出一个 keepalive 探测。{peer}开着机，却不认识这条连接，回 RST：**{time}** 后 recv() 报 **ECONNRESET**。',
      gaveUp:
        '{Side}把数据重传了 {repeats}，在超过 {limit} 门限后的第一次超时放弃：**{time}** 后 recv() 报 **ETIMEDOUT**。',
      userTimeout:
        '{Side}把数据重传了 {repeats}，第一次超时之后 {user}，TCP_USER_TIMEOUT 到期：**{time}** 后 recv() 报 **ETIMEDOUT**。',
      probes:
        '{Side}过了 {idle} 什么也没收到，发了 {probes} keepalive 探测都没有应答，于是放弃：**{time}** 后 recv() 报 **ETIMEDOUT**。',
      probesLimited:
        '{Side}过了 {idle} 什么也没收到，发了 {probes} keepalive 探测。该发下一次时，{user} 的 TCP_USER_TIMEOUT 已过，不再看次数，直接放弃：**{time}** 后 recv() 报 **ETIMEDOUT**。',
    },
    presetNames: {
      'cable-cut-idle': '断线，空闲',
      'cable-cut-sending': '断线，在发送',
      'process-killed': '进程被杀',
      'process-killed-unread': '被杀，有未读数据',
      'powered-off': '断电',
      rebooted: '重启',
      keepalive: 'keepalive',
      'user-timeout': 'User timeout',
    },
    controlNames: {
      what: '出了什么事',
      gone: '出在哪一边',
      unread: '它还没读的数据',
      keep: '哪边开 keepalive',
      time: '空闲多久开始探测',
      interval: '探测间隔',
      probes: '探测次数',
      limit: 'User timeout（0=关）',
      retries: 'tcp_retries2',
      rows: '重复的报文段',
    },
    whats: ['断网线', 'kill -9', '断电', '重启'],
    traffics: ['只等待', '在写'],
    unreads: ['没有', '有'],
    folding: ['折叠', '全部画出'],
    times: '次',
    and: '、',
  },
};
