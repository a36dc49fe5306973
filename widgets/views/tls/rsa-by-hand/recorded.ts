// The key and the message of recording 109, and a key of 512 bits for the page. The test of frames.ts compares these
// numbers with content/vectors/captures/tls-primitives: a page must not load the whole recording for them.
import { modInverse } from '../../../models/rsa/integers.ts';
import type { RsaPrivateKey } from '../../../models/rsa/rsa.ts';

interface Primes {
  readonly p: bigint;
  readonly q: bigint;
  readonly e: bigint;
}

/** Everything follows from the primes and e. */
function keyOf({ p, q, e }: Primes): Required<RsaPrivateKey> {
  const d = modInverse(e, (p - 1n) * (q - 1n)) ?? 0n;
  return { n: p * q, e, d, p, q, dP: d % (p - 1n), dQ: d % (q - 1n), qInv: modInverse(q, p) ?? 0n };
}

let certificate: Required<RsaPrivateKey> | undefined;
/** The key of the certificate in recording 109. */
export const certificateKey = () => (certificate ??= keyOf(certificatePrimes));

let short: Required<RsaPrivateKey> | undefined;
/** For the reader: 64 bytes can be read. e is 3, so that padding has to stand against a cube root as well. */
export const shortKey = () => (short ??= keyOf(shortPrimes));

const shortPrimes: Primes = {
  p: 0xe8e71c56221031ef15b75f1db37dab3011377b17e389d9593a6887db6a0cc233n,
  q: 0xe0635153967865c0b6b35473215325a6dbc7767bd75b2a8aadd6597efe33413fn,
  e: 3n,
};

const certificatePrimes: Primes = {
  p: 0xe22ce0b49c32d82e21d4073cc6ed66406e16496110339934769a7adf7022029809a63702058fe9304d8ba196c8d876f623a4b8e207a725fc8bc99cf30622e6ca8907ffff9a46714462a9df1cfe148527d3384173ac691d12b85c82ef108b7b2f96a1afc098fbfceb3a360bc924425b35d1e1b37c8b601bd4b906ad8219cc2d23n,
  q: 0xd27d2c64532f8cafd0aed77fa1a031889fdfee934c800abe07193efad50886308bf6dbc3885414fabe2cefefd6a610e8d771f1012b6f621c08084fdae51cb3bdecd2e53a1fb1d5bad2e475d36fbaf4b3e1dca582473daf6aa8667c6a04dea6fa80103b9ec69d5305ae6ed0b4e8d6a891f2ccbe4966d8fae12203d2b251ab375dn,
  e: 65_537n,
};

/** EncryptedPreMasterSecret in ClientKeyExchange: what went over the wire. */
export const encryptedPremaster =
  0x9ee432bdc1acf43af998e3940fcf98c1ae3c9c54d879219d4292a66c0d1f78f760e5ae3fbb7051acecdba035df6df88dfab5f595d0fbb96390b27776403f82ffed7e25a25b9ce6388e7291010a200b831b3c32c787f31906dd51f9d406719954092d43729449ae7eb57196fd5f9295fb89a3ca11c8e743bfe5599a9687d36440ff5971f9632dc2666e3665cf6529c5a196112e800e3c54097466bd2f5b32b722fb821d59927dfbfa1bdff237a11b3f6b58d317742f90109d6927f9785397bfe6f890a26b65dae06c29ed6fe52e831fc91df41a30a6aeec610450faa5fdaf5dabcb7ee0987d70fe9fcec360632fde6ca80754ed62bb2d95318f3f208e221e328en;
