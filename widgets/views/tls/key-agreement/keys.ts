// Keys that were published, so that everybody can check what the figure computes. The test of frames.ts compares them with
// content/vectors: a page must not load the whole files for them.

/** X25519 private keys: RFC 7748 (6.1), and both sides of recording 508. */
export const privateKeys = {
  rfc: {
    client: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
    server: '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
  },
  recorded: {
    client: '507785fe7f169f583986bd6854b66cdcba237c9ed8b58891fbba8b9cb7fa1d41',
    server: '60ab3e624f5a843d752f496218efac3e0899dd4a0bb7244a4d05e80ef182ec6e',
  },
} as const;

/** RFC 7748 (5.2), the first scalar. */
export const attackersKey = 'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4';

/** Ed25519 secret keys, RFC 8032 (7.1), tests 1 and 2: the server's, which its certificate names, and another. */
export const signingKeys = {
  server: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  attacker: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
} as const;
