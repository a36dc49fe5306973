// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { commonWords } from '../../figure-words.ts';
import type { PresetName } from './state.ts';

export const captions: Localized<Caption> = {
  en: {
    title: 'Agreeing on a secret in public',
    hint: 'Press a point to make it A.',
    proof:
      'X25519 and Ed25519 give every byte of RFC 7748 (5.2, 6.1) and RFC 8032 (7.1), agree with Node’s crypto, and recompute {count} recorded TLS handshakes ({names}). Simplified: the drawn curves have the form of P-256 and a toy’s size; what is signed here are the two public values, in TLS all messages so far.',
  },
  zh: {
    title: '当众商定一个秘密',
    hint: '点一个点，让它成为 A。',
    proof:
      'X25519 与 Ed25519 逐字节符合 RFC 7748 (5.2, 6.1) 和 RFC 8032 (7.1)，与 Node 的 crypto 一致，并重算了 {count} 份 TLS 握手抓包（{names}）。简化之处：画出的曲线形式同 P-256，大小只是玩具；这里签的是两个公开值，TLS 签的是此前的全部消息。',
  },
};

const en = {
  ...commonWords.en,
  events: 'Every step in words',
  head: ['Step', 'Who', 'What'] as readonly [string, string, string],
  presetNames: {
    default: 'A small curve',
    'person-in-the-middle': 'Person in the middle',
    signed: 'Signed',
    x25519: 'X25519',
    'all-zero': 'All zeros',
  } as Readonly<Record<PresetName, string>>,
  curve: 'Curve',
  curveOf: 'modulo {p}',
  aSlider: 'Client’s secret a',
  bSlider: 'Server’s secret b',
  mSlider: 'Attacker’s secret m',
  walk: 'Walks drawn',
  walks: ['to A, B', 'on to S', 'search for a'],
  middle: 'Person in the middle',
  signed: 'Server signs',
  forge: 'The attacker',
  forges: ['passes it on', 'signs herself'],
  keys: 'Keys of',
  keySets: ['RFC 7748', 'a recording'],
  sends: 'The attacker sends',
  sendNames: ['a value of her own', 'u = 0', 'u = 1', 'a point of order 8'],
  check: 'Check for zeros',
  picture: 'The points of the curve, with G, A, B and the shared point marked, and the walks from point to point',
  exchange: 'Who has what, and what is sent',
  searchTitle: 'From A back to a',
  searchHead: ['curve', 'points', 'walking, on average', 'best known way'],
  client: 'client',
  server: 'server',
  attacker: 'attacker',
  eavesdropper: 'eavesdropper',
  secretOf: 'secret',
  none: 'none',
  has: 'has',
  needsNone: 'none is needed',
  seesName: 'sees',
  needs: 'needs a or b',
  signs: 'signature of {of}',
  stop: 'stops',
  stops: { signature: 'signature does not verify', zeros: '32 zero bytes' },
  asClient: 'as any client that nobody knows',
  steps: '{count} steps',
  oneStep: '1 step',
  seconds: '{count} s',
  years: '{count} years',
  under: 'under 1 ms',
  rowPublicA: 'chooses a = {a}, walks that many steps from G and sends A = {A}',
  rowPublicB: 'chooses b = {b}, walks that many steps from G and sends B = {B}',
  rowRealA: 'has a = {a} and sends A = X25519(a, 9) = {A}',
  rowRealB: 'has b = {b} and sends B = X25519(b, 9) = {B}',
  rowSwapA: 'keeps A and sends M = {M} to the server, from her own secret m = {m}',
  rowSwapB: 'keeps B and sends the same M to the client',
  rowSmall: 'replaces A and B by {M}, a point of small order; she has no secret',
  rowSignsA: 'signs A and B with the key of its certificate: {signature}',
  rowSignsM: 'signs what it saw, M and B, with the key of its certificate',
  rowForwards: 'passes the server’s signature on: {signature}',
  rowSignsOwn: 'signs A and M with a key of her own: {signature}',
  rowVerified: 'verifies the signature over the values it sent and received: it holds',
  rowNotVerified: 'verifies the signature over A and M; it was made over M and B, so it does not verify. Stops',
  rowNotOwn: 'verifies with the key of the server’s certificate, which did not sign: it does not verify. Stops',
  rowSecretA: 'computes S = a · B = {S}',
  rowSecretB: 'computes S = b · A = {T}',
  rowSecretM: 'computes S₁ = a · M = {S} and takes it for the secret shared with the server',
  rowSecretN: 'computes S₂ = b · M = {T} and takes it for the secret shared with the client',
  rowHasBoth: 'computes S₁ = m · A = {withClient} and S₂ = m · B = {withServer}: reads, changes and passes on',
  rowHasOne: 'shares S₂ = {withServer} with the server, as any client could; the one who was to be deceived is gone',
  rowKnowsZeros: 'knows both secrets: they are zero',
  rowZeros: 'computes 32 zero bytes, finds them by looking, and stops',
  rowSearch: 'sees G, A and B and walks from G until A is met: {steps}',
  rowSearchReal: 'sees A and B; the best known way to a takes {years} at a thousand million steps a second',
  results: {
    agreed:
      'Both reach **{S}**: {a} · B and {b} · A are the same point. An eavesdropper sees G, A and B and walks **{steps}** to find a; on the curve of X25519 the best known way takes **{years}**.',
    agreedReal:
      'Both have the same 32 bytes, **{S}**, and neither sent them. From A back to a, the best known way takes **{years}** at a thousand million steps a second.',
    middle:
      'The client agrees on **{S}**, the server on **{T}**, both with the attacker: she reads and changes everything on the way. A public value does not say who sent it.',
    signed:
      'The signature **verifies**: the server signed A and B, the very values that the client sent and received. Both reach **{S}**, and the client knows with whom.',
    stopped:
      'The client **stops**: the server signed what it saw, M and B, but the client sent A and received M. To hand over M the attacker would need the server’s **signing key**.',
    ownSignature:
      'The client **stops**: A and M are signed, but not with the key in the server’s certificate. Without that **certificate** any signature would do.',
    lucky:
      'The signature **verifies**: the attacker’s M = {M} happens to be A and B as well, so nothing was swapped. On a curve of 2²⁵² points that does not happen.',
    zerosFound:
      'Both **stop**: with {M}, a point of small order, every secret gives **32 zero bytes**, and they look for them (RFC 7748, 6.1; a must in RFC 8446, 7.4.2).',
    zerosTaken:
      'Client and server agree on **32 zero bytes**, whatever their secrets, and the attacker knows them without any key. One check for zeros would have stopped it.',
  },
};

export type KeyAgreementWords = Readonly<typeof en>;

export const strings: Localized<KeyAgreementWords> = {
  en,
  zh: {
    ...commonWords.zh,
    events: '逐步说明',
    head: ['步骤', '谁', '做了什么'],
    presetNames: {
      default: '小曲线',
      'person-in-the-middle': '中间人',
      signed: '加上签名',
      x25519: 'X25519',
      'all-zero': '全零',
    },
    curve: '曲线',
    curveOf: '模 {p}',
    aSlider: '客户端的秘密 a',
    bSlider: '服务端的秘密 b',
    mSlider: '攻击者的秘密 m',
    walk: '画出的路',
    walks: ['到 A、B', '再到 S', '搜索 a'],
    middle: '中间人',
    signed: '服务端签名',
    forge: '攻击者',
    forges: ['原样转交', '自己签'],
    keys: '密钥取自',
    keySets: ['RFC 7748', '抓包'],
    sends: '攻击者发出',
    sendNames: ['自己的公开值', 'u = 0', 'u = 1', '阶为 8 的点'],
    check: '检查全零',
    picture: '曲线上的点，标出了 G、A、B 和共享的点，以及点到点的路',
    exchange: '谁有什么，发送了什么',
    searchTitle: '从 A 倒推 a',
    searchHead: ['曲线', '点数', '逐步走，平均', '已知最好的办法'],
    client: '客户端',
    server: '服务端',
    attacker: '攻击者',
    eavesdropper: '窃听者',
    secretOf: '秘密',
    none: '无',
    has: '掌握',
    needsNone: '根本用不着',
    seesName: '看到',
    needs: '还需要 a 或 b',
    signs: '对 {of} 的签名',
    stop: '中止',
    stops: { signature: '签名验证不通过', zeros: '32 个零字节' },
    asClient: '与任何匿名客户端无异',
    steps: '{count} 步',
    oneStep: '1 步',
    seconds: '{count} 秒',
    years: '{count} 年',
    under: '不到 1 毫秒',
    rowPublicA: '选 a = {a}，从 G 走这么多步，发出 A = {A}',
    rowPublicB: '选 b = {b}，从 G 走这么多步，发出 B = {B}',
    rowRealA: '有 a = {a}，发出 A = X25519(a, 9) = {A}',
    rowRealB: '有 b = {b}，发出 B = X25519(b, 9) = {B}',
    rowSwapA: '扣下 A，用自己的秘密 m = {m} 算出 M = {M} 发给服务端',
    rowSwapB: '扣下 B，把同一个 M 发给客户端',
    rowSmall: '把 A 和 B 都换成 {M}，一个小阶点；自己没有任何秘密',
    rowSignsA: '用证书对应的私钥对 A、B 签名：{signature}',
    rowSignsM: '用证书对应的私钥，对它看到的 M、B 签名',
    rowForwards: '原样转交服务端的签名：{signature}',
    rowSignsOwn: '用自己的私钥对 A、M 签名：{signature}',
    rowVerified: '按自己发出和收到的值验签：通过',
    rowNotVerified: '按 A、M 验签；签名却是对 M、B 的，不通过，于是中止',
    rowNotOwn: '用服务端证书里的公钥验签；签名的不是它，不通过，于是中止',
    rowSecretA: '计算 S = a · B = {S}',
    rowSecretB: '计算 S = b · A = {T}',
    rowSecretM: '计算 S₁ = a · M = {S}，以为这是与服务端共享的秘密',
    rowSecretN: '计算 S₂ = b · M = {T}，以为这是与客户端共享的秘密',
    rowHasBoth: '计算 S₁ = m · A = {withClient}、S₂ = m · B = {withServer}：读取、修改、转发',
    rowHasOne: '与服务端共享 S₂ = {withServer}，任何客户端都做得到；要骗的那一方已经离开',
    rowKnowsZeros: '两边的秘密都知道：全是零',
    rowZeros: '算出 32 个零字节，检查时发现，于是中止',
    rowSearch: '看到 G、A、B，从 G 一步步走到 A：{steps}',
    rowSearchReal: '看到 A 和 B；每秒走十亿步，用已知最好的办法求 a 也要 {years}',
    results: {
      agreed:
        '双方都到达 **{S}**：{a} · B 与 {b} · A 是同一个点。窃听者看到 G、A、B，走 **{steps}**就找到 a；换成 X25519 的曲线，已知最好的办法也要 **{years}**。',
      agreedReal:
        '双方得到同样的 32 字节 **{S}**，谁也没有发送过它。从 A 倒推 a，每秒走十亿步，已知最好的办法也要 **{years}**。',
      middle:
        '客户端商定的是 **{S}**，服务端商定的是 **{T}**，对方都是攻击者：途中的一切任其读取和修改。公开值本身并不说明是谁发的。',
      signed:
        '签名**验证通过**：服务端签的 A 和 B，正是客户端发出和收到的值。双方都到达 **{S}**，客户端也知道对方是谁。',
      stopped:
        '客户端**中止**：服务端签的是它看到的 M 和 B，客户端发出的却是 A、收到的是 M。要让 M 蒙混过关，攻击者得有服务端的**签名私钥**。',
      ownSignature:
        '客户端**中止**：A 和 M 有签名，但不是服务端证书里那把密钥签的。没有这张**证书**，谁的签名都能蒙混过关。',
      lucky:
        '签名**验证通过**：攻击者的 M = {M} 碰巧与 A、B 是同一个点，等于什么也没换。在有 2²⁵² 个点的曲线上不会发生。',
      zerosFound:
        '双方都**中止**：收到小阶点 {M}，无论秘密是什么，结果都是 **32 个零字节**，而双方会检查（RFC 7748 6.1；RFC 8446 7.4.2 规定必须检查）。',
      zerosTaken:
        '客户端和服务端商定了 **32 个零字节**，与各自的秘密无关，攻击者没有任何密钥也知道。只要检查一下是否全零，就能挡住。',
    },
  },
};
