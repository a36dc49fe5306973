// The words of the figure, both languages side by side.
import type { Localized } from '#content/locales.ts';
import type { Caption } from '../../../parts/figure/shell.ts';
import { commonWords } from '../../figure-words.ts';
import type { RecorderWords } from './words.ts';

export const captions: Localized<Caption> = {
  en: {
    title: 'The patient recorder',
    hint: 'Hand something over and see what opens. Press a record for its bytes.',
    proof:
      'The records are those of {count} recordings ({names}). The model opens them with nothing but these bytes and what is handed over, and finds the secrets and the data that the two ends had. Simplified: TCP is left out; the ephemeral key is the server’s, the client’s would do as well.',
  },
  zh: {
    title: '耐心的录制者',
    hint: '交出一样东西，看看什么会被解开。点一条记录看它的字节。',
    proof:
      '这些记录来自 {count} 份录制（{names}）。模型只凭这些字节和交出来的东西去解，得到的密钥和数据与两端当时的一致。简化：略去 TCP；交出的临时私钥是服务端那把，换成客户端那把也一样。',
  },
};

export const strings: Localized<RecorderWords> = {
  en: {
    ...commonWords.en,
    events: 'Every record and every step in words',
    head: ['Record', 'From', 'What the recorder has'],
    presetNames: {
      default: 'Server’s keys stolen',
      recorded: 'Recorded',
      'key-stolen': 'What the key could forge',
      'ephemeral-leaked': 'Ephemeral key leaked',
      'ticket-key': 'Ticket key stolen',
      'tls13-ticket-key': 'Ticket key, TLS 1.3',
      'key-log': 'Client’s key log',
    },
    sessions: 'Sessions kept',
    pairs: ['TLS 1.2: RSA and ECDHE', 'TLS 1.2: a ticket and its resumption', 'TLS 1.2 and TLS 1.3, with tickets'],
    handed: 'A year later, handed over',
    handedNames: ['nothing', 'server’s private keys', 'an ephemeral key', 'ticket key', 'client’s key log'],
    sessionNames: {
      rsa: 'RSA',
      ecdhe: 'ECDHE',
      ticket: 'ECDHE, with a ticket',
      resumed: 'Resumed with the ticket',
      tls13: 'TLS 1.3',
    },
    client: 'client',
    server: 'server',
    recorder: 'recorder',
    fromClient: 'from the client:',
    fromServer: 'from the server:',
    stepsTitle: 'From the key to the request',
    tallyOpened: '{opened} of {sealed} protected records opened',
    tallyShut: '{sealed} protected records stay shut',
    types: {
      handshake: 'handshake',
      application_data: 'data',
      alert: 'alert',
      change_cipher_spec: 'change_cipher_spec',
    },
    quoted: '“{text}”',
    legend: ['in the clear', 'shut', 'opened', 'could have been signed with the key'],
    premaster: 'Premaster secret',
    master: 'Master secret',
    keys: 'Keys',
    handshakeKeys: 'Handshake traffic',
    trafficKeys: 'Application traffic',
    request: 'Request',
    steps: {
      encrypted: 'carries the premaster secret, encrypted with the certificate’s key: {bytes} bytes',
      decrypted: 'decrypted: 00 02, {padding} bytes of padding, 00, and these 48',
      onlyRsaKey: 'only the server’s private RSA key leads to it',
      notNeeded: 'not needed',
      serverPublic: 'the server’s public key on {group}, with a signature',
      couldForge:
        'signed with the stolen key. The recorder can now sign such a record in a new handshake and pose as the server; it decrypts nothing',
      clientPublic: 'the client’s public key',
      agreed: '{group}, from the server’s ephemeral private key and the client’s public key',
      thrownAway: 'takes one of two ephemeral private keys; neither was sent, both were thrown away',
      signingKey: 'takes one of two ephemeral private keys, and the stolen key is neither: it signed',
      signingKey13: 'takes one of two ephemeral private keys, and the stolen key is neither: it signed',
      ticketKey13: 'takes an ephemeral private key; the tickets of this session come later, and encrypted',
      ticketGiven: 'the ticket, in the clear, sealed with the server’s ticket key',
      ticketShown: 'shows the ticket again; no key exchange follows',
      ticketOpened: 'has the ticket; the ticket key opens it, and {bytes} bytes of state are inside',
      masterInTicket: 'stands in the ticket',
      inLog: 'stands in the key log',
      masterFromRandoms: 'PRF of the premaster secret and both randoms',
      masterFromHash: 'PRF of the premaster secret and the hash of the handshake',
      keyBlock: 'PRF of the master secret and both randoms: {bytes} bytes for both directions',
      unknown: 'unknown',
      stillBytes: '{bytes} bytes without meaning',
      shares: 'a public key from each side, in the two hellos',
      handshakeSecret: 'HKDF of X25519: the server’s ephemeral private key, the client’s public key',
      fromHandshake: 'from the Handshake Secret and the hellos',
      fromMaster: 'from the Master Secret and the handshake',
    },
    unfolded: '{session}, record {n}, from the {from}: {bytes} bytes',
    header: 'Header',
    headerSays: '{type}, {bytes} bytes follow:',
    body: 'Content',
    ciphertext: 'Ciphertext',
    inside: 'Inside',
    staysShut: 'Stays shut. Type, direction and length are all that the recorder knows.',
    staysShut13:
      'Stays shut. Direction and length are all that the recorder knows: in TLS 1.3 every such header says data.',
    clearNow: '{names}: this was never encrypted.',
    reallyNot: 'really not data: ',
    more: '… {count} more',
    rowClear: '{name}, {bytes} bytes, in the clear',
    rowOpened: '{type}, {bytes} bytes, opened: {name}',
    rowShut: '{type}, {bytes} bytes, shut',
    rowStep: '{name}: {text}',
    results: {
      'exchange/nothing':
        'The recorder has all **{records} records** of two sessions. The handshakes stand in the clear; the **{all}** protected records are bytes without meaning. It keeps them, and waits.',
      'exchange/server-keys':
        'The RSA session opens, **{a} of {as}** protected records: its secret had travelled encrypted with this key. The ECDHE session stays shut, **{b} of {bs}**: there a key only signed.',
      'exchange/ephemeral':
        'The server’s ephemeral key of the ECDHE session opens that session, **{b} of {bs}** protected records, and of the RSA session **{a} of {as}**. Who forgets it after the handshake has nothing to hand over.',
      'exchange/ticket-key':
        'The ticket key opens **{a} of {as}** and **{b} of {bs}** protected records: in these two sessions the server gave no ticket.',
      'exchange/key-log':
        'The client’s key log opens both sessions, **{a} of {as}** and **{b} of {bs}** protected records: the master secrets stand in it. No key exchange helps against an end that writes its secrets down.',
      'tickets/nothing':
        'Kept are an ECDHE session in which the server gave a ticket, and the one that resumed it: **{all}** protected records, all shut. The ticket passed twice, in the clear.',
      'tickets/server-keys':
        'The server’s private key opens **{a} of {as}** and **{b} of {bs}** protected records: in the first session it signed, in the second it was not used at all.',
      'tickets/ephemeral':
        'Nothing opens, **{a} of {as}** and **{b} of {bs}** protected records: the ephemeral key handed over is of another ECDHE session. Each handshake has its own.',
      'tickets/ticket-key':
        'Both sessions open, **{a} of {as}** and **{b} of {bs}** protected records, ECDHE or not: the master secret is in the ticket, and the ticket passed in the clear. Forward secrecy begins when the **ticket key** is destroyed.',
      'tickets/key-log':
        'The client’s key log opens both sessions, **{a} of {as}** and **{b} of {bs}** protected records. One master secret stands in it twice, under two client randoms: the second session resumed the first.',
      'tls13/nothing':
        'In TLS 1.2 the recorder reads the whole handshake, certificate and ticket included; in TLS 1.3 the two hellos. **{as}** and **{bs}** protected records are shut.',
      'tls13/server-keys':
        'Nothing opens, **{a} of {as}** and **{b} of {bs}** protected records: both sessions used ECDHE, and the key signed. In TLS 1.3 the signature itself is among the shut records.',
      'tls13/ephemeral':
        'The server’s ephemeral key of the TLS 1.3 session opens that session, **{b} of {bs}** protected records, certificate and tickets included. The TLS 1.2 session had another and stays shut, **{a} of {as}**.',
      'tls13/ticket-key':
        'TLS 1.2 opens, **{a} of {as}** protected records: its ticket passed in the clear and holds the master secret of this very session. TLS 1.3 stays shut, **{b} of {bs}**: its tickets are encrypted, and what they hold is for the next session.',
      'tls13/key-log':
        'The client’s key log opens both sessions, **{a} of {as}** and **{b} of {bs}** protected records. Of TLS 1.2 it names the master secret, of TLS 1.3 four traffic secrets, one for each direction and stage.',
    },
  },
  zh: {
    ...commonWords.zh,
    events: '逐条记录、逐步说明',
    head: ['记录', '来自', '录制者手里有什么'],
    presetNames: {
      default: '服务端私钥被盗',
      recorded: '刚录下',
      'key-stolen': '私钥能伪造什么',
      'ephemeral-leaked': '临时私钥泄露',
      'ticket-key': '票据密钥被盗',
      'tls13-ticket-key': '票据密钥与 TLS 1.3',
      'key-log': '客户端密钥日志',
    },
    sessions: '录下的会话',
    pairs: ['TLS 1.2：RSA 与 ECDHE', 'TLS 1.2：一张票据和一次恢复', '带票据的 TLS 1.2 与 TLS 1.3'],
    handed: '一年后交出',
    handedNames: ['什么也没有', '服务端私钥', '一把临时私钥', '票据密钥', '客户端密钥日志'],
    sessionNames: {
      rsa: 'RSA',
      ecdhe: 'ECDHE',
      ticket: 'ECDHE，发了票据',
      resumed: '凭票据恢复',
      tls13: 'TLS 1.3',
    },
    client: '客户端',
    server: '服务端',
    recorder: '录制者',
    fromClient: '客户端发出：',
    fromServer: '服务端发出：',
    stepsTitle: '从密钥到请求',
    tallyOpened: '{sealed} 条加密记录解开了 {opened} 条',
    tallyShut: '{sealed} 条加密记录一条也打不开',
    types: {
      handshake: '握手',
      application_data: '数据',
      alert: '警报',
      change_cipher_spec: 'change_cipher_spec',
    },
    quoted: '“{text}”',
    legend: ['明文', '打不开', '已解开', '用这把密钥签得出来'],
    premaster: '预主密钥',
    master: '主密钥',
    keys: '密钥',
    handshakeKeys: '握手流量密钥',
    trafficKeys: '应用流量密钥',
    request: '请求',
    steps: {
      encrypted: '里面是预主密钥，用证书里的公钥加密：{bytes} 字节',
      decrypted: '解密得到：00 02，{padding} 字节填充，00，然后是这 48 字节',
      onlyRsaKey: '只有服务端的 RSA 私钥能解出来',
      notNeeded: '用不着',
      serverPublic: '服务端的 {group} 公钥，附签名',
      couldForge: '签名正是偷来的这把密钥签的。录制者今后可以在新的握手里签出这样的记录，冒充服务端；但它什么也解不了',
      clientPublic: '客户端的公钥',
      agreed: '{group}：服务端的临时私钥与客户端的公钥',
      thrownAway: '要有两把临时私钥之一；它们从没上过网，用完就扔了',
      signingKey: '要有两把临时私钥之一；偷来的这把不是，它只签过名',
      signingKey13: '要有两把临时私钥之一；偷来的这把不是，它只签过名',
      ticketKey13: '要有临时私钥；这次会话的票据后面才发，而且是加密的',
      ticketGiven: '票据以明文经过，用服务端的票据密钥封着',
      ticketShown: '再次出示票据；后面没有密钥交换',
      ticketOpened: '里面是票据；用票据密钥打开，得到 {bytes} 字节的会话状态',
      masterInTicket: '就在票据里',
      inLog: '就在密钥日志里',
      masterFromRandoms: 'PRF：预主密钥和两个随机数',
      masterFromHash: 'PRF：预主密钥和握手的哈希',
      keyBlock: 'PRF：主密钥和两个随机数，两个方向共 {bytes} 字节',
      unknown: '未知',
      stillBytes: '{bytes} 字节，看不出意义',
      shares: '双方各一个公钥，在两条 Hello 里',
      handshakeSecret: 'HKDF，输入是 X25519：服务端的临时私钥与客户端的公钥',
      fromHandshake: '由 Handshake Secret 和两条 Hello 派生',
      fromMaster: '由 Master Secret 和整个握手派生',
    },
    unfolded: '{session}，第 {n} 条记录，{from}发出，{bytes} 字节',
    header: '头部',
    headerSays: '{type}，后面还有 {bytes} 字节：',
    body: '内容',
    ciphertext: '密文',
    inside: '里面',
    staysShut: '打不开。录制者只知道类型、方向和长度。',
    staysShut13: '打不开。录制者只知道方向和长度：TLS 1.3 里，这样的头部写的一律是数据。',
    clearNow: '{names}：本来就没有加密。',
    reallyNot: '其实不是数据：',
    more: '…… 还有 {count} 字节',
    rowClear: '{name}，{bytes} 字节，明文',
    rowOpened: '{type}，{bytes} 字节，已解开：{name}',
    rowShut: '{type}，{bytes} 字节，打不开',
    rowStep: '{name}：{text}',
    results: {
      'exchange/nothing':
        '两次会话的 **{records} 条记录**全在录制者手里。握手是明文；**{all}** 条加密记录只是一堆没有意义的字节。他存着，等着。',
      'exchange/server-keys':
        'RSA 会话全部解开，**{as} 条加密记录解开 {a} 条**：它的秘密当初就是用这把密钥加密后上网的。ECDHE 会话的 **{bs} 条一条也打不开**：私钥在那里只签过名。',
      'exchange/ephemeral':
        '交出的是服务端在 ECDHE 会话里的临时私钥：这次会话 **{bs} 条加密记录解开 {b} 条**，RSA 会话的 **{as} 条一条也打不开**。握手一完就忘掉它，以后也就交不出什么。',
      'exchange/ticket-key':
        '两次会话各有 **{as} 条**和 **{bs} 条**加密记录，票据密钥一条也打不开：服务端没有在这两次会话里发过票据。',
      'exchange/key-log':
        '客户端的密钥日志把两次会话都解开了，**{as} 条中的 {a} 条**和 **{bs} 条中的 {b} 条**：主密钥就写在里面。只要有一端把秘密记下来，什么密钥交换都没用。',
      'tickets/nothing':
        '录下的是一次发了票据的 ECDHE 会话，和凭票据恢复的另一次：**{all}** 条加密记录全打不开。票据以明文经过了两次。',
      'tickets/server-keys':
        '两次会话各有 **{as} 条**和 **{bs} 条**加密记录，服务端私钥一条也打不开：第一次会话里它只签过名，第二次根本没用上。',
      'tickets/ephemeral':
        '两次会话的 **{as} 条**和 **{bs} 条**加密记录一条也打不开：交出的临时私钥属于另一次 ECDHE 会话，每次握手各有各的。',
      'tickets/ticket-key':
        '两次会话都解开了，**{as} 条中的 {a} 条**和 **{bs} 条中的 {b} 条**，ECDHE 也挡不住：主密钥在票据里，票据以明文经过。**票据密钥**销毁之后，才谈得上前向安全。',
      'tickets/key-log':
        '客户端的密钥日志把两次会话都解开了，**{as} 条中的 {a} 条**和 **{bs} 条中的 {b} 条**。同一个主密钥在日志里出现两次，对应两个客户端随机数：第二次会话恢复了第一次。',
      'tls13/nothing':
        'TLS 1.2 的整个握手都能读，包括证书和票据；TLS 1.3 只能读两条 Hello。打不开的加密记录分别有 **{as}** 条和 **{bs}** 条。',
      'tls13/server-keys':
        '两次会话的 **{as} 条**和 **{bs} 条**加密记录一条也打不开：两次都用 ECDHE，私钥只签过名。TLS 1.3 里连签名本身也在打不开的记录中。',
      'tls13/ephemeral':
        '服务端在 TLS 1.3 会话里的临时私钥解开了这次会话，**{bs} 条加密记录解开 {b} 条**，包括证书和票据。TLS 1.2 那次用的是另一把，**{as} 条一条也打不开**。',
      'tls13/ticket-key':
        'TLS 1.2 解开了，**{as} 条加密记录解开 {a} 条**：票据以明文经过，里面正是这次会话的主密钥。TLS 1.3 的 **{bs} 条一条也打不开**：票据本身是加密的，里面的东西留给下一次会话。',
      'tls13/key-log':
        '客户端的密钥日志把两次会话都解开了，**{as} 条中的 {a} 条**和 **{bs} 条中的 {b} 条**。TLS 1.2 记的是主密钥，TLS 1.3 记的是四个流量密钥，每个方向、每个阶段各一个。',
    },
  },
};
