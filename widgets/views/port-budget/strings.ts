// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../parts/figure/shell.ts';
import { type CommonWords, commonWords } from '../figure-words.ts';
import type { PresetName } from './state.ts';

export interface PortBudgetWords extends CommonWords {
  readonly chart: string;
  readonly allTuples: string;
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
  readonly rowLater: string;
  readonly resultEnough: string;
  readonly resultFails: string;
  readonly presetNames: Readonly<Record<PresetName, string>>;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'Port budget',
    hint: 'Raise the rate until it breaks.',
    proof:
      'Model checked against {count} recordings of Linux 6.18 (scenario {names}): 20 ports, three destinations, every value of tcp_tw_reuse, bind() first. Simplified: a connection is closed as soon as it is open, calls come evenly.',
  },
  zh: {
    title: '端口预算',
    hint: '提高速率，直到失败。',
    proof:
      '模型与 {count} 份 Linux 6.18 抓包（场景 {names}）核对：20 个端口、三个目的地、tcp_tw_reuse 的每个取值、先 bind()。简化之处：连接建立后立即关闭，调用均匀到来。',
  },
};

export const strings: Localized<PortBudgetWords> = {
  en: {
    ...commonWords.en,
    chart: 'Occupied four-tuples over time',
    allTuples: 'all {count} four-tuples',
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
    rowFails: '{call} fails for the first time: {errno}',
    rowLater: '{waiting} entries in TIME_WAIT; about {rate} new connections per second succeed at most',
    resultEnough:
      'It holds: **{rate}** connections per second stay within the **{limit}** per second that {tuples} four-tuples allow, each blocked for {occupied}. There are {waiting} entries in TIME_WAIT.',
    resultFails:
      'After **{at}** {call} fails with **{errno}**: {tuples} four-tuples, each blocked for {occupied}, allow **{limit}** connections per second. From then on {percent} % of the calls fail.',
    presetNames: {
      default: 'One destination',
      'one-hundred-destinations': '100 destinations',
      'reuse-on': 'tcp_tw_reuse = 1',
      'bind-first': '100, bind() first',
    },
  },
  zh: {
    ...commonWords.zh,
    chart: '被占用的四元组数量随时间的变化',
    allTuples: '全部 {count} 个四元组',
    fails: '{call}：{errno}',
    s: '秒',
    perSecond: '个/秒',
    rateSlider: '新建连接',
    portSlider: '端口',
    portUnit: '个',
    destinationSlider: '目的地（地址加端口）',
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
    rowFails: '{call} 第一次失败：{errno}',
    rowLater: 'TIME_WAIT 共 {waiting} 个；每秒最多约 {rate} 条新连接能成功',
    resultEnough:
      '够用：每秒 **{rate}** 条新连接，不超过上限 **{limit}** 条（{tuples} 个四元组，每个占用 {occupied}）。TIME_WAIT 稳定在 {waiting} 个。',
    resultFails:
      '**{at}** 后 {call} 开始失败，错误码 **{errno}**：{tuples} 个四元组，每个占用 {occupied}，每秒只够 **{limit}** 条连接。此后 {percent}% 的调用会失败。',
    presetNames: {
      default: '一个目的地',
      'one-hundred-destinations': '100 个目的地',
      'reuse-on': 'tcp_tw_reuse = 1',
      'bind-first': '100 个，先 bind()',
    },
  },
};
