// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Side, State } from '../../../models/tcp/log.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { type TcpWords, tcpWords } from '../tcp-words.ts';
import type { Ending } from './ends.ts';
import type { PresetName, Role } from './state.ts';

export interface CloseLossWords extends TcpWords {
  readonly titles: Readonly<Record<Side, string>>;
  readonly firstTitles: Readonly<Record<Side, string>>;
  readonly the: Readonly<Record<Side, string>>;
  /** The label of FIN_WAIT_2's bracket. */
  readonly limit: string;
  readonly ends: Readonly<Record<Exclude<Ending, 'stays'>, string>>;
  readonly stays: Readonly<Partial<Record<State, string>>>;
  /** FIN_WAIT_2 while a program still holds the socket. */
  readonly staysHeld: string;
  readonly staysElse: string;
  readonly errors: string;
  readonly nobody: string;
  readonly comma: string;
  readonly semicolon: string;
  readonly stop: string;
  readonly space: string;
  readonly unreadLead: Readonly<Record<'close' | 'kill', string>>;
  readonly lingerLead: string;
  readonly lostReset: string;
  readonly killLead: string;
  readonly reads: string;
  /** Behind the name of data that is never read. */
  readonly unread: string;
  /** Calls that stand in the picture. */
  readonly marks: Readonly<Record<string, string>>;
  readonly crossing: string;
  readonly repeats: Readonly<Record<'probe' | 'timer', string>>;
  readonly healed: string;
  readonly four: string;
  readonly three: string;
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly whoChoice: string;
  readonly both: string;
  readonly howMenu: string;
  readonly hows: Readonly<Record<'close' | 'shutdown' | 'linger' | 'kill', string>>;
  readonly unreadChoice: string;
  readonly staysChoice: string;
  readonly pauseSlider: string;
  readonly dataChoice: string;
  readonly lostMenus: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly not: string;
  readonly once: string;
  readonly times: string;
  readonly ever: string;
  readonly more: string;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'How a connection ends',
    hint: 'Press a segment to lose it, press its repetition to lose that one too.',
    proof:
      'Model checked against {count} recordings of Linux 6.18 (scenarios {names}) and RFC 9293, 6298. Simplified: exact timers (Linux rounds long ones up by as much as an eighth), no congestion control.',
  },
  zh: {
    title: '连接怎样结束',
    hint: '点一个报文段，让它丢失；再点它的重传，就再丢一次。',
    proof:
      '模型与 {count} 份 Linux 6.18 抓包（场景 {names}）以及 RFC 9293、6298 核对。简化之处：定时器是精确的（Linux 会把长的定时器向上取整，最多多出八分之一）；没有拥塞控制。',
  },
};

/** Of the figure about ends that are no close; the map of states tells the two apart by their titles. */
export const abortCaptions: Localized<Caption> = {
  en: { ...captions.en, title: 'FIN or RST', hint: 'Press a segment to lose it.' },
  zh: { ...captions.zh, title: 'FIN 还是 RST', hint: '点一个报文段，让它丢失。' },
};

export const strings: Localized<CloseLossWords> = {
  en: {
    ...tcpWords.en,
    titles: { client: 'Client', server: 'Server' },
    firstTitles: { client: 'Client (closes first)', server: 'Server (closes first)' },
    the: { client: 'the client', server: 'the server' },
    limit: 'tcp_fin_timeout',
    ends: {
      waited: '{who} stays in TIME_WAIT until **{at}**',
      acknowledged: '{who} leaves {state} with the last ACK at **{at}**',
      gaveUp: '{who} hears no ACK in {state} and gives up at **{at}**, without RST',
      forgot: '{who} waits in FIN_WAIT_2 for a FIN and forgets the connection at **{at}**',
      reset: 'RST throws {who} out of {state} at **{at}**',
      aborted: '{who} is CLOSED at once, **without TIME_WAIT**',
      refused: '{who}, in {state} and without a program, answers data with **RST** and is gone at **{at}**',
    },
    stays: {
      ESTABLISHED: '{who} **stays ESTABLISHED** and never learns of it',
      'CLOSE-WAIT': '{who} **stays in CLOSE_WAIT** until its program closes',
      'FIN-WAIT-2': '{who} **stays in FIN_WAIT_2**: no timer runs, only a segment can end it',
    },
    staysHeld: '{who} **stays in FIN_WAIT_2**: its program holds the socket, so no timer runs',
    staysElse: '{who} is still in {state} when the figure ends',
    errors: ', and its program sees {errors}',
    nobody: ', and no program is left to be told',
    comma: ', then ',
    semicolon: '; ',
    stop: '.',
    space: ' ',
    unreadLead: {
      close: '{bytes} bytes are still unread when {who} closes, so **RST goes out instead of FIN**.',
      kill: '{bytes} bytes are still unread when {who} is killed, so its kernel sends **RST instead of FIN**.',
    },
    lingerLead: 'With SO_LINGER and time 0, close() sends **RST**, whether everything was read or not.',
    lostReset: 'It is lost, and nobody repeats a RST.',
    killLead:
      'The kernel closes what the killed process had open. Everything was read, so **FIN goes out**, as after close().',
    reads: 'FIN ends one direction only: {who} still reads **{bytes} bytes** after it.',
    unread: ', unread',
    marks: { close: 'close()', shutdown: 'shutdown(SHUT_WR)', kill: 'kill -9', linger: 'SO_LINGER 0' },
    said: { shutdown: 'calls shutdown(SHUT_WR)', kill: 'is killed with kill -9', linger: 'sets SO_LINGER with time 0' },
    crossing: 'The FINs cross, so **both sides** go through CLOSING and TIME_WAIT.',
    repeats: {
      probe: '{who} sends FIN **{count} times**, the first repetition after {after} as a tail loss probe.',
      timer: '{who} sends FIN **{count} times**, the first repetition after {after}.',
    },
    healed: 'The lost ACK is never missed: what {peer} sends next acknowledges the FIN too.',
    four: '**Four segments**: {peer} closes {ms}\u00a0ms after the end of file, and its ACK cannot wait so long.',
    three: '**Three segments**: {peer} closes so soon that its FIN carries the ACK.',
    presetNames: {
      'four-segments': 'Four segments',
      'three-segments': 'Three',
      'first-fin-lost': 'FIN lost',
      'fin-lost-for-ever': '… for ever',
      'fin-ack-lost': 'ACK lost',
      'second-fin-lost': 'Second FIN lost',
      'both-at-once': 'Both at once',
      'half-close': 'Half-close',
      'linger-zero': 'SO_LINGER 0',
      'unread-data': 'Unread data',
      killed: 'kill -9',
    },
    whoChoice: 'Closes first',
    both: 'both',
    howMenu: 'How',
    hows: { close: 'close()', shutdown: 'shutdown(SHUT_WR)', linger: 'close(), SO_LINGER 0', kill: 'kill -9' },
    unreadChoice: 'with unread data',
    staysChoice: 'the other never closes',
    pauseSlider: 'The other waits',
    dataChoice: 'the other still sends',
    lostMenus: 'Lost on the way',
    roles: { fin: 'First FIN', ack: 'Its ACK', fin2: 'Second FIN', last: 'Last ACK' },
    not: 'not',
    once: 'once',
    times: '{count} times',
    ever: 'for ever',
    more: 'More settings',
  },
  zh: {
    ...tcpWords.zh,
    titles: { client: '客户端', server: '服务端' },
    firstTitles: { client: '客户端（先关闭）', server: '服务端（先关闭）' },
    the: { client: '客户端', server: '服务端' },
    limit: 'tcp_fin_timeout',
    ends: {
      waited: '{who}在 TIME_WAIT 停到 **{at}**',
      acknowledged: '{who}在 **{at}** 收到最后的 ACK，离开 {state}',
      gaveUp: '{who}在 {state} 一直等不到 ACK，**{at}** 时放弃，不发 RST',
      forgot: '{who}在 FIN_WAIT_2 等不到 FIN，**{at}** 时丢弃这条连接',
      reset: '{who}在 **{at}** 收到 RST，{state} 就此结束',
      aborted: '{who}立刻 CLOSED，**没有 TIME_WAIT**',
      refused: '{who}在 {state} 已经没有程序，**{at}** 收到数据就回 **RST**，连接随即消失',
    },
    stays: {
      ESTABLISHED: '{who}**停在 ESTABLISHED**，毫不知情',
      'CLOSE-WAIT': '{who}**停在 CLOSE_WAIT**，直到自己的程序关闭',
      'FIN-WAIT-2': '{who}**停在 FIN_WAIT_2**：没有定时器，只有再来一个报文段才能结束',
    },
    staysHeld: '{who}**停在 FIN_WAIT_2**：套接字还在程序手里，所以没有定时器',
    staysElse: '图结束时{who}还在 {state}',
    errors: '，程序看到的是 {errors}',
    nobody: '，没有程序可以通知',
    comma: '，接着 ',
    semicolon: '；',
    stop: '。',
    space: '',
    unreadLead: {
      close: '{who}关闭时还有 {bytes} 字节没读，所以**发的不是 FIN，是 RST**。',
      kill: '{who}被杀时还有 {bytes} 字节没读，所以内核**发的不是 FIN，是 RST**。',
    },
    lingerLead: 'SO_LINGER 打开且时间为 0，不管读没读完，close() 都发 **RST**。',
    lostReset: '它在途中丢了，而 RST 没有人重传。',
    killLead: '进程被杀，它打开的东西由内核来关。数据都读完了，所以和 close() 一样，**发的是 FIN**。',
    reads: 'FIN 只结束一个方向：{who}在那之后又读到 **{bytes} 字节**。',
    unread: '（未读）',
    marks: { close: 'close()', shutdown: 'shutdown(SHUT_WR)', kill: 'kill -9', linger: 'SO_LINGER 0' },
    said: { shutdown: '调用 shutdown(SHUT_WR)', kill: '被 kill -9 杀掉', linger: '设置 SO_LINGER，时间为 0' },
    crossing: '两个 FIN 在路上交错，**两边**都经过 CLOSING 和 TIME_WAIT。',
    repeats: {
      probe: '{who}一共发了 **{count}** 次 FIN，第一次重传在 {after} 之后，是尾部丢包探测（TLP）。',
      timer: '{who}一共发了 **{count}** 次 FIN，第一次重传在 {after} 之后。',
    },
    healed: '丢掉的 ACK 从头到尾没用上：{peer}接着发的报文段也确认了这个 FIN。',
    four: '**四个报文段**：{peer}在读到 EOF 之后 {ms}\u00a0ms 才关闭，ACK 等不了那么久，只能单独走。',
    three: '**三个报文段**：{peer}关得够快，FIN 带上了 ACK。',
    presetNames: {
      'four-segments': '四次挥手',
      'three-segments': '三次',
      'first-fin-lost': 'FIN 丢失',
      'fin-lost-for-ever': 'FIN 次次都丢',
      'fin-ack-lost': 'ACK 丢失',
      'second-fin-lost': '第二个 FIN 丢失',
      'both-at-once': '同时关闭',
      'half-close': '半关闭',
      'linger-zero': 'SO_LINGER 0',
      'unread-data': '未读数据',
      killed: 'kill -9',
    },
    whoChoice: '先关闭的一方',
    both: '同时',
    howMenu: '关闭方式',
    hows: { close: 'close()', shutdown: 'shutdown(SHUT_WR)', linger: 'close()，SO_LINGER 0', kill: 'kill -9' },
    unreadChoice: '带着未读数据',
    staysChoice: '另一方一直不关',
    pauseSlider: '另一方先等',
    dataChoice: '另一方还要发数据',
    lostMenus: '途中丢失',
    roles: { fin: '第一个 FIN', ack: '它的 ACK', fin2: '第二个 FIN', last: '最后的 ACK' },
    not: '不丢',
    once: '1 次',
    times: '{count} 次',
    ever: '次次都丢',
    more: '更多参数',
  },
};
