// The words of the figure, both languages side by side. What can be wrong with bytes is in failure-strings.ts.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { type CommonWords, commonWords } from '../../figure-words.ts';
import { type FailureWords, failureWords } from './failure-strings.ts';
import type { LogVerdict } from './run.ts';
import type { PresetName } from './state.ts';

type Options<K extends string> = Readonly<Record<K, string>>;

export interface ChainWords extends CommonWords, FailureWords {
  readonly picture: string;
  readonly store: string;
  readonly emptyStore: string;
  readonly sent: string;
  readonly sentByOther: string;
  readonly bridge: Options<'fits' | 'wrong' | 'none'>;
  readonly ask: string;
  readonly clock: string;
  readonly inStore: string;
  readonly unused: string;
  readonly notReached: string;
  readonly notSent: string;
  readonly unreadable: string;
  readonly signatureFits: string;
  readonly signatureWrong: string;
  readonly signedItself: string;
  readonly issuerMissing: string;
  readonly isCa: string;
  readonly isNotCa: string;
  readonly pathLength: string;
  readonly noCaBelow: string;
  readonly names: string;
  readonly noNames: string;
  readonly onlyUnder: string;
  readonly notUnder: string;
  readonly hasPromise: string;
  readonly accepted: string;
  readonly refused: string;
  readonly alert: string;
  readonly head: readonly [string, string, string];
  readonly rowStore: string;
  readonly rowSent: string;
  readonly rowPath: string;
  readonly rowProgram: string;
  readonly browser: string;
  readonly logKnows: string;
  readonly logSays: Readonly<Record<LogVerdict, string>>;
  readonly programs: string;
  readonly resultUnreadable: string;
  readonly resultNoPromise: string;
  readonly resultOpensslRefuses: string;
  readonly resultOpensslAccepts: string;
  readonly resultSilent: string;
  readonly resultLogged: string;
  readonly resultDirect: string;
  readonly resultOne: string;
  readonly resultAccepted: string;
  readonly resultRefused: string;
  readonly resultNothing: string;
  readonly oneMore: string;
  readonly more: string;
  readonly settings: Readonly<Record<'client' | 'server' | 'authority', string>>;
  readonly host: string;
  readonly wrongHost: string;
  readonly notAscii: string;
  readonly year: string;
  readonly storeMenu: string;
  readonly stores: Options<'root' | 'twin' | 'old' | 'both' | 'none'>;
  readonly ct: string;
  readonly who: string;
  readonly answers: Options<'server' | 'impostor' | 'logged' | 'self'>;
  readonly namesField: string;
  readonly until: string;
  readonly int1: string;
  readonly int1s: Options<'yes' | 'no' | 'cross' | 'both'>;
  readonly int2: string;
  readonly yesNo: Options<'yes' | 'no'>;
  readonly ca: string;
  readonly length: string;
  readonly lengths: Options<'none' | '0' | '1'>;
  readonly only: string;
  readonly onlys: Options<'none' | 'example' | 'other' | 'not-example'>;
  readonly sign: string;
  readonly signs: Options<'issuer' | 'nobody'>;
  readonly presetNames: Readonly<Record<PresetName, string>>;
}

export const captions: Localized<Caption> = {
  en: {
    title: 'A certificate chain',
    hint: 'Change anything, and see which check notices.',
    proof:
      'Model checked against recording {names}: 44 chains with the verdicts of OpenSSL 3.0.19, Node 24.21 and GnuTLS 3.7.9, 250 chains put together at random with the errors of openssl verify, and node:crypto for every certificate; RFC 5280, RFC 6962, RFC 9525. Simplified: no revocation, one log.',
  },
  zh: {
    title: '一条证书链',
    hint: '随便改一处，看哪一步检查会发现。',
    proof:
      '模型与录制数据 {names} 核对：44 条证书链及 OpenSSL 3.0.19、Node 24.21、GnuTLS 3.7.9 的结论，250 条随机拼成的链及 openssl verify 的错误码，每张证书另与 node:crypto 比对；RFC 5280、RFC 6962、RFC 9525。简化之处：不查吊销，只有一个日志。',
  },
};

export const strings: Localized<ChainWords> = {
  en: {
    ...commonWords.en,
    ...failureWords.en,
    events: 'Every certificate, path and verdict in words',
    picture: 'Who signs whom: from the trust store down to the server’s certificate',
    store: 'The client’s trust store',
    emptyStore: 'Empty: the client trusts nobody.',
    sent: 'Sent by the server',
    sentByOther: 'Sent by an impostor, with a key of his own',
    bridge: {
      fits: 'its key fits the signature below',
      wrong: 'its key does not fit the signature below',
      none: 'no path ends here',
    },
    ask: 'The client asks for',
    clock: 'Its clock says',
    inStore: 'trusted because it is here',
    unused: 'signed by {issuer}; not needed',
    notReached: 'signed by {issuer}; off the path',
    notSent: 'not sent',
    unreadable: 'cannot be read',
    signatureFits: 'signed by {issuer}: fits',
    signatureWrong: 'signed by {issuer}? Does not fit',
    signedItself: 'signed by itself',
    issuerMissing: 'signed by {issuer}: missing',
    isCa: 'CA',
    isNotCa: 'not a CA',
    pathLength: 'at most {count} CA below',
    noCaBelow: 'no CA below',
    names: 'for {names}',
    noNames: 'no name',
    onlyUnder: 'only names under {names}',
    notUnder: 'no names under {names}',
    hasPromise: 'promise of a log',
    accepted: 'accepts',
    refused: 'refuses',
    alert: 'alert {alert}',
    head: ['what', 'certificate, path or program', 'in words'],
    rowStore: 'trusted',
    rowSent: 'sent',
    rowPath: 'path {number}',
    rowProgram: 'verdict',
    browser: 'A browser that wants transparency',
    logKnows: 'the log {says}',
    logSays: {
      'not-asked': 'was not asked',
      promised: 'promised to show this certificate',
      none: 'knows nothing of this certificate',
    },
    programs: 'What programs say of it',
    resultUnreadable:
      '**Refused**: the certificate of {subject} cannot be read. {why} OpenSSL’s client ends the handshake with the alert **{alert}**.',
    resultNoPromise:
      'Every signature, date and name fits, and OpenSSL would accept it. A browser that requires certificate transparency **refuses**: no log has promised to show this certificate.',
    resultOpensslRefuses:
      '**Accepted** by the RFC’s rules: one of the paths reaches **{anchor}**. OpenSSL follows only one path, does not go back, and ends with **{words}**, alert **{alert}**.',
    resultOpensslAccepts: '**Refused** by the RFC’s rules. {reason}{rest} OpenSSL’s client accepts it all the same.',
    resultSilent:
      '**Accepted, and nobody notices.** The trusted authority **{anchor}** signed a certificate for **{leaf}** with a key that the real server has never seen: signature is not trust.',
    resultLogged:
      '**Accepted**, but not in silence: the log’s promise fits, so the certificate that **{anchor}** signed for **{leaf}** stands where the owner of the name can find it.',
    resultDirect: '**Accepted**: **{anchor}** is itself in the trust store, no signature is needed.',
    resultOne:
      '**Accepted**: **1** signature leads to **{anchor}**, which is in the trust store; dates, names and constraints fit.',
    resultAccepted:
      '**Accepted**: **{count}** signatures lead from **{leaf}** to **{anchor}**, which is in the trust store; dates, names and constraints fit.',
    resultRefused: '**Refused.** {reason}{rest} OpenSSL’s client ends the handshake with the alert **{alert}**.',
    resultNothing: '**Refused**: there is no certificate.',
    oneMore: ' (And one reason more.)',
    more: ' (And {count} reasons more.)',
    settings: { client: 'The client', server: 'The server', authority: 'The authorities' },
    host: 'Asks for',
    wrongHost: 'Type a host name or an address.',
    notAscii: 'Names in certificates are ASCII. Others are written as A-labels: xn--…',
    year: 'The year is',
    storeMenu: 'Trust store',
    stores: {
      root: 'Path root',
      twin: 'another “Path root”',
      old: 'Old root',
      both: 'Path root, Old root',
      none: 'nobody',
    },
    ct: 'Wants a log’s promise (SCT)',
    who: 'Who answers',
    answers: {
      server: 'the server',
      impostor: 'an impostor, signed by Old root',
      logged: 'the same, and logged',
      self: 'somebody self-signed',
    },
    namesField: 'Leaf is for',
    until: 'Leaf ends on 1 January',
    int1: 'Intermediate 1',
    int1s: { yes: 'sent', no: 'not sent', cross: 'sent, signed by Old root', both: 'both versions sent' },
    int2: 'Intermediate 2 sent',
    yesNo: { yes: 'yes', no: 'no' },
    ca: 'Intermediate 2 is a CA',
    length: 'Intermediate 1 allows',
    lengths: { none: 'any path length', 0: 'no CA below', 1: 'one CA below' },
    only: 'Intermediate 2 may certify',
    onlys: {
      none: 'any name',
      example: 'only example.test',
      other: 'only other.test',
      'not-example': 'not example.test',
    },
    sign: 'Changes are signed by',
    signs: { issuer: 'the issuer', nobody: 'nobody' },
    presetNames: {
      default: 'valid',
      'no-intermediate': 'no intermediate',
      'wrong-name': 'wrong name',
      expired: 'expired',
      'not-an-authority': 'not an authority',
      'unknown-root': 'unknown root',
      'swapped-root': 'root swapped',
      'flipped-byte': 'one byte flipped',
      'compromised-authority': 'compromised authority',
      transparency: '… with transparency',
      wildcard: 'wildcard',
      'name-constraints': 'name constraints',
      'cross-signed': 'cross-signed',
    },
  },
  zh: {
    ...commonWords.zh,
    ...failureWords.zh,
    events: '逐条列出证书、路径与结论',
    picture: '谁给谁签名：从信任库到服务端证书',
    store: '客户端的信任库',
    emptyStore: '空：客户端谁也不信任。',
    sent: '服务端发来的证书',
    sentByOther: '冒充者发来的证书，公钥是他自己的',
    bridge: {
      fits: '它的公钥验得过下面的签名',
      wrong: '它的公钥验不过下面的签名',
      none: '没有路径通到这里',
    },
    ask: '客户端要访问',
    clock: '它的时钟是',
    inStore: '因为在这里，所以被信任',
    unused: '由 {issuer} 签名；没有用到',
    notReached: '由 {issuer} 签名；不在路径上',
    notSent: '没有发送',
    unreadable: '无法解析',
    signatureFits: '由 {issuer} 签名：验证通过',
    signatureWrong: '由 {issuer} 签名？验证不通过',
    signedItself: '自签名',
    issuerMissing: '由 {issuer} 签名：缺这张证书',
    isCa: 'CA',
    isNotCa: '不是 CA',
    pathLength: '下面最多 {count} 级 CA',
    noCaBelow: '下面不能再有 CA',
    names: '用于 {names}',
    noNames: '没有名字',
    onlyUnder: '只能签 {names} 下的名字',
    notUnder: '不能签 {names} 下的名字',
    hasPromise: '带日志的承诺',
    accepted: '接受',
    refused: '拒绝',
    alert: '告警 {alert}',
    head: ['类别', '证书、路径或程序', '说明'],
    rowStore: '受信任',
    rowSent: '发来',
    rowPath: '路径 {number}',
    rowProgram: '结论',
    browser: '要求透明度的浏览器',
    logKnows: '日志{says}',
    logSays: { 'not-asked': '没有问', promised: '承诺公开这张证书', none: '不知道有这张证书' },
    programs: '各程序的结论',
    resultUnreadable: '**拒绝**：{subject} 的证书无法解析。{why}OpenSSL 客户端以告警 **{alert}** 结束握手。',
    resultNoPromise:
      '签名、日期、名字全都对，OpenSSL 会接受。要求证书透明度的浏览器却**拒绝**：没有日志承诺公开这张证书。',
    resultOpensslRefuses:
      '按 RFC 的规则**接受**：有一条路径通到 **{anchor}**。OpenSSL 只走一条路、不回头，停在 **{words}**，告警 **{alert}**。',
    resultOpensslAccepts: '按 RFC 的规则**拒绝**。{reason}{rest}OpenSSL 客户端却照样接受。',
    resultSilent:
      '**接受，而且无人察觉。**受信任的 **{anchor}** 给 **{leaf}** 签了一张证书，里面的公钥真正的服务端从未见过：有签名不等于可信。',
    resultLogged:
      '**接受**，但瞒不住：日志的承诺有效，**{anchor}** 为 **{leaf}** 签的这张证书会公开，域名的主人查得到。',
    resultDirect: '**接受**：**{anchor}** 本身就在信任库里，不需要任何签名。',
    resultOne: '**接受**：经过 **1** 个签名到达信任库里的 **{anchor}**；日期、名字、约束都符合。',
    resultAccepted:
      '**接受**：从 **{leaf}** 经过 **{count}** 个签名到达信任库里的 **{anchor}**；日期、名字、约束都符合。',
    resultRefused: '**拒绝。**{reason}{rest}OpenSSL 客户端以告警 **{alert}** 结束握手。',
    resultNothing: '**拒绝**：一张证书也没有。',
    oneMore: '（另有 1 条理由。）',
    more: '（另有 {count} 条理由。）',
    settings: { client: '客户端', server: '服务端', authority: 'CA' },
    host: '要访问',
    wrongHost: '请输入主机名或地址。',
    notAscii: '证书里的名字只能是 ASCII，其他名字要写成 A-label：xn--…',
    year: '现在是哪一年',
    storeMenu: '信任库',
    stores: {
      root: 'Path root',
      twin: '另一个 “Path root”',
      old: 'Old root',
      both: 'Path root 和 Old root',
      none: '空',
    },
    ct: '要求日志的承诺 (SCT)',
    who: '谁来应答',
    answers: {
      server: '服务端',
      impostor: '冒充者，Old root 签名',
      logged: '同上，并已提交日志',
      self: '自签名的某人',
    },
    namesField: '叶子证书用于',
    until: '叶子证书止于 1 月 1 日，年份',
    int1: '中间证书 1',
    int1s: { yes: '发送', no: '不发送', cross: '发送 Old root 签的版本', both: '两个版本都发' },
    int2: '发送中间证书 2',
    yesNo: { yes: '是', no: '否' },
    ca: '中间证书 2 是 CA',
    length: '中间证书 1 允许',
    lengths: { none: '任意路径长度', 0: '下面没有 CA', 1: '下面一级 CA' },
    only: '中间证书 2 可签',
    onlys: {
      none: '任何名字',
      example: '仅 example.test',
      other: '仅 other.test',
      'not-example': '除 example.test 外',
    },
    sign: '改动由谁签名',
    signs: { issuer: '签发者', nobody: '无人' },
    presetNames: {
      default: '有效',
      'no-intermediate': '缺中间证书',
      'wrong-name': '名字不符',
      expired: '过期',
      'not-an-authority': '不是 CA',
      'unknown-root': '未知的根',
      'swapped-root': '根被调换',
      'flipped-byte': '翻一个字节',
      'compromised-authority': 'CA 被攻破',
      transparency: '…要求透明度',
      wildcard: '通配符',
      'name-constraints': '名称约束',
      'cross-signed': '交叉签名',
    },
  },
};
