// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Check, Side } from '../../../models/tls/connection12.ts';
import type { FalseStartReason } from '../../../models/tls/false-start.ts';
import type { SceneName } from '../../../models/tls/scenes12.ts';
import type { SuitePart } from '../../../models/tls/suites.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { type CommonWords, commonWords } from '../../figure-words.ts';
import { type Explained, explanations } from './explanations.ts';
import type { KeyLineName } from './keys.ts';
import type { PresetName } from './state.ts';

export interface Tls12Words extends CommonWords {
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly sceneNames: Readonly<Record<SceneName, string>>;
  readonly scene: string;
  readonly falseStart: string;
  readonly rtt: string;
  readonly diagram: string;
  readonly client: string;
  readonly server: string;
  readonly round: string;
  readonly first: string;
  readonly locked: string;
  readonly turnedMark: string;
  readonly request: string;
  readonly response: string;
  readonly head: readonly [time: string, who: string, what: string];
  readonly recordHead: string;
  readonly inside: string;
  readonly bench: string;
  readonly byte: string;
  readonly bit: string;
  readonly back: string;
  readonly forward: string;
  readonly undo: string;
  readonly lengthOf: string;
  readonly explain12: Explained;
  readonly keysTitle: string;
  readonly keyLines: Readonly<Partial<Record<KeyLineName, string>>>;
  readonly keyFormulas: Readonly<Record<SceneName, Readonly<Partial<Record<KeyLineName, string>>>>>;
  readonly atClient: string;
  readonly atServer: string;
  readonly suiteTitle: string;
  readonly suiteParts: Readonly<Record<SceneName, Readonly<Record<SuitePart, string>>>>;
  readonly sides: Readonly<Record<Side, string>>;
  readonly path: string;
  readonly whose: string;
  readonly checks: Readonly<Record<Check, string>>;
  readonly reasons: Readonly<Record<FalseStartReason, string>>;
  readonly and: string;
  readonly result: Readonly<
    Record<
      | 'plain'
      | 'falseStart'
      | 'turned'
      | 'nothingThere'
      | 'replaced'
      | 'unnoticed'
      | 'waits'
      | 'found'
      | 'foundSilently'
      | 'gone'
      | 'kept',
      string
    >
  >;
  readonly events: Readonly<
    Record<
      | 'sends'
      | 'sendsBytes'
      | 'sendsProtected'
      | 'changed'
      | 'wrong'
      | 'right'
      | 'master'
      | 'replaced'
      | 'alert'
      | 'finished',
      string
    >
  >;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'TLS 1.2, to the last byte',
    hint: 'Press a message to unfold it. Press a byte, then a bit, to turn it over.',
    proof:
      'Client and server send, byte for byte, what OpenSSL, Node and GnuTLS sent in {count} recordings ({names}), refusals included. These two are recordings 109 and 207. Simplified: one-way delay is half a round trip, computing takes no time, TCP segments carry whole flights.',
  },
  zh: {
    title: '把 TLS 1.2 拆到最后一个字节',
    hint: '点一条消息展开；点一个字节，再点一位，把它翻转。',
    proof:
      '客户端与服务端发出的每个字节，都与 OpenSSL、Node、GnuTLS 的 {count} 份录制（{names}）一致，包括各种拒绝。这里的两次握手是录制 109 和 207。简化：单程时延取往返时间的一半，计算不花时间，TCP 报文段承载整批消息。',
  },
};

export const strings: Localized<Tls12Words> = {
  en: {
    ...commonWords.en,
    presetNames: {
      default: 'RSA beside ECDHE',
      rsa: 'RSA: the premaster travels',
      ecdhe: 'ECDHE: it never does',
      'false-start': 'False Start',
      'flipped-signature': 'A bit of the signature',
      'flipped-finished': 'A bit of Finished',
      'flipped-premaster': 'A bit of the premaster',
      'forged-offer': 'A bit of the offer',
      'forged-false-start': 'Forged offer, False Start',
    },
    sceneNames: { rsa: 'RSA', ecdhe: 'ECDHE' },
    scene: 'Handshake',
    falseStart: 'False Start',
    rtt: 'Round trip',
    diagram: '{scene}, in time from top to bottom',
    client: 'Client',
    server: 'Server',
    round: 'round trip {n}',
    first: 'first byte of the application: {time} ms',
    locked: 'encrypted',
    turnedMark: 'changed on the way',
    request: 'request',
    response: 'response',
    head: ['Time', 'Who', 'What happens'],
    recordHead: '{side} sends, {bytes} bytes with the record’s header',
    inside: 'Under the encryption',
    bench: 'Bytes {from} to {to}',
    byte: 'byte {n}: {hex}',
    bit: 'bit {n} is {value}, turn it over',
    back: 'earlier bytes',
    forward: 'later bytes',
    undo: 'Turn the bit back',
    lengthOf: 'length of {field}',
    explain12: explanations.en,
    keysTitle: 'Keys of {scene}, computed at both ends',
    keyLines: {
      client_random: 'client random',
      server_random: 'server random',
      premaster: 'premaster secret',
      session_hash: 'session hash',
      master_secret: 'master secret',
    },
    keyFormulas: {
      rsa: {
        client_random: 'in the clear',
        server_random: 'in the clear',
        premaster: 'made by the client, decrypted with the server’s RSA key',
        master_secret: 'PRF(premaster, "master secret", client random + server random)',
        client_write_MAC_key:
          'key block = PRF(master secret, "key expansion", server random + client random), cut from the left',
        client_verify_data: 'PRF(master secret, "client finished", hash of all messages)',
      },
      ecdhe: {
        client_random: 'in the clear',
        server_random: 'in the clear',
        premaster: 'x coordinate: own private key × the other’s public key',
        session_hash: 'SHA-256 of all messages up to ClientKeyExchange',
        master_secret: 'PRF(premaster, "extended master secret", session hash)',
        client_write_key:
          'key block = PRF(master secret, "key expansion", server random + client random), cut from the left',
        client_verify_data: 'PRF(master secret, "client finished", hash of all messages)',
      },
    },
    atClient: 'client',
    atServer: 'server',
    suiteTitle: 'The suite, taken apart',
    suiteParts: {
      rsa: {
        protocol: '',
        keyExchange: 'key exchange: the premaster, encrypted to the server’s RSA key. Who can decrypt it is the server',
        authentication: '',
        with: '',
        cipher: 'records: AES with 128-bit keys in CBC mode',
        hash: 'HMAC of every record, and the PRF',
      },
      ecdhe: {
        protocol: '',
        keyExchange: 'key exchange: Diffie-Hellman on a curve, new keys for each connection',
        authentication: 'authentication: the server signs its public key with ECDSA',
        with: '',
        cipher: 'records: AES with 128-bit keys in GCM mode, which also authenticates',
        hash: 'the PRF',
      },
    },
    sides: { client: 'client', server: 'server' },
    path: 'on the path',
    whose: '{scene} {side}',
    checks: {
      'record-header': 'the record’s header',
      'record-protection': 'the record’s MAC or tag',
      'message-format': 'the format of the message',
      'message-order': 'the order of messages',
      version: 'the version',
      'downgrade-sentinel': 'the downgrade mark in the server’s random',
      suite: 'the suite, which was never offered',
      extensions: 'the extensions, one of which nobody asked for',
      'renegotiation-info': 'renegotiation_info',
      'resumed-session': 'the resumed session',
      certificate: 'the certificate chain',
      'certificate-key': 'the key of the certificate',
      group: 'the group, which was never offered',
      'public-key': 'the public key',
      'signature-scheme': 'the signature scheme',
      'server-key-exchange-signature': 'the signature in ServerKeyExchange',
      'certificate-verify-signature': 'the signature in CertificateVerify',
      'client-certificate': 'the client’s certificate',
      premaster: 'the premaster',
      'change-cipher-spec': 'ChangeCipherSpec',
      'verify-data': 'verify_data in Finished',
      hello: 'the ClientHello, which leaves nothing to agree on',
      renegotiation: 'the wish to start over',
      'end-of-data': 'the end without close_notify',
    },
    reasons: {
      cipher: 'CBC is not on the list of strong ciphers',
      version: 'the version is too old',
      'key-exchange': 'RSA key exchange has no forward secrecy',
      'client-certificate': 'a client certificate is used',
      resumed: 'the session is resumed',
    },
    and: ' and ',
    result: {
      plain:
        'Both wait **2** round trips of TLS behind TCP’s one: RSA sends its request after **{rsa} ms**, ECDHE after **{ecdhe} ms**. ECDHE is not faster; its server has to sign, and a private key that leaks later opens nothing.',
      falseStart:
        'With False Start the ECDHE client sends its request behind its own Finished, after **{ecdhe} ms**. The RSA handshake is refused it and waits until **{rsa} ms**: {why}.',
      turned: 'Bit {bit} of byte {byte} of {message} ({scene}, {field}) is turned over. ',
      nothingThere: 'The link turns over a byte that was never sent in the {scene} handshake.',
      replaced: 'The server cannot read the premaster, says nothing and goes on with random bytes. ',
      unnoticed: '**Nobody notices**: no hash, MAC or signature covers it, and nothing depends on it.',
      waits: 'No alert: somebody **waits** for bytes that a length has promised and that never come.',
      found: 'The {side} finds out when {message} arrives: what fails is {check}. It sends **{alert}**.',
      foundSilently:
        'The {side} finds out when {message} arrives: what fails is {check}. It closes **without an alert**.',
      gone: ' Because of False Start the request **had left before**, readable only by whoever has the server’s ephemeral key.',
      kept: ' No request has left.',
    },
    events: {
      sends: 'sends {what}',
      sendsBytes: 'sends {what} ({bytes} bytes)',
      sendsProtected: 'sends {what}, encrypted ({bytes} bytes)',
      changed: 'one bit of {what} is turned over',
      wrong: 'check fails: {check}',
      right: 'check passes: {check}',
      master: 'computes the master secret',
      replaced: 'cannot read the premaster, takes random bytes instead and goes on',
      alert: 'receives the alert {alert}',
      finished: 'the handshake is complete on this side',
    },
  },
  zh: {
    ...commonWords.zh,
    presetNames: {
      default: 'RSA 与 ECDHE 并排',
      rsa: 'RSA：预主密钥在路上',
      ecdhe: 'ECDHE：它从不上路',
      'false-start': 'False Start',
      'flipped-signature': '翻转签名的一位',
      'flipped-finished': '翻转 Finished 的一位',
      'flipped-premaster': '翻转预主密钥的一位',
      'forged-offer': '翻转提议的一位',
      'forged-false-start': '伪造提议 + False Start',
    },
    sceneNames: { rsa: 'RSA', ecdhe: 'ECDHE' },
    scene: '握手',
    falseStart: 'False Start',
    rtt: '往返时间',
    diagram: '{scene}，时间自上而下',
    client: '客户端',
    server: '服务端',
    round: '第 {n} 次往返',
    first: '应用的第一个字节：{time} ms',
    locked: '已加密',
    turnedMark: '途中被改',
    request: '请求',
    response: '响应',
    head: ['时间', '谁', '发生了什么'],
    recordHead: '{side}发出，连同记录头共 {bytes} 字节',
    inside: '解密之后',
    bench: '第 {from} 到 {to} 字节',
    byte: '第 {n} 字节：{hex}',
    bit: '第 {n} 位是 {value}，翻转它',
    back: '前面的字节',
    forward: '后面的字节',
    undo: '把这一位翻回去',
    lengthOf: '{field} 的长度',
    explain12: explanations.zh,
    keysTitle: '{scene} 的密钥，两端各自计算',
    keyLines: {
      client_random: '客户端随机数',
      server_random: '服务端随机数',
      premaster: '预主密钥',
      session_hash: '会话哈希',
      master_secret: '主密钥',
    },
    keyFormulas: {
      rsa: {
        client_random: '明文可见',
        server_random: '明文可见',
        premaster: '客户端生成，服务端用 RSA 私钥解密',
        master_secret: 'PRF(预主密钥, "master secret", 客户端随机数 + 服务端随机数)',
        client_write_MAC_key: '密钥块 = PRF(主密钥, "key expansion", 服务端随机数 + 客户端随机数)，从左往右切',
        client_verify_data: 'PRF(主密钥, "client finished", 全部消息的哈希)',
      },
      ecdhe: {
        client_random: '明文可见',
        server_random: '明文可见',
        premaster: 'x 坐标：自己的私钥 × 对方的公钥',
        session_hash: '到 ClientKeyExchange 为止全部消息的 SHA-256',
        master_secret: 'PRF(预主密钥, "extended master secret", 会话哈希)',
        client_write_key: '密钥块 = PRF(主密钥, "key expansion", 服务端随机数 + 客户端随机数)，从左往右切',
        client_verify_data: 'PRF(主密钥, "client finished", 全部消息的哈希)',
      },
    },
    atClient: '客户端',
    atServer: '服务端',
    suiteTitle: '拆开密码套件的名字',
    suiteParts: {
      rsa: {
        protocol: '',
        keyExchange: '密钥交换：预主密钥用服务端的 RSA 公钥加密。解得开的就是服务端',
        authentication: '',
        with: '',
        cipher: '记录：AES，128 位密钥，CBC 模式',
        hash: '每条记录的 HMAC，以及 PRF',
      },
      ecdhe: {
        protocol: '',
        keyExchange: '密钥交换：椭圆曲线上的 Diffie-Hellman，每个连接用新密钥',
        authentication: '身份认证：服务端用 ECDSA 给自己的公钥签名',
        with: '',
        cipher: '记录：AES，128 位密钥，GCM 模式，自带认证',
        hash: 'PRF',
      },
    },
    sides: { client: '客户端', server: '服务端' },
    path: '路上',
    whose: '{scene} {side}',
    checks: {
      'record-header': '记录头',
      'record-protection': '记录的 MAC 或认证标签',
      'message-format': '消息格式',
      'message-order': '消息顺序',
      version: '版本',
      'downgrade-sentinel': '服务端随机数里的降级标记',
      suite: '密码套件，它不在提议里',
      extensions: '扩展，其中有一个没人要过',
      'renegotiation-info': 'renegotiation_info',
      'resumed-session': '被恢复的会话',
      certificate: '证书链',
      'certificate-key': '证书里的密钥',
      group: '群，它不在提议里',
      'public-key': '公钥',
      'signature-scheme': '签名算法',
      'server-key-exchange-signature': 'ServerKeyExchange 里的签名',
      'certificate-verify-signature': 'CertificateVerify 里的签名',
      'client-certificate': '客户端证书',
      premaster: '预主密钥',
      'change-cipher-spec': 'ChangeCipherSpec',
      'verify-data': 'Finished 里的 verify_data',
      hello: 'ClientHello，按它已经谈不拢',
      renegotiation: '重新协商的要求',
      'end-of-data': '没有 close_notify 的结束',
    },
    reasons: {
      cipher: 'CBC 不在强密码名单上',
      version: '版本太旧',
      'key-exchange': 'RSA 密钥交换没有前向保密',
      'client-certificate': '用了客户端证书',
      resumed: '会话是恢复的',
    },
    and: '，',
    result: {
      plain:
        'TCP 的一次往返之后，两边都要再等 TLS 的 **2** 次往返：RSA 在 **{rsa} ms** 发出请求，ECDHE 在 **{ecdhe} ms**。ECDHE 并不更快；它的服务端必须签名，而以后私钥泄露也解不开它。',
      falseStart:
        '开启 False Start 后，ECDHE 客户端紧跟自己的 Finished 就发出请求，时刻 **{ecdhe} ms**。RSA 握手不准这样做，要等到 **{rsa} ms**：{why}。',
      turned: '{scene} 握手中，{message} 的第 {byte} 字节（{field}）的第 {bit} 位被翻转。',
      nothingThere: '链接要翻转的字节，{scene} 握手里根本没有发出过。',
      replaced: '服务端解不开预主密钥，不声张，改用随机字节继续。',
      unnoticed: '**没有人发现**：没有哈希、MAC 或签名覆盖它，也没有什么依赖它。',
      waits: '没有告警：某一方在**等**长度字段许诺过、却永远不会来的字节。',
      found: '{message} 到达时{side}发现不对：没通过的是{check}。它发出 **{alert}**。',
      foundSilently: '{message} 到达时{side}发现不对：没通过的是{check}。它**不发告警**就关闭。',
      gone: '由于 False Start，请求**早已发出**，只有握着服务端临时私钥的人读得懂。',
      kept: '请求还没有发出。',
    },
    events: {
      sends: '发出 {what}',
      sendsBytes: '发出 {what}（{bytes} 字节）',
      sendsProtected: '发出加密的 {what}（{bytes} 字节）',
      changed: '{what} 的一位被翻转',
      wrong: '检查没通过：{check}',
      right: '检查通过：{check}',
      master: '算出主密钥',
      replaced: '解不开预主密钥，改用随机字节继续',
      alert: '收到告警 {alert}',
      finished: '这一侧的握手完成',
    },
  },
};
