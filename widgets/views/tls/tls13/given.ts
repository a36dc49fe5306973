// What chance decided in the recordings that the figure plays again: 510 (full), 511 (HelloRetryRequest), 514 (resumption) and
// 521 (early data), second connections of the last two. given.test.ts compares it with them.

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));

/** The extensions that s_client offers, without those that depend on the connection: type and body. */
export const offered: readonly (readonly [type: number, data: Uint8Array])[] = [
  [0, bytes('00160000137365727665722e6578616d706c652e74657374')],
  [11, bytes('03000102')],
  [10, bytes('0014001d0017001e0019001801000101010201030104')],
  [35, bytes('')],
  [22, bytes('')],
  [23, bytes('')],
  [13, bytes('001c040305030603080708080809080a080b080408050806040105010601')],
  [43, bytes('020304')],
  [45, bytes('0101')],
  [51, bytes('')],
];
/** In 511 the client offers two groups only. */
export const twoGroups: Uint8Array = bytes('0004001d0017');
export const suites: readonly number[] = [0x1302, 0x1303, 0x1301, 0x00ff];

export interface Given {
  readonly clientRandom: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly serverRandom: Uint8Array;
  readonly clientKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

const given = (
  ...[clientRandom = '', sessionId = '', serverRandom = '', clientKey = '', serverKey = '']: string[]
): Given => ({
  clientRandom: bytes(clientRandom),
  sessionId: bytes(sessionId),
  serverRandom: bytes(serverRandom),
  clientKey: bytes(clientKey),
  serverKey: bytes(serverKey),
});

const counting = (from: number, count: number): Uint8Array => Uint8Array.from({ length: count }, (_, at) => from + at);

export const full: Given = {
  clientRandom: counting(0x00, 32),
  sessionId: counting(0xe0, 32),
  serverRandom: counting(0x70, 32),
  clientKey: bytes('b8fe5dad90a249026c0165cf1de930a606f8b06f93034b36de6db1dd6499fb41'),
  serverKey: bytes('08067639350508a1f5d14f8dfa244196197feba77052013a73d6982cb003bb7b'),
};
export const retry = given(
  '92c4567065d57bb50d1ef1373fcb201432c7b31eed65dbb02d7c2c367a5a3a50',
  '31d313b054af65d7a10ae75b1da679fed963a6cc351626ce0b3d5d63dcd4e431',
  'c1c20fa324118eed0b792e5e0f5d81a38bf15e07b19e6e1b55abc20770feaf8e',
  'd9e833cd9d8bb72f05c141690f3ece71e96361d9ca791ea933b27987caed4196',
  '0d58b8bc043d452d213d251381344f874775f61465ecea3268f72a999867f02e',
);
/** The share that the server of 511 has no use for; its private key is not recorded. */
export const retryShare: Uint8Array = bytes('5ea133a365b3e654e18b59677e011dacc5e68516d51362d1c73111ad4502c33b');
export const resumption = given(
  '066251e2d2efda7a32b34479b1580c7f1bdd45a928c3381b53ea47e74338b1e9',
  'a2459e079bca8b3add46fdbc606d6a17484c20f21ef4ca39e1b0716d870bc892',
  '951c9d9d01300da802577f30a827600fa35ffb13e9c04922b44b1d55e7f483ad',
  '7052e1237e1adfa9373c0f528361d33aa87b50979b56f8d26f95914d0379d864',
  '5877be0231cb6c3496bd61c7b1602e574f0cb734780715c21020735b3c67cb6a',
);
export const early = given(
  '53bae6d2ab70460d1353c447417ca89d00cb2b4040da0206f49b67598f5a8a98',
  'a81e657163f487837863beb8cbe7a9c4183b02a099304955d308b85cfb271773',
  'c27f39ec9b6f0abc0a2b4f70670a9608b3cad5bdd38dffc1aa6d0eced7ef6c45',
  'b092b657e982c59c619cda5075ef872b64e5969a0bacfc9339d991c8db7bc040',
  'f0c5e7410bc665715d69536cd95a1e4a0b4868b3cc5b22cb6c6dc420e329d56d',
);

/** What the ticket of the connection before stands for. */
export interface GivenTicket {
  readonly psk: Uint8Array;
  readonly ageAdd: number;
}
export const resumptionTicket: GivenTicket = {
  psk: bytes('069ec5b4def4887ae8a60905cd3518cd7c5023f28bf8cdd9fe3c1b3b9372146c'),
  ageAdd: 344_251_867,
};
export const earlyTicket: GivenTicket = {
  psk: bytes('5cd8aeb1575b2ab16efc4f65a9a9c8b1f774606ba5982273345d4eee7374d371'),
  ageAdd: 2_412_894_540,
};

/** The ticket key of recording 520: 00 01 02 … 2f. The servers of the figure seal their tickets with it. */
export const ticketKeys: Uint8Array = counting(0, 48);

/** The server's certificate, its private key, and the signature of 510: ECDSA takes a random number. */
export const certificate: Uint8Array = bytes(
  '308201e330820189a00302010202021005300a06082a8648ce3d040302302c3110300e060355040a0c07544c53206c61623118301606035504030c0f544c53206c616220454320726f6f74301e170d3236303130313030303030305a170d3436303130313030303030305a30303110300e060355040a0c07544c53206c6162311c301a06035504030c137365727665722e6578616d706c652e746573743059301306072a8648ce3d020106082a8648ce3d03010703420004d2285988e1b5406be9085a6061842d17bc49baa061ad574a2d05ae68a1bd63b4f1d8d6962451938588e9b34e209edd149c01b40db354c9dc37ad66f3fe8e4d32a38196308193300c0603551d130101ff04023000300e0603551d0f0101ff04040302078030130603551d25040c300a06082b06010505070301301e0603551d110417301582137365727665722e6578616d706c652e74657374301d0603551d0e041604146dc0a3f038d3e8634d725ba858950d7532227622301f0603551d23041830168014b8f257f0cacb5d23281d0dca4d3cf86ab0f91119300a06082a8648ce3d0403020348003045022100c49c70215d2228424bba8d850b109694ff3f1a0bcbf2fc9fffab50ebbdc4cc1502204cc1b1fbb2f49c452de75c9cbeb8ec98196b52d026ea9fe127cf967fb60b11c7',
);
export const signature510: Uint8Array = bytes(
  '3046022100a9b941f0b8595f9f4c28758d1eaeca99c31ceb26d546ecf5fe0c0fb7e17a1175022100e484474952c9dfc732d557cbc767afa1aabd502ac576f40f619c3ec0787bc3a4',
);
/** The certificate's private key. */
export const signingKey: Uint8Array = bytes('a3712dde649416b45ea4199b1e22d357bfc3c27a6f4120d1718089db328d1c5c');
