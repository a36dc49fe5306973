// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { InputCode } from '../../../models/bytes/input.ts';
import type { Answer, PeerState } from '../../../models/tcp/flag-answers.ts';
import type { FieldName, WireCode } from '../../../models/tcp/wire.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { type CommonWords, commonWords } from '../../figure-words.ts';
import type { SampleName } from './state.ts';

export interface SegmentWords extends CommonWords {
  readonly rowsLabel: string;
  readonly head: readonly [bits: string, field: string, value: string];
  readonly presetNames: Readonly<Record<SampleName, string>>;
  /** On the field, in full, and what it is for. */
  readonly fields: Readonly<Record<FieldName, readonly [short: string, name: string, purpose: string]>>;
  readonly shift: string;
  /** Behind the purpose of an option. */
  readonly kind: string;
  readonly where: string;
  readonly and: string;
  readonly absent: string;
  readonly flagBoxes: string;
  readonly peer: string;
  readonly hex: string;
  readonly fixChecksum: string;
  readonly typed: Readonly<Record<InputCode, string>>;
  readonly failures: Readonly<Record<WireCode, string>>;
  readonly checksumWrong: string;
  readonly droppedLength: string;
  readonly droppedChecksum: string;
  readonly says: string;
  readonly noFlags: string;
  readonly meanings: Readonly<
    Record<'syn' | 'synEcn' | 'synAck' | 'ack' | 'data' | 'fin' | 'rst' | 'withoutAck' | 'contradicts', string>
  >;
  readonly peers: Readonly<Record<PeerState, string>>;
  readonly outcomes: Readonly<Record<Answer['outcome'] | 'data-and-end', string>>;
  readonly urgentByte: string;
  readonly optionsIgnored: string;
  readonly elsewhere: string;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'A segment, bit by bit',
    hint: 'Press a field. Change flags or bytes.',
    proof:
      'The four segments are bytes that Linux 6.18 sent; what a peer does was recorded for all 256 combinations of flags and for broken headers ({count} recordings, {names}), and for the decoder RFC 9293 (3.1). The checksum counts the addresses 10.9.0.1 and 10.9.0.2. The peer is assumed to expect these ports and numbers.',
  },
  zh: {
    title: '逐位看一个报文段',
    hint: '点一个字段；改标志位或字节试试。',
    proof:
      '四个报文段都是 Linux 6.18 真正发出的字节；对端的反应，256 种标志组合和各种损坏的首部都实际录制过（{count} 份，{names}），解码按 RFC 9293 (3.1)。校验和把地址 10.9.0.1 与 10.9.0.2 算在内。这里假定端口和序列号正是对端所期待的。',
  },
};

export const strings: Localized<SegmentWords> = {
  en: {
    ...commonWords.en,
    events: 'Every field in words',
    rowsLabel: 'The segment in rows of 32 bits',
    head: ['Bits', 'Field', 'Bytes and value'],
    presetNames: { syn: 'SYN', 'syn-ack': 'SYN-ACK', data: 'Data', fin: 'FIN' },
    fields: {
      'source-port': ['source port', 'Source port', 'Where an answer goes. A client’s kernel chooses it.'],
      'destination-port': [
        'destination port',
        'Destination port',
        'With the other port and both IP addresses it names the connection.',
      ],
      sequence: [
        'sequence number',
        'Sequence number',
        'The number of the first byte of data; of the SYN itself, if this is one.',
      ],
      acknowledgement: [
        'acknowledgement number',
        'Acknowledgement number',
        'The next byte expected from the peer. Valid only with ACK, but the place is always there.',
      ],
      offset: ['offset', 'Data offset', 'The length of the header in words of four bytes: where data begin.'],
      reserved: ['rsvd.', 'Reserved', 'Sent as 0, ignored on receipt.'],
      flags: ['flags', 'Flags', 'One bit each: CWR ECE URG ACK PSH RST SYN FIN.'],
      window: [
        'window',
        'Window',
        'How many bytes the sender of this segment is ready to take; to be shifted left by the window scale, except in SYNs.',
      ],
      checksum: [
        'checksum',
        'Checksum',
        'Sum over header, data, addresses and length. Finds most accidents; anyone can compute it.',
      ],
      urgent: [
        'urgent pointer',
        'Urgent pointer',
        'Where urgent data end, with URG. New programs should not use it (RFC 6093).',
      ],
      mss: [
        'MSS',
        'Option: maximum segment size',
        'The most data that the sender wants to get in one segment. Only in SYNs.',
      ],
      'window-scale': [
        'window scale',
        'Option: window scale',
        'By how many bits later windows are to be shifted. Only in SYNs, and only if both have it.',
      ],
      'sack-permitted': [
        'SACK ok',
        'Option: SACK permitted',
        'The peer may report what arrived behind a gap. Only in SYNs.',
      ],
      sack: ['SACK', 'Option: SACK', 'Ranges that have arrived behind a gap.'],
      timestamps: [
        'timestamps',
        'Option: timestamps',
        'TSval: the sender’s clock. TSecr: the peer’s clock as last seen. For round trips and against old segments.',
      ],
      nop: ['NOP', 'Option: no operation', 'One byte of padding, so that what follows begins at a word.'],
      end: ['end', 'Option: end of the list', 'The rest of the header is padding.'],
      unknown: ['option', 'Unknown option', 'Skipped by its length.'],
      data: ['data', 'Data', 'Bytes of the stream. Their number stands nowhere: it is the IP length less the headers.'],
    },
    shift: 'shift',
    kind: ' It begins with its kind, {kind}, and its length, {length}.',
    where: 'bits {from} to {to}, {hex}',
    and: '; ',
    absent: 'not in this segment',
    flagBoxes: 'Flags',
    peer: 'It reaches a peer in',
    hex: 'Bytes (hexadecimal)',
    fixChecksum: 'Correct the checksum',
    typed: {
      'hex-digit-invalid':
        'Character {at}, “{character}”, is not a hexadecimal digit. The figure shows the bytes before the change.',
      'hex-digits-odd':
        'Character {at}, “{character}”, stands alone: a byte has two digits. The figure shows the bytes before the change.',
      'input-too-long': 'More than {limit} bytes. The figure shows the bytes before the change.',
    },
    failures: {
      'too-short': 'Byte {at}: the bytes end in the field “{field}”; a header has at least {least}, here are {bytes}.',
      'offset-too-small': 'Byte 12, data offset {words}: that is a header of {bytes} bytes, and 20 is the least.',
      'offset-too-large':
        'Byte 12, data offset {words}: that is a header of {bytes} bytes, and the segment has {length}.',
      'option-too-small': 'Byte {at}: {field} with length {length}, but kind and length alone are 2 bytes.',
      'option-too-long': 'Byte {at}: {field} with length {length} runs over the end of the header at byte {end}.',
      'option-cut-off': 'Byte {at}: {field} (kind {kind}) has no length, the header is at its end.',
      'option-odd-length': 'Byte {at}: {field} with length {length} instead of {known}; it is skipped.',
    },
    checksumWrong: 'Byte 16: the checksum is {stands}, right would be {right}.',
    droppedLength: 'Whatever its flags say: Linux **drops it in silence**, because its header cannot be delimited.',
    droppedChecksum:
      'Whatever its flags say: Linux **drops it in silence**, because the checksum does not fit. If it needed an acknowledgement, its sender will repeat it.',
    says: '**{flags}** {meaning} ',
    noFlags: 'No flag',
    meanings: {
      syn: 'opens a connection.',
      synEcn: 'opens a connection and asks for ECN.',
      synAck: 'answers a SYN: the second segment of a handshake.',
      ack: 'only acknowledges.',
      data: 'carries data and acknowledges.',
      fin: 'ends this direction of the stream.',
      rst: 'breaks the connection off.',
      withoutAck: 'is sent by no TCP: after the first SYN every segment carries ACK or RST. Scanners try it.',
      contradicts: 'contradicts itself, and no TCP sends it.',
    },
    peers: {
      LISTEN: 'A Linux listener',
      CLOSED: 'A Linux host without a socket on this port',
      'SYN-SENT': 'A Linux peer in SYN_SENT',
      ESTABLISHED: 'A Linux peer in ESTABLISHED',
    },
    outcomes: {
      ignored: '{who} ignores it: **no answer**, no effect.',
      request: '{who} answers with **{answer}** and keeps a request in SYN_RECV.',
      refused: '{who} answers with **{answer}**: there is no such connection.',
      challenged: '{who} answers with a challenge **{answer}**; nothing else happens (RFC 5961).',
      reset: '{who} gives **no answer**; its connection is gone, and its program gets ECONNRESET.',
      'connection-refused': '{who} gives **no answer**; its connect() fails with ECONNREFUSED.',
      established: '{who} answers with **{answer}**, and its connect() has succeeded.',
      crossed: '{who} answers with **{answer}**: both have opened at once.',
      acknowledged: '{who} takes it, and **no answer** is needed.',
      delivered: '{who} answers with **{answer}**, and recv() returns {bytes}.',
      'end-of-stream': '{who} answers with **{answer}** and enters CLOSE_WAIT; recv() returns 0.',
      'data-and-end': '{who} answers with **{answer}** and enters CLOSE_WAIT; recv() returns {bytes}, then 0.',
    },
    urgentByte: ' With URG one byte is kept out of the stream.',
    optionsIgnored: ' It reads the options only as far as they make sense.',
    elsewhere:
      'But ports, numbers or options are no longer those that this peer expects, so its answer depends on more than the flags.',
  },
  zh: {
    ...commonWords.zh,
    events: '逐个字段',
    rowsLabel: '报文段，每行 32 位',
    head: ['位', '字段', '字节与值'],
    presetNames: { syn: 'SYN', 'syn-ack': 'SYN-ACK', data: '数据', fin: 'FIN' },
    fields: {
      'source-port': ['源端口', '源端口', '应答发到这里。客户端的由内核选。'],
      'destination-port': ['目的端口', '目的端口', '和另一个端口、两个 IP 地址一起标识连接。'],
      sequence: ['序列号', '序列号', '第一个数据字节的编号；如果是 SYN，就是 SYN 自己的编号。'],
      acknowledgement: ['确认号', '确认号', '期望对端发来的下一个字节。ACK 置位才有效，但位置始终留着。'],
      offset: ['偏移', '数据偏移', '首部有几个 4 字节，也就是数据从哪里开始。'],
      reserved: ['保留', '保留位', '发送时置 0，接收时不看。'],
      flags: ['标志', '标志位', '每个一位：CWR ECE URG ACK PSH RST SYN FIN。'],
      window: ['窗口', '窗口', '发送这个报文段的一方还能接收多少字节；除了 SYN，都要按窗口扩大选项左移。'],
      checksum: ['校验和', '校验和', '对首部、数据、地址和长度求和。挡得住大多数意外，但谁都会算。'],
      urgent: ['紧急指针', '紧急指针', 'URG 置位时，紧急数据到哪里结束。新程序不应再用 (RFC 6093)。'],
      mss: ['MSS', '选项：最大报文段长度', '本端希望一个报文段最多带多少数据。只出现在 SYN 里。'],
      'window-scale': ['窗口扩大', '选项：窗口扩大', '之后的窗口要左移几位。只出现在 SYN 里，双方都有才生效。'],
      'sack-permitted': ['允许 SACK', '选项：SACK permitted', '允许对端报告缺口之后已经到了哪些。只出现在 SYN 里。'],
      sack: ['SACK', '选项：SACK', '缺口之后已经收到的区间。'],
      timestamps: [
        '时间戳',
        '选项：时间戳',
        'TSval 是本端的时钟，TSecr 是最近看到的对端时钟。用来量 RTT，也用来挡住旧报文段。',
      ],
      nop: ['NOP', '选项：空操作', '一个字节的填充，让后面的内容对齐。'],
      end: ['结束', '选项：列表结束', '首部剩下的都是填充。'],
      unknown: ['选项', '未知选项', '按它的长度跳过。'],
      data: ['数据', '数据', '字节流里的字节。长度没有写在任何地方，要用 IP 的长度减去首部。'],
    },
    shift: '移位',
    kind: '开头两个字节是种类 {kind} 和长度 {length}。',
    where: '第 {from} 到 {to} 位，{hex}',
    and: '；',
    absent: '这个报文段里没有',
    flagBoxes: '标志位',
    peer: '收到它的对端处于',
    hex: '字节（十六进制）',
    fixChecksum: '改成正确的校验和',
    typed: {
      'hex-digit-invalid': '第 {at} 个字符“{character}”不是十六进制数字。图中仍是修改前的字节。',
      'hex-digits-odd': '第 {at} 个字符“{character}”落单：一个字节要两位数字。图中仍是修改前的字节。',
      'input-too-long': '超过 {limit} 个字节。图中仍是修改前的字节。',
    },
    failures: {
      'too-short': '第 {at} 字节：到“{field}”字段就没有了；首部至少 {least} 字节，这里只有 {bytes}。',
      'offset-too-small': '第 12 字节，数据偏移 {words}：首部成了 {bytes} 字节，最少要 20。',
      'offset-too-large': '第 12 字节，数据偏移 {words}：首部成了 {bytes} 字节，整个报文段才 {length}。',
      'option-too-small': '第 {at} 字节：{field}的长度是 {length}，可是种类和长度本身就占 2 字节。',
      'option-too-long': '第 {at} 字节：{field}的长度是 {length}，越过了首部的末尾（第 {end} 字节）。',
      'option-cut-off': '第 {at} 字节：{field}（种类 {kind}）没有长度，首部已经到头。',
      'option-odd-length': '第 {at} 字节：{field}的长度是 {length}，应为 {known}；跳过它。',
    },
    checksumWrong: '第 16 字节：校验和是 {stands}，正确的是 {right}。',
    droppedLength: '不管标志位写了什么，Linux 都**不声不响地丢弃**它，因为首部到哪里结束都定不下来。',
    droppedChecksum: '不管标志位写了什么，Linux 都**不声不响地丢弃**它，因为校验和不对。如果它需要确认，发送方会重传。',
    says: '**{flags}** {meaning}',
    noFlags: '没有标志',
    meanings: {
      syn: '请求建立连接。',
      synEcn: '请求建立连接，并要求使用 ECN。',
      synAck: '应答 SYN，是握手的第二个报文段。',
      ack: '只做确认。',
      data: '带着数据，同时做确认。',
      fin: '表示这个方向不再有数据。',
      rst: '中断连接。',
      withoutAck: '没有哪个 TCP 会发：第一个 SYN 之后，每个报文段都带 ACK 或 RST。扫描器会这样试探。',
      contradicts: '自相矛盾，没有哪个 TCP 会发。',
    },
    peers: {
      LISTEN: 'Linux 监听者',
      CLOSED: '这个端口上没有套接字的 Linux 主机',
      'SYN-SENT': '处于 SYN_SENT 的 Linux 对端',
      ESTABLISHED: '处于 ESTABLISHED 的 Linux 对端',
    },
    outcomes: {
      ignored: '{who}**不应答**，当它没来过。',
      request: '{who}回 **{answer}**，并留下一条 SYN_RECV 的连接请求。',
      refused: '{who}回 **{answer}**：没有这条连接。',
      challenged: '{who}回一个 challenge **{answer}**，别的什么也不变 (RFC 5961)。',
      reset: '{who}**不应答**，连接就此断开，程序得到 ECONNRESET。',
      'connection-refused': '{who}**不应答**，connect() 报 ECONNREFUSED。',
      established: '{who}回 **{answer}**，connect() 成功返回。',
      crossed: '{who}回 **{answer}**：双方同时打开。',
      acknowledged: '{who}照收，**不用应答**。',
      delivered: '{who}回 **{answer}**，recv() 返回 {bytes}。',
      'end-of-stream': '{who}回 **{answer}**，进入 CLOSE_WAIT，recv() 返回 0。',
      'data-and-end': '{who}回 **{answer}**，进入 CLOSE_WAIT，recv() 先返回 {bytes}，再返回 0。',
    },
    urgentByte: 'URG 让一个字节留在字节流之外。',
    optionsIgnored: '选项只读到还说得通的地方为止。',
    elsewhere: '但是端口、序列号或选项已经不是这个对端所期待的，它怎么应答就不只看标志位了。',
  },
};
