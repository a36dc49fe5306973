// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Role } from '../../models/framing/stream.ts';
import type { Caption } from '../../parts/figure/shell.ts';
import { type CommonWords, commonWords } from '../figure-words.ts';
import type { StripName } from './frames.ts';
import type { FramerState, PresetName } from './state.ts';
import type { Wrong } from './typed.ts';

type Framed = Exclude<FramerState['framing'], 'none'>;

export interface FramerWords extends CommonWords {
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly head: readonly [time: string, who: string, what: string];
  readonly client: string;
  readonly server: string;
  readonly decoder: string;

  // What can be set.
  readonly messages: string;
  readonly messagesHint: string;
  readonly inputs: readonly [label: string, text: string, hex: string];
  readonly wrong: Readonly<Record<Wrong['code'], string>>;
  readonly tooLongForLink: string;
  readonly framing: string;
  readonly framings: Readonly<Record<FramerState['framing'], string>>;
  readonly size: string;
  readonly delimiter: string;
  readonly own: string;
  readonly escape: string;
  readonly field: string;
  readonly order: readonly [label: string, big: string, little: string];
  readonly signed: string;
  readonly limit: string;
  readonly lie: readonly [label: string, true_: string, one: string, hundred: string, most: string];
  readonly liar: string;
  readonly chunk: string;
  readonly fragment: string;
  readonly writes: readonly [label: string, each: string, parts: string, once: string, hand: string];
  readonly writeSizes: string;
  readonly gap: string;
  readonly nagle: string;
  readonly cork: string;
  readonly mss: string;
  readonly delay: string;
  readonly ask: string;
  readonly reader: readonly [label: string, eager: string, paced: string, hand: string];
  readonly every: string;
  readonly buffer: string;
  readonly readSizes: string;
  readonly sizesWrong: string;
  readonly udpChoice: string;
  readonly bytes: string;
  readonly sender: string;
  readonly network: string;
  readonly receiver: string;

  // The picture.
  readonly picture: string;
  readonly strips: Readonly<Record<StripName, string>>;
  readonly counts: Readonly<Record<StripName | 'hand', string>>;
  readonly roles: Readonly<Record<Exclude<Role, 'payload'>, string>>;
  readonly endOf: Readonly<Partial<Record<StripName, string>>>;
  readonly clock: string;
  readonly delayedAck: string;
  readonly waits: string;
  readonly fails: string;
  readonly gotTitle: string;
  readonly gotUdp: string;
  readonly gotNothing: string;
  readonly more: string;
  readonly quote: string;
  readonly longText: string;
  readonly isMessage: string;
  readonly messageName: string;
  readonly pieceOf: string;
  readonly alteredOf: string;
  readonly nothingSent: string;
  readonly and: string;
  readonly cutOff: string;
  readonly datagramIs: string;

  // The result.
  readonly space: string;
  readonly nothing: string;
  readonly noDelimiter: string;
  readonly tooLongFor: string;
  readonly whole: string;
  readonly wholeOne: string;
  readonly brokenOne: string;
  readonly noBoundary: string;
  readonly lucky: string;
  readonly torn: string;
  readonly because: Readonly<Record<Framed, string>>;
  readonly delimiterInside: string;
  readonly padded: string;
  readonly leftOut: string;
  readonly outOfStep: string;
  readonly waitsLong: string;
  readonly waitsOn: string;
  readonly waitsHuge: string;
  readonly tooLong: string;
  readonly negative: string;
  readonly failed: string;
  readonly stopped: string;
  readonly answer: string;
  readonly answerNagle: string;
  readonly noAnswer: string;
  readonly udp: string;
  readonly udpCut: string;

  // The rows of the table.
  readonly segmentName: string;
  readonly ackName: string;
  readonly answerName: string;
  readonly rowWrite: string;
  readonly rowSends: string;
  readonly rowGets: string;
  readonly rowRead: string;
  readonly rowWhole: string;
  readonly rowBroken: string;
  readonly rowWaits: string;
  readonly rowFails: string;
  readonly rowAnswer: string;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'Sticky-packet framer',
    hint: 'Edit a message, choose a framing, drag a boundary.',
    proof:
      'Segments and times: TCP model checked against {count} recordings of Linux 6.18 (scenarios {names}). Decoders: checked against the vectors of RFC 6455, 9112, 1662 and 3629 and of Protocol Buffers, and against Node and ws. Simplified: nothing is lost, what is sent in a row arrives at one instant, the congestion window never closes.',
  },
  zh: {
    title: '粘包分帧实验台',
    hint: '改消息，选分帧方式，拖动边界。',
    proof:
      '报文段和时间：TCP 模型与 {count} 份 Linux 6.18 抓包（场景 {names}）核对。解码器：与 RFC 6455、9112、1662、3629 和 Protocol Buffers 的测试向量以及 Node、ws 核对。简化之处：不丢包，连续发出的数据同时到达，拥塞窗口不收缩。',
  },
};

export const strings: Localized<FramerWords> = {
  en: {
    ...commonWords.en,
    presetNames: {
      glued: 'Glued',
      'length-prefix': 'Length prefix',
      'delimiter-in-data': 'Delimiter in data',
      'split-character': 'Split character',
      'length-lies': 'Length lies',
      'length-4gb': '4 GB',
      'length-negative': 'Negative',
      'nagle-write-write-read': 'Nagle: write, write, read',
      'nodelay-write-write-read': 'The same, no delay',
      udp: 'UDP',
      'ten-thousand-bytes': '10,000 bytes',
    },
    head: ['Time', 'Who', 'What'],
    client: 'sender',
    server: 'receiver',
    decoder: 'decoder',
    messages: 'Messages, one a line',
    messagesHint: '\\n, \\x00 and A\\{100} work',
    inputs: ['Typed as', 'text', 'hex'],
    wrong: {
      'hex-digit-invalid':
        'Line {line}, character {at}: “{text}” is not a hexadecimal digit. What stands before it is sent.',
      'hex-digits-odd': 'Line {line}, character {at}: “{text}” stands alone; a byte has two digits.',
      'input-too-long': 'Line {line}: the figure sends {limit} bytes at most. The rest stays here and is not sent.',
      'too-many': 'The figure sends 12 messages at most; line {line} and what follows stays here.',
    },
    tooLongForLink: 'The messages are too long for a link; it holds the first {longest} characters.',
    framing: 'Framing',
    framings: {
      none: 'none',
      fixed: 'fixed length',
      delimiter: 'delimiter',
      'length-prefix': 'length prefix',
      chunked: 'chunked',
      websocket: 'WebSocket',
    },
    size: 'Length of each message',
    delimiter: 'Delimiter',
    own: 'own',
    escape: 'Escaping',
    field: 'Length field',
    order: ['Byte order', 'big-endian', 'little-endian'],
    signed: 'Read as signed',
    limit: 'Limit of 1 MiB',
    lie: ['The length is', 'true', '1 too large', '100 too large', 'all ones'],
    liar: 'in message',
    chunk: 'Chunks of at most (0: one chunk)',
    fragment: 'Frames of at most (0: one frame)',
    writes: ['One write() for', 'each message', 'header, body', 'everything', 'by hand'],
    writeSizes: 'Sizes of the writes',
    gap: 'Pause between writes',
    nagle: 'Nagle',
    cork: 'TCP_CORK',
    mss: 'MSS',
    delay: 'One-way delay',
    ask: 'Wait for an answer',
    reader: ['The program reads', 'at once', 'now and then', 'by hand'],
    every: 'A read() every',
    buffer: 'Buffer of a read()',
    readSizes: 'Sizes of the reads',
    sizesWrong: '“{typed}” is not taken: sizes are whole numbers with spaces between, such as 5 6 7.',
    udpChoice: 'UDP beside it',
    bytes: 'bytes',
    sender: 'Sender',
    network: 'TCP',
    receiver: 'Receiver',
    picture: 'The same bytes as written, as sent, as read and as decoded; each byte keeps its column',
    strips: { write: 'write()', segment: 'Segments', read: 'read()', message: 'Decoded', datagram: 'UDP recv()' },
    counts: {
      write: '{count}×',
      segment: '{count}, Nagle {nagle}',
      read: '{count}×, up to {buffer} B',
      hand: '{count}×, by hand',
      message: '{whole} of {sent} whole',
      datagram: '{count} datagrams',
    },
    roles: {
      padding: 'pad',
      delimiter: 'end',
      escape: 'esc',
      length: 'len',
      'chunk-size': 'size',
      crlf: 'crlf',
      header: 'head',
      mask: 'mask',
    },
    endOf: { write: 'Boundary after write {n}', read: 'Boundary after read {n}' },
    clock: 'Segments between sender and receiver, from top to bottom in time',
    delayedAck: 'delayed ACK',
    waits: '… waits',
    fails: '✗ fails',
    gotTitle: 'The program is handed',
    gotUdp: 'Over UDP',
    gotNothing: 'nothing',
    more: 'and {count} more',
    quote: '“{text}”',
    longText: '{text}… ({count} bytes)',
    isMessage: 'message {n}',
    messageName: 'message {n}',
    pieceOf: 'a piece of {n}',
    alteredOf: 'message {n}, altered',
    nothingSent: 'nothing that was sent',
    and: ' + ',
    cutOff: 'datagram {n}, {lost} bytes cut off',
    datagramIs: 'datagram {n}',
    space: ' ',
    nothing: 'Nothing was sent. Type a message.',
    noDelimiter: 'A delimiter needs at least one byte, and none that is the escape byte. Nothing was sent.',
    tooLongFor: 'Message {n} has **{value}** bytes; this framing can hold {high}. It is not sent.',
    whole: '**{whole} of {sent}** messages came out whole.',
    wholeOne: 'The message came out **whole**.',
    brokenOne: 'The message did **not** come out whole.',
    noBoundary:
      'TCP carried all **{bytes}** bytes in order; nothing said where a message ends, so the program took each read for a message.',
    lucky: 'That was luck: each read ended where a message ends. Move one boundary by a byte.',
    torn: 'Read {n} ends inside {character}: one character, {bytes} bytes.',
    because: {
      fixed: 'Every message takes the same number of bytes, wherever the reads cut.',
      delimiter: 'The decoder keeps what it has until the delimiter comes, wherever the reads cut.',
      'length-prefix': 'Each length says how many bytes to wait for, wherever the reads cut.',
      chunked: 'Each chunk says its size, and the one of size 0 ends the message, wherever the reads cut.',
      websocket: 'Each frame says its length, and the FIN bit marks the last of a message, wherever the reads cut.',
    },
    delimiterInside: 'Message {n} holds the delimiter itself, so it was cut there. Switch escaping on.',
    padded: 'Message {n} ends in bytes that look like padding, and they were taken off with it.',
    leftOut: 'Message {n} was never sent.',
    outOfStep:
      'The length of message {liar} is not true: the decoder took bytes of the next header for data, and from there on every length is nonsense.',
    waitsLong:
      'Message {n} announces **{announced}** bytes. The decoder holds {held} and waits for **{missing}** more that never come; what follows is swallowed. Only a timeout ends this.',
    waitsOn: 'It holds {held} bytes and waits for **{missing}** more.',
    waitsHuge:
      'Message {n} announces **{announced}** bytes, and nothing says that this is too much. A program that allocates first asks for all of it; one that waits, waits for ever. Switch the limit on.',
    tooLong:
      'Message {n} announces **{value}** bytes, more than the limit of {limit}: refused before anything is allocated. Close the connection, for nothing marks where the next message begins.',
    negative:
      'Read as a signed number, the length of message {n} is **{value}**. It passes a check for “not above the limit”. Read it unsigned, or refuse what is below zero.',
    failed: 'The decoder cannot read message {n} and has lost its place. Close the connection.',
    stopped: 'The figure stops after {reads} reads; the rest lies in the receive buffer. Use a larger buffer.',
    answer: 'The answer is here after **{answer}**; one round trip is {rtt}.',
    answerNagle:
      'The answer is here after **{answer}**, with Nagle off after **{without}**. The second piece waits for the ACK of the first, and the receiver holds that ACK back in the hope of an answer to put it on.',
    noAnswer: 'No answer: the program has not read everything.',
    udp: 'UDP: {count} sends, {count} datagrams, **{whole}** of them whole messages.',
    udpCut: 'recv({buffer}) of datagram {n} dropped its last **{lost}** bytes for good.',
    segmentName: 'bytes {from}–{to}',
    ackName: 'ACK of {byte} bytes',
    answerName: 'an answer of {count} bytes',
    rowWrite: 'write() of {count} bytes: {text}',
    rowSends: 'sends {name}',
    rowGets: 'receives {name}',
    rowRead: 'read {n} returns {count} bytes: {text}',
    rowWhole: 'hands over {text}, as it was sent',
    rowBroken: 'hands over {text}, which nobody sent so',
    rowWaits: 'holds {held} bytes and waits for {missing} more',
    rowFails: 'gives up: it has lost its place in the stream',
    rowAnswer: 'has the answer',
  },
  zh: {
    ...commonWords.zh,
    presetNames: {
      glued: '粘在一起',
      'length-prefix': '长度前缀',
      'delimiter-in-data': '数据里有分隔符',
      'split-character': '字符被切开',
      'length-lies': '长度说谎',
      'length-4gb': '4 GB',
      'length-negative': '负数长度',
      'nagle-write-write-read': 'Nagle：写、写、读',
      'nodelay-write-write-read': '同上，关闭 Nagle',
      udp: 'UDP',
      'ten-thousand-bytes': '一万字节',
    },
    head: ['时间', '谁', '发生了什么'],
    client: '发送方',
    server: '接收方',
    decoder: '解码器',
    messages: '消息，一行一条',
    messagesHint: '可以用 \\n、\\x00、A\\{100}',
    inputs: ['输入方式', '文本', '十六进制'],
    wrong: {
      'hex-digit-invalid': '第 {line} 行第 {at} 个字符：“{text}”不是十六进制数字。它前面的部分照常发送。',
      'hex-digits-odd': '第 {line} 行第 {at} 个字符：“{text}”落单了，一个字节要两位。',
      'input-too-long': '第 {line} 行：这张图最多发送 {limit} 字节，多出来的留在这里，不发送。',
      'too-many': '这张图最多发送 12 条消息，第 {line} 行起留在这里，不发送。',
    },
    tooLongForLink: '消息太长，链接放不下；链接里只有前 {longest} 个字符。',
    framing: '分帧方式',
    framings: {
      none: '无',
      fixed: '定长',
      delimiter: '分隔符',
      'length-prefix': '长度前缀',
      chunked: 'chunked',
      websocket: 'WebSocket',
    },
    size: '每条消息的长度',
    delimiter: '分隔符',
    own: '自定义',
    escape: '转义',
    field: '长度字段',
    order: ['字节序', '大端', '小端'],
    signed: '按有符号数读',
    limit: '上限 1 MiB',
    lie: ['长度字段', '如实', '多 1', '多 100', '全 1'],
    liar: '说谎的消息',
    chunk: '每块最多（0：只用一块）',
    fragment: '每帧最多（0：只用一帧）',
    writes: ['一次 write() 写', '一条消息', '头、体分开', '全部', '手动'],
    writeSizes: '每次写的字节数',
    gap: '两次写之间停顿',
    nagle: 'Nagle',
    cork: 'TCP_CORK',
    mss: 'MSS',
    delay: '单向时延',
    ask: '等待应答',
    reader: ['程序什么时候读', '有数据就读', '隔一段时间', '手动'],
    every: '每隔多久 read() 一次',
    buffer: 'read() 的缓冲区',
    readSizes: '每次读到的字节数',
    sizesWrong: '“{typed}”无效：请输入若干个整数，用空格隔开，例如 5 6 7。',
    udpChoice: '同时画出 UDP',
    bytes: '字节',
    sender: '发送方',
    network: 'TCP',
    receiver: '接收方',
    picture: '同一串字节：写出时、发送时、读到时、解码后；每个字节始终在同一列',
    strips: { write: 'write()', segment: '报文段', read: 'read()', message: '解码结果', datagram: 'UDP recv()' },
    counts: {
      write: '{count} 次',
      segment: '{count} 个，Nagle {nagle}',
      read: '{count} 次，每次最多 {buffer} B',
      hand: '{count} 次，手动',
      message: '完整 {whole}/{sent}',
      datagram: '{count} 个数据报',
    },
    roles: {
      padding: '填充',
      delimiter: '分隔',
      escape: '转义',
      length: '长度',
      'chunk-size': '块长',
      crlf: '换行',
      header: '帧头',
      mask: '掩码',
    },
    endOf: { write: '第 {n} 次写之后的边界', read: '第 {n} 次读之后的边界' },
    clock: '发送方与接收方之间的报文段，时间自上而下',
    delayedAck: '延迟确认',
    waits: '… 等待',
    fails: '✗ 出错',
    gotTitle: '程序拿到的是',
    gotUdp: '换成 UDP',
    gotNothing: '什么都没有',
    more: '还有 {count} 条',
    quote: '“{text}”',
    longText: '{text}…（{count} 字节）',
    isMessage: '消息 {n}',
    messageName: '消息 {n}',
    pieceOf: '消息 {n} 的一部分',
    alteredOf: '消息 {n}，内容变了',
    nothingSent: '谁也没发过的内容',
    and: ' + ',
    cutOff: '数据报 {n}，截掉了 {lost} 字节',
    datagramIs: '数据报 {n}',
    space: '',
    nothing: '什么都没发。输入一条消息试试。',
    noDelimiter: '分隔符至少要有一个字节，而且不能包含转义字节。什么都没发。',
    tooLongFor: '消息 {n} 有 **{value}** 字节，而这种分帧最多放 {high} 字节，所以没有发送。',
    whole: '{sent} 条消息，完整收到 **{whole}** 条。',
    wholeOne: '消息**完整**收到。',
    brokenOne: '消息**没有**完整收到。',
    noBoundary:
      'TCP 按顺序送达了全部 **{bytes}** 字节，只是没有任何东西说明一条消息到哪里结束，程序就把每次 read 的返回当成一条消息。',
    lucky: '这只是碰巧：每次读都正好停在消息的末尾。把任意一个边界挪动一个字节试试。',
    torn: '第 {n} 次读停在“{character}”中间：一个字符，{bytes} 个字节。',
    because: {
      fixed: '每条消息占的字节数都一样，从哪里切开都没关系。',
      delimiter: '解码器把收到的攒着，直到等来分隔符，从哪里切开都没关系。',
      'length-prefix': '长度字段说明了要等多少字节，从哪里切开都没关系。',
      chunked: '每一块都写明大小，大小为 0 的块结束消息，从哪里切开都没关系。',
      websocket: '每一帧都写明长度，FIN 位标出消息的最后一帧，从哪里切开都没关系。',
    },
    delimiterInside: '消息 {n} 里本来就有分隔符，于是在那里被切开。打开转义试试。',
    padded: '消息 {n} 末尾的字节和填充一样，被当成填充去掉了。',
    leftOut: '消息 {n} 根本没有发出。',
    outOfStep: '消息 {liar} 的长度不对：解码器把后面消息头的字节当成了数据，从那里起每个长度都是错的。',
    waitsLong:
      '消息 {n} 声称有 **{announced}** 字节。解码器手里有 {held} 字节，还在等永远不会来的 **{missing}** 字节，后面的消息全被吞掉。只有超时能结束它。',
    waitsOn: '它手里有 {held} 字节，还在等 **{missing}** 字节。',
    waitsHuge:
      '消息 {n} 声称有 **{announced}** 字节，而没有人说这太大了。先分配内存的程序会一口气申请这么多；老实等待的程序会一直等下去。打开上限试试。',
    tooLong:
      '消息 {n} 声称有 **{value}** 字节，超过上限 {limit}：还没分配内存就拒绝了。接下来只能关闭连接，因为没有什么能指出下一条消息从哪里开始。',
    negative:
      '按有符号数读，消息 {n} 的长度是 **{value}**，“不大于上限”这个检查拦不住它。要么按无符号数读，要么拒绝负数。',
    failed: '解码器读不懂消息 {n}，已经不知道自己在流的什么位置。只能关闭连接。',
    stopped: '图上只读 {reads} 次，剩下的还在接收缓冲区里。把缓冲区调大些。',
    answer: '应答在 **{answer}** 后到达；一个 RTT 是 {rtt}。',
    answerNagle:
      '应答在 **{answer}** 后才到；关闭 Nagle 只要 **{without}**。第二块要等第一块的 ACK，而接收方压着这个 ACK，想让它搭应答的便车。',
    noAnswer: '没有应答：程序没有读完。',
    udp: 'UDP：发送 {count} 次，{count} 个数据报，其中 **{whole}** 个是完整的消息。',
    udpCut: '对第 {n} 个数据报，recv({buffer}) 丢掉了最后 **{lost}** 字节，再也找不回来。',
    segmentName: '第 {from}–{to} 字节',
    ackName: 'ACK，确认 {byte} 字节',
    answerName: '{count} 字节的应答',
    rowWrite: 'write() 写出 {count} 字节：{text}',
    rowSends: '发送{name}',
    rowGets: '收到{name}',
    rowRead: '第 {n} 次 read 返回 {count} 字节：{text}',
    rowWhole: '交出 {text}，和发送的一样',
    rowBroken: '交出 {text}，没有人这样发过',
    rowWaits: '手里有 {held} 字节，还在等 {missing} 字节',
    rowFails: '放弃：已经不知道自己在流的什么位置',
    rowAnswer: '收到应答',
  },
};
