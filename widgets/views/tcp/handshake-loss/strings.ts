// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { type TcpWords, tcpWords } from '../tcp-words.ts';
import type { PresetName } from './state.ts';

/** One and many. */
type Counted = readonly [one: string, many: string];

export interface HandshakeWords extends TcpWords {
  readonly clientTitle: string;
  readonly serverTitle: string;
  /** Between two sentences, and between two losses. */
  readonly between: string;
  readonly and: string;
  readonly lossOne: string;
  readonly lossMany: string;
  readonly synCount: Counted;
  readonly synAckCount: Counted;
  readonly segmentCount: Counted;
  readonly connectPlain: string;
  readonly connectLate: string;
  readonly connectFails: string;
  readonly heard: string;
  readonly heardLate: string;
  readonly acceptPlain: string;
  readonly acceptByData: string;
  readonly acceptLateData: string;
  readonly acceptLate: string;
  readonly acceptNever: string;
  readonly serverMute: string;
  readonly learnsByWriting: string;
  readonly learns: string;
  readonly learnsNever: string;
  readonly refused: string;
  readonly refusedLate: string;
  readonly oldReset: string;
  readonly oldAsks: string;
  readonly oldUnanswered: string;
  readonly oldTwo: string;
  readonly oldLost: string;
  readonly fullSyn: string;
  readonly fullFails: string;
  readonly fullAck: string;
  readonly fullAckNever: string;
  readonly fullAbort: string;
  readonly dropped: string;
  readonly queueFull: string;
  readonly rowFull: string;
  readonly rowAccepts: string;
  readonly presetNames: Readonly<Partial<Record<PresetName, string>>>;
  readonly synSlider: string;
  readonly synackSlider: string;
  readonly ackSlider: string;
  readonly seedSlider: string;
  readonly anotherRun: string;
  readonly first: string;
  readonly speakers: readonly [nobody: string, client: string, server: string];
  readonly sysctls: readonly [syn: string, linear: string, synAck: string];
  readonly counts: readonly [syn: string, synAck: string];
  readonly versions: readonly [linux: string, before65: string, rfc: string];
  readonly heldSlider: string;
  readonly fullChoice: string;
  readonly fullWhen: readonly [syn: string, ack: string];
  readonly acceptsSlider: string;
  readonly abortChoice: string;
  readonly curve: string;
  readonly curveExample: string;
  readonly curveOwn: string;
  readonly curveAck: string;
  readonly curveResult: string;
  readonly curveResultFails: string;
  readonly curveResultHalf: string;
  readonly curveResultFew: string;
  /** Behind a number. */
  readonly percent: string;
  readonly pick: string;
  readonly pickedOutcome: string;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'Losses in the handshake',
    hint: 'Press a segment to lose it.',
    proof:
      'Model checked against {count} recordings of Linux 6.18 (scenarios {names}) and RFC 9293, 6298. Simplified: timers fire on time (Linux up to an eighth late); if a repeated SYN and the server’s timer are due together, the SYN comes first; chance loses SYN, SYN-ACK and pure ACKs of the client, never data; a client that speaks first sends a millisecond after connect() has returned, so that ACK and data can be told apart.',
  },
  zh: {
    title: '握手丢包',
    hint: '点一个报文段，让它丢失。',
    proof:
      '模型与 {count} 份 Linux 6.18 抓包（场景 {names}）以及 RFC 9293、6298 核对。简化之处：定时器准时到期（Linux 最多会晚八分之一）；重传的 SYN 与服务端定时器同时到期时，SYN 在先；随机丢失的只有 SYN、SYN-ACK 和客户端的纯 ACK，不含数据；客户端先说话时，connect() 返回 1 毫秒后才发数据，好让 ACK 和数据在图上分得开。',
  },
};

export const strings: Localized<HandshakeWords> = {
  en: {
    ...tcpWords.en,
    verdicts: {
      ...tcpWords.en.verdicts,
      duplicate: 'recognises {segment} as repeated',
      challenged: 'has had {segment} before',
      'unacceptable-ack': 'refuses {segment}: it acknowledges nothing of this connection',
      overflow: 'drops {segment}: the accept queue is full',
    },
    clientTitle: 'Client',
    serverTitle: 'Server',
    between: ' ',
    and: ' and ',
    lossOne: 'one lost {segment}',
    lossMany: '{count} lost {segment}s',
    synCount: ['one SYN', '{count} SYNs'],
    synAckCount: ['one SYN-ACK', '{count} SYN-ACKs'],
    segmentCount: ['one segment', '{count} segments'],
    connectPlain: 'connect() returns after **{at}**, one round trip.',
    connectLate: 'connect() returns at **{at}**, not {without}: {losses} cost **{cost}**.',
    connectFails: 'connect() fails with **{error}** at **{at}**, after {syns} SYNs without an answer.',
    heard: 'The server did answer, with {answers}, but none got through; it forgets the client at {end}.',
    heardLate: 'The server did answer, with {answers}, but nothing came in time; it forgets the client at {end}.',
    acceptPlain: 'accept() returns at **{at}**, half a round trip later.',
    acceptByData:
      'The ACK is lost, but the data sent right after it carry the same acknowledgement: accept() returns at **{at}**.',
    acceptLateData:
      'The ACK is lost, and so is the first data segment; its repeat makes up for both: accept() returns at **{at}**, not {without}.',
    acceptLate:
      'The ACK is lost: the client is ESTABLISHED, the server still in SYN_RECV. It repeats its SYN-ACK, and accept() returns at **{at}**, not {without}.',
    acceptNever: 'No ACK gets through: the server gives up at **{end}**, and accept() never returns.',
    serverMute: 'Until then the server’s program has no connection to write to.',
    learnsByWriting:
      'The client is still ESTABLISHED. It writes at {wrote}, gets RST back and finds out at **{at}**: **{error}**.',
    learns: 'The client finds out at **{at}**: **{error}**.',
    learnsNever: 'The client stays ESTABLISHED; as it only waits, it never finds out.',
    refused:
      'Nobody listens on this port: the SYN is answered with RST, and connect() fails with **ECONNREFUSED** after **{at}**, one round trip. An answer needs no timer.',
    refusedLate: 'connect() fails with **ECONNREFUSED** at **{at}**, not {without}: {losses} cost **{cost}**.',
    oldReset:
      'The old SYN arrives at **{arrives}**. The server asks with SYN-ACK, gets **RST** back and drops the request at **{end}**; accept() never returns.',
    oldAsks:
      'The old SYN arrives at **{arrives}**. The server asks with {asks} until a **RST** gets through at **{end}**; accept() never returns.',
    oldUnanswered:
      'The old SYN arrives at **{arrives}**. The server asks with {asks}, hears nothing and gives up at **{end}**; accept() never returns.',
    oldTwo:
      'If two segments were enough, it would have had a connection at {arrives}, with a client that closed at {closed}.',
    oldLost: 'The old SYN is lost on its way. The server never hears of it.',
    fullSyn:
      'The accept queue is full, so Linux drops {dropped} and says nothing. The program accepts from {accepts} on; connect() returns at **{at}**, as if the network had lost them.',
    fullFails:
      'The accept queue is full until {accepts}. Linux drops {dropped} and says nothing; connect() fails with **{error}** at **{at}**.',
    fullAck:
      'The client is ESTABLISHED at **{at}**, but the accept queue has filled up: Linux drops {dropped} from the client and says nothing. The program accepts from {accepts} on and gets this connection at **{accepted}**.',
    fullAckNever:
      'The client is ESTABLISHED at **{at}**, but the accept queue has filled up: Linux drops {dropped} from the client, says nothing and gives up at **{end}**.',
    fullAbort:
      'The client is ESTABLISHED at **{at}**, but the accept queue has filled up. With tcp_abort_on_overflow the server answers with RST: **ECONNRESET** at **{reset}**.',
    dropped: '{segment}, dropped',
    queueFull: 'queue full',
    rowFull: 'has a full accept queue from now on',
    rowAccepts: 'program calls accept() from now on: the queue has room',
    presetNames: {
      'syn-lost': 'SYN lost',
      'synack-lost': 'SYN-ACK lost',
      'ack-lost-client-silent': 'ACK lost',
      'all-syns-lost': 'All SYNs lost',
      'nothing-lost': 'Nothing lost',
      'old-syn': 'Old SYN',
      'closed-port': 'Closed port',
      'full-backlog': 'Full queue',
    },
    synSlider: 'SYNs lost',
    synackSlider: 'SYN-ACKs lost',
    ackSlider: 'ACKs lost',
    seedSlider: 'Seed of chance',
    anotherRun: 'Another run',
    first: 'Who speaks first',
    speakers: ['nobody', 'client', 'server'],
    sysctls: ['tcp_syn_retries', 'tcp_syn_linear_\u200btimeouts', 'tcp_synack_retries'],
    counts: ['SYN repeated', 'SYN-ACK repeated'],
    versions: ['Linux 6.18', 'Linux ≤\u00a06.4', 'RFC 9293'],
    heldSlider: 'SYN on its way for',
    fullChoice: 'Queue is full when',
    fullWhen: ['SYN comes', 'ACK comes'],
    acceptsSlider: 'accept() called at',
    abortChoice: 'tcp_abort_on_overflow',
    curve: 'Share of handshakes whose connect() has returned, over time',
    curveExample:
      'Time until connect() returns. No loss rate is set, so this is an example: {count} handshakes that lose 20 % of SYNs and SYN-ACKs.',
    curveOwn:
      'Time until connect() returns, in {count} handshakes that lose {syn} % of SYNs and {synack} % of SYN-ACKs.',
    curveAck:
      'Time until connect() returns, in {count} handshakes. A lost ACK delays none of them: connect() does not wait for it.',
    curveResult: 'Half are connected after **{half}**, 99 % after **{most}**; none fails.',
    curveResultFails:
      'Half are connected after **{half}**, 99 % after **{most}**; **{fails}** fail with ETIMEDOUT at {end}.',
    curveResultHalf: 'Half are connected after **{half}**; **{fails}** fail with ETIMEDOUT at {end}.',
    curveResultFew: '**{fails}** fail with ETIMEDOUT at {end}.',
    percent: '\u00a0%',
    pick: 'Show a run that takes',
    pickedOutcome: '{outcome} ({share} of them)',
  },
  zh: {
    ...tcpWords.zh,
    verdicts: {
      ...tcpWords.zh.verdicts,
      duplicate: '认出 {segment} 是重复的',
      challenged: '{segment} 以前收到过',
      'unacceptable-ack': '拒绝 {segment}：它确认的不是这条连接的内容',
      overflow: '丢弃 {segment}：全连接队列已满',
    },
    clientTitle: '客户端',
    serverTitle: '服务端',
    between: '',
    and: '和 ',
    lossOne: '1 个 {segment}',
    lossMany: '{count} 个 {segment}',
    synCount: ['1 个 SYN', '{count} 个 SYN'],
    synAckCount: ['1 个 SYN-ACK', '{count} 个 SYN-ACK'],
    segmentCount: ['1 个报文段', '{count} 个报文段'],
    connectPlain: 'connect() 用了 **{at}** 返回，正好一个 RTT。',
    connectLate: 'connect() 到 **{at}** 才返回，而不是 {without}：丢了 {losses}，多花 **{cost}**。',
    connectFails: 'connect() 在 **{at}** 失败，报 **{error}**：发了 {syns} 个 SYN，没有等到应答。',
    heard: '服务端其实应答过 {answers}，但没有一个到达；它在 {end} 忘掉了这个客户端。',
    heardLate: '服务端其实应答过 {answers}，但没有一个及时到达；它在 {end} 忘掉了这个客户端。',
    acceptPlain: 'accept() 再晚半个 RTT，在 **{at}** 返回。',
    acceptByData: 'ACK 丢了也无妨：紧跟其后的数据带着同样的确认，accept() 在 **{at}** 就返回了。',
    acceptLateData: 'ACK 和第一个数据段都丢了，数据重传时一并补上：accept() 到 **{at}** 才返回，而不是 {without}。',
    acceptLate:
      'ACK 丢了：客户端已是 ESTABLISHED，服务端还在 SYN_RECV。等它重传 SYN-ACK，accept() 到 **{at}** 才返回，而不是 {without}。',
    acceptNever: '一个 ACK 也没有到达：服务端在 **{end}** 放弃，accept() 始终没有返回。',
    serverMute: '在此之前，服务端程序还没有连接，想写也写不了。',
    learnsByWriting: '客户端仍是 ESTABLISHED，到 {wrote} 写数据，得到 RST，**{at}** 才知道：**{error}**。',
    learns: '客户端在 **{at}** 得知：**{error}**。',
    learnsNever: '客户端一直是 ESTABLISHED，只等不写，永远不会知道。',
    refused:
      '这个端口没人监听：SYN 得到的应答是 RST，connect() 用了 **{at}**（一个 RTT）就失败，报 **ECONNREFUSED**。有应答，就用不着等定时器。',
    refusedLate: 'connect() 在 **{at}** 失败，报 **ECONNREFUSED**，而不是 {without}：丢了 {losses}，多花 **{cost}**。',
    oldReset:
      '旧 SYN 在 **{arrives}** 到达。服务端用 SYN-ACK 询问，得到 **RST**，在 **{end}** 作罢；accept() 始终没有返回。',
    oldAsks:
      '旧 SYN 在 **{arrives}** 到达。服务端先后用 {asks} 询问，直到 **{end}** 才有一个 **RST** 到达；accept() 始终没有返回。',
    oldUnanswered:
      '旧 SYN 在 **{arrives}** 到达。服务端用 {asks} 询问，没有回音，在 **{end}** 放弃；accept() 始终没有返回。',
    oldTwo: '假如两次握手就够，它在 {arrives} 就已经有了一条连接，而对面的客户端早在 {closed} 就关闭了。',
    oldLost: '旧 SYN 在途中丢了，服务端从来不知道有过它。',
    fullSyn:
      '全连接队列满了，Linux 丢弃 {dropped}，什么也不回。程序从 {accepts} 起调用 accept()，connect() 到 **{at}** 返回，就像是网络丢了包。',
    fullFails:
      '全连接队列到 {accepts} 才有空位。Linux 丢弃 {dropped}，什么也不回；connect() 在 **{at}** 失败，报 **{error}**。',
    fullAck:
      '客户端在 **{at}** 就是 ESTABLISHED，可是全连接队列刚好满了：Linux 丢弃客户端的 {dropped}，什么也不回。程序从 {accepts} 起调用 accept()，到 **{accepted}** 才拿到这条连接。',
    fullAckNever:
      '客户端在 **{at}** 就是 ESTABLISHED，可是全连接队列刚好满了：Linux 丢弃客户端的 {dropped}，什么也不回，在 **{end}** 放弃。',
    fullAbort:
      '客户端在 **{at}** 就是 ESTABLISHED，可是全连接队列刚好满了。开了 tcp_abort_on_overflow，服务端回 RST：**{reset}** 报 **ECONNRESET**。',
    dropped: '{segment}，被丢弃',
    queueFull: '队列已满',
    rowFull: '从现在起全连接队列已满',
    rowAccepts: '程序从现在起调用 accept()，队列有空位了',
    presetNames: {
      'syn-lost': 'SYN 丢失',
      'synack-lost': 'SYN-ACK 丢失',
      'ack-lost-client-silent': 'ACK 丢失',
      'all-syns-lost': 'SYN 全丢',
      'nothing-lost': '什么都没丢',
      'old-syn': '旧 SYN',
      'closed-port': '端口没人监听',
      'full-backlog': '队列满',
    },
    synSlider: 'SYN 丢包率',
    synackSlider: 'SYN-ACK 丢包率',
    ackSlider: 'ACK 丢包率',
    seedSlider: '随机种子',
    anotherRun: '换一次',
    first: '谁先说话',
    speakers: ['都不说', '客户端', '服务端'],
    sysctls: ['tcp_syn_retries', 'tcp_syn_linear_\u200btimeouts', 'tcp_synack_retries'],
    counts: ['SYN 重传', 'SYN-ACK 重传'],
    versions: ['Linux 6.18', 'Linux ≤\u00a06.4', 'RFC 9293'],
    heldSlider: '旧 SYN 滞留',
    fullChoice: '什么到达时队列已满',
    fullWhen: ['SYN', 'ACK'],
    acceptsSlider: '开始 accept() 的时刻',
    abortChoice: 'tcp_abort_on_overflow',
    curve: 'connect() 已经返回的握手所占的比例，随时间变化',
    curveExample: 'connect() 要多久才返回。现在没有设丢包率，这里以各丢 20% 的 SYN 和 SYN-ACK 为例：{count} 次握手。',
    curveOwn: 'connect() 要多久才返回：{count} 次握手，SYN 丢 {syn}%，SYN-ACK 丢 {synack}%。',
    curveAck: 'connect() 要多久才返回：{count} 次握手。丢的只是 ACK，一次都不会变慢，因为 connect() 不等它。',
    curveResult: '一半在 **{half}** 内连上，99% 在 **{most}** 内连上；没有失败的。',
    curveResultFails: '一半在 **{half}** 内连上，99% 在 **{most}** 内连上；**{fails}** 在 {end} 报 ETIMEDOUT。',
    curveResultHalf: '一半在 **{half}** 内连上；**{fails}** 在 {end} 报 ETIMEDOUT。',
    curveResultFew: '**{fails}** 在 {end} 报 ETIMEDOUT。',
    percent: '%',
    pick: '看一次这样的握手',
    pickedOutcome: '{outcome}（占 {share}）',
  },
};
