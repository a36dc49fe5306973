// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../parts/figure/shell.ts';
import { type CommonWords, commonWords } from '../figure-words.ts';
import type { PresetName } from './state.ts';

export interface PortBudgetWords extends CommonWords {
  readonly chart: string;
  readonly allTuples: string;
  readonly allPorts: string;
  readonly tuples: string;
  readonly oneTuple: string;
  readonly ports: string;
  readonly fails: string;
  readonly s: string;
  readonly perSecond: string;
  readonly rateSlider: string;
  readonly portSlider: string;
  readonly portUnit: string;
  readonly destinationSlider: string;
  readonly destinationUnit: string;
  readonly waitSlider: string;
  readonly reuse: string;
  readonly where: string;
  readonly places: readonly [network: string, loopback: string];
  readonly bind: string;
  readonly ts: string;
  readonly head: readonly [string, string, string];
  readonly program: string;
  readonly kernel: string;
  readonly later: string;
  readonly rowFirst: string;
  readonly rowFree: string;
  readonly rowSteady: string;
  readonly rowFails: string;
  readonly rowOverflows: string;
  readonly rowLater: string;
  readonly resultEnough: string;
  readonly resultFails: string;
  readonly resultOverflows: string;
  readonly presetNames: Readonly<Record<PresetName, string>>;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'Port budget',
    hint: 'Raise the rate until it breaks.',
    proof:
      'Model checked against {count} recordings of Linux 6.18 (scenarios {names}): 20 ports, three destinations, every value of tcp_tw_reuse, tcp_max_tw_buckets, bind() first with connections that stay open. Simplified: a connection is closed as soon as it is open, calls come evenly.',
  },
  zh: {
    title: '端口预算',
    hint: '提高速率，直到失败。',
    proof:
      '模型与 {count} 份 Linux 6.18 抓包（场景 {names}）核对：20 个端口、三个目标、tcp_tw_reuse 的每个取值、tcp_max_tw_buckets，以及连接不关闭时先 bind()。简化之处：连接建立后立即关闭，调用均匀到来。',
  },
};

export const strings: Localized<PortBudgetWords> = {
  en: {
    ...commonWords.en,
    chart: 'Occupied four-tuples or ports over time',
    allTuples: 'all {count} four-tuples',
    allPorts: 'all {count} ports',
    tuples: '{count} four-tuples',
    oneTuple: 'one four-tuple',
    ports: '{count} ports, whatever the destination',
    fails: '{call}: {errno}',
    s: 's',
    perSecond: '/s',
    rateSlider: 'New connections',
    portSlider: 'Ports',
    portUnit: 'ports',
    destinationSlider: 'Destinations (address and port)',
    destinationUnit: '',
    waitSlider: 'TIME_WAIT',
    reuse: 'tcp_tw_reuse',
    where: 'Reached over',
    places: ['network', 'loopback'],
    bind: 'bind() before connect()',
    ts: 'Timestamps',
    head: ['Time', 'Who', 'What'],
    program: 'program',
    kernel: 'kernel',
    later: 'later',
    rowFirst: 'opens and closes its first connection; the four-tuple goes into TIME_WAIT',
    rowFree: 'can give out the first four-tuple again',
    rowSteady: '{occupied} four-tuples are occupied from now on: as many become free as are taken',
    rowOverflows:
      'reaches tcp_max_tw_buckets: from now on connections are closed without TIME_WAIT (TCPTimeWaitOverflow)',
    rowFails: '{call} fails for the first time: {errno}',
    rowLater: '{waiting} entries in TIME_WAIT; about {rate} new connections per second succeed at most',
    resultEnough:
      'It holds: a rate of **{rate}** per second stays within the **{limit}** that {tuples} allow, each blocked for {occupied}. There are {waiting} entries in TIME_WAIT.',
    resultFails:
      'After **{at}** {call} fails with **{errno}**: {tuples}, each blocked for {occupied}, allow **{limit}** connections per second. Every call fails until {occupied}, and {percent} % of them in the long run.',
    resultOverflows:
      'It holds, but without protection: after **{at}** there are **{waiting}** entries in TIME_WAIT, which is tcp_max_tw_buckets. From then on the kernel closes connections without TIME_WAIT and counts them in TCPTimeWaitOverflow.',
    presetNames: {
      default: 'One destination',
      'one-hundred-destinations': '100 destinations',
      'reuse-on': 'tcp_tw_reuse = 1',
      'bind-first': '100, bind() first',
    },
  },
  zh: {
    ...commonWords.zh,
    chart: '被占用的四元组或端口数量随时间的变化',
    allTuples: '全部 {count} 个四元组',
    allPorts: '全部 {count} 个端口',
    tuples: '{count} 个四元组',
    oneTuple: '1 个四元组',
    ports: '{count} 个端口（不分目标）',
    fails: '{call}：{errno}',
    s: 's',
    perSecond: '个/秒',
    rateSlider: '新建连接',
    portSlider: '端口',
    portUnit: '个',
    destinationSlider: '目标（地址加端口）',
    destinationUnit: '个',
    waitSlider: 'TIME_WAIT',
    reuse: 'tcp_tw_reuse',
    where: '经由',
    places: ['网络', '回环'],
    bind: '先 bind() 再 connect()',
    ts: '时间戳',
    head: ['时间', '谁', '发生了什么'],
    program: '程序',
    kernel: '内核',
    later: '之后',
    rowFirst: '建立并关闭第一条连接，四元组进入 TIME_WAIT',
    rowFree: '第一个四元组可以再次使用',
    rowSteady: '此后一直有 {occupied} 个四元组被占用：释放多少就占用多少',
    rowOverflows: '达到 tcp_max_tw_buckets：此后关闭的连接不再进入 TIME_WAIT（计入 TCPTimeWaitOverflow）',
    rowFails: '{call} 第一次失败：{errno}',
    rowLater: 'TIME_WAIT 共 {waiting} 个；每秒最多约 {rate} 条新连接能成功',
    resultEnough:
      '够用：每秒 **{rate}** 条新连接，不超过上限 **{limit}** 条（{tuples}，每个占用 {occupied}）。TIME_WAIT 稳定在 {waiting} 个。',
    resultFails:
      '**{at}** 后 {call} 开始失败，错误码 **{errno}**：{tuples}，每个占用 {occupied}，每秒只够 **{limit}** 条连接。在 {occupied} 之前调用全部失败，长期来看失败 {percent}%。',
    resultOverflows:
      '够用，但失去了保护：**{at}** 后 TIME_WAIT 达到 **{waiting}** 个，也就是 tcp_max_tw_buckets。此后内核关闭连接时不再进入 TIME_WAIT，并计入 TCPTimeWaitOverflow。',
    presetNames: {
      default: '一个目标',
      'one-hundred-destinations': '100 个目标',
      'reuse-on': 'tcp_tw_reuse = 1',
      'bind-first': '100 个，先 bind()',
    },
  },
};
