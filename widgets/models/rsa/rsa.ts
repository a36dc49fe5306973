// RSA: keys, the two primitives, PKCS #1 v1.5 for encryption and signatures, PSS and OAEP. Follows RFC 8017, sections 3,
// 5, 7, 8, 9 and B.2. TLS 1.2 needs RSAES-PKCS1-v1_5, which no library for the browser keeps up: it is small and here.
// Left out: more than two primes, blinding, constant time (see integers.ts). Randomness is an argument everywhere.
import type { Digest } from './digest.ts';
import { bitLength, bytesOf, integerOf, mod, modPow } from './integers.ts';

export interface RsaPublicKey {
  readonly n: bigint;
  readonly e: bigint;
}

/** With p and q the private operation is four times as fast: RFC 8017 (5.1.2), 2.b. */
export interface RsaPrivateKey extends RsaPublicKey {
  readonly d: bigint;
  readonly p?: bigint | undefined;
  readonly q?: bigint | undefined;
  readonly dP?: bigint | undefined;
  readonly dQ?: bigint | undefined;
  readonly qInv?: bigint | undefined;
}

/** What a decryption returns: the message, or at which step it stopped. A real server must not tell these apart. */
export type Decrypted =
  | { readonly ok: true; readonly message: Uint8Array }
  | { readonly ok: false; readonly problem: 'length' | 'range' | 'padding' };

/** The length of the modulus in bytes, k in RFC 8017. */
export function modulusLength({ n }: RsaPublicKey): number {
  return Math.ceil(bitLength(n) / 8);
}

/** RFC 8017 (5.1.1), RSAEP, and (5.2.2), RSAVP1: integer^e mod n. Throws a RangeError outside 0 <= integer < n. */
export function publicOperation({ n, e }: RsaPublicKey, integer: bigint): bigint {
  if (integer < 0n || integer >= n) throw new RangeError('RSA takes an integer from 0 to n - 1.');
  return modPow(integer, e, n);
}

/** RFC 8017 (5.1.2), RSADP, and (5.2.1), RSASP1: integer^d mod n. Throws a RangeError outside 0 <= integer < n. */
export function privateOperation(key: RsaPrivateKey, integer: bigint): bigint {
  const { n, d, p, q, dP, dQ, qInv } = key;
  if (integer < 0n || integer >= n) throw new RangeError('RSA takes an integer from 0 to n - 1.');
  if (p === undefined || q === undefined || dP === undefined || dQ === undefined || qInv === undefined)
    return modPow(integer, d, n);
  const m1 = modPow(integer, dP, p);
  const m2 = modPow(integer, dQ, q);
  return m2 + q * mod((m1 - m2) * qInv, p);
}

/**
 * RFC 8017 (7.2.1): 00 02 PS 00 M, encrypted. `padding` is PS: modulusLength - 3 - message.length bytes, none of them 0.
 * Throws a RangeError if it is not.
 */
export function pkcs1Encrypt(key: RsaPublicKey, message: Uint8Array, padding: Uint8Array): Uint8Array {
  const length = modulusLength(key);
  if (padding.length < 8 || padding.length !== length - 3 - message.length || padding.includes(0))
    throw new RangeError(
      `PKCS #1 v1.5 wants ${length - 3 - message.length} bytes of padding, at least 8, none of them 0.`,
    );
  const encoded = Uint8Array.of(0, 2, ...padding, 0, ...message);
  return bytesOf(publicOperation(key, integerOf(encoded)), length);
}

/** RFC 8017 (7.2.2). */
export function pkcs1Decrypt(key: RsaPrivateKey, ciphertext: Uint8Array): Decrypted {
  const length = modulusLength(key);
  if (ciphertext.length !== length || length < 11) return { ok: false, problem: 'length' };
  const integer = integerOf(ciphertext);
  if (integer >= key.n) return { ok: false, problem: 'range' };
  const encoded = bytesOf(privateOperation(key, integer), length);
  const zero = encoded.indexOf(0, 2);
  if (encoded[0] !== 0 || encoded[1] !== 2 || zero < 10) return { ok: false, problem: 'padding' };
  return { ok: true, message: encoded.slice(zero + 1) };
}

/** RFC 8017 (8.2.1): 00 01 ff … ff 00 DigestInfo, to the power of d. Throws a RangeError if the modulus is too short. */
export function pkcs1Sign(key: RsaPrivateKey, digest: Digest, message: Uint8Array): Uint8Array {
  const length = modulusLength(key);
  return bytesOf(privateOperation(key, integerOf(pkcs1Encoded(digest, message, length))), length);
}

/** RFC 8017 (8.2.2): encodes anew and compares, so that nothing in the padding is left to a parser. */
export function pkcs1Verify(key: RsaPublicKey, digest: Digest, message: Uint8Array, signature: Uint8Array): boolean {
  const length = modulusLength(key);
  const integer = integerOf(signature);
  if (signature.length !== length || integer >= key.n || length < digest.prefix.length + digest.length + 11)
    return false;
  return equal(bytesOf(publicOperation(key, integer), length), pkcs1Encoded(digest, message, length));
}

/** RFC 8017 (9.2), EMSA-PKCS1-v1_5. */
export function pkcs1Encoded(digest: Digest, message: Uint8Array, length: number): Uint8Array {
  const info = Uint8Array.of(...digest.prefix, ...digest.hash(message));
  if (length < info.length + 11)
    throw new RangeError(`A modulus of ${length} bytes is too short for a signature with ${digest.name}.`);
  return Uint8Array.of(0, 1, ...new Uint8Array(length - info.length - 3).fill(0xff), 0, ...info);
}

/** RFC 8017 (8.1.1). The salt is any number of bytes; TLS 1.3 wants as many as the hash has. */
export function pssSign(key: RsaPrivateKey, digest: Digest, message: Uint8Array, salt: Uint8Array): Uint8Array {
  const bits = bitLength(key.n) - 1;
  const length = Math.ceil(bits / 8);
  if (length < digest.length + salt.length + 2)
    throw new RangeError(`A modulus of ${bits + 1} bits is too short for PSS with ${digest.name} and this salt.`);
  const hash = pssHash(digest, message, salt);
  const block = new Uint8Array(length - digest.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const masked = xor(block, mgf1(digest, hash, block.length));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits));
  return bytesOf(privateOperation(key, integerOf(Uint8Array.of(...masked, ...hash, 0xbc))), modulusLength(key));
}

/** RFC 8017 (8.1.2) and (9.1.2). */
export function pssVerify(
  key: RsaPublicKey,
  digest: Digest,
  message: Uint8Array,
  signature: Uint8Array,
  saltLength: number = digest.length,
): boolean {
  const bits = bitLength(key.n) - 1;
  const length = Math.ceil(bits / 8);
  const integer = integerOf(signature);
  if (signature.length !== modulusLength(key) || integer >= key.n || length < digest.length + saltLength + 2)
    return false;
  const number = publicOperation(key, integer);
  if (bitLength(number) > 8 * length) return false;
  const encoded = bytesOf(number, length);
  const masked = encoded.subarray(0, length - digest.length - 1);
  const hash = encoded.subarray(masked.length, length - 1);
  const kept = 0xff >> (8 * length - bits);
  if (encoded[length - 1] !== 0xbc || ((masked[0] ?? 0) & ~kept) !== 0) return false;
  const block = xor(masked, mgf1(digest, hash, masked.length));
  block[0] = (block[0] ?? 0) & kept;
  const mark = block.length - saltLength - 1;
  if (block[mark] !== 1 || block.subarray(0, mark).some((byte) => byte !== 0)) return false;
  return equal(hash, pssHash(digest, message, block.subarray(mark + 1)));
}

/** RFC 8017 (7.1.1), with an empty label. `seed` is as long as the hash. */
export function oaepEncrypt(key: RsaPublicKey, digest: Digest, message: Uint8Array, seed: Uint8Array): Uint8Array {
  const length = modulusLength(key);
  if (message.length > length - 2 * digest.length - 2 || seed.length !== digest.length)
    throw new RangeError(`OAEP takes at most ${length - 2 * digest.length - 2} bytes and a seed of ${digest.length}.`);
  const block = new Uint8Array(length - digest.length - 1);
  block.set(digest.hash(new Uint8Array()));
  block[block.length - message.length - 1] = 1;
  block.set(message, block.length - message.length);
  const maskedBlock = xor(block, mgf1(digest, seed, block.length));
  const maskedSeed = xor(seed, mgf1(digest, maskedBlock, seed.length));
  return bytesOf(publicOperation(key, integerOf(Uint8Array.of(0, ...maskedSeed, ...maskedBlock))), length);
}

/** RFC 8017 (7.1.2), with an empty label. */
export function oaepDecrypt(key: RsaPrivateKey, digest: Digest, ciphertext: Uint8Array): Decrypted {
  const length = modulusLength(key);
  if (ciphertext.length !== length || length < 2 * digest.length + 2) return { ok: false, problem: 'length' };
  const integer = integerOf(ciphertext);
  if (integer >= key.n) return { ok: false, problem: 'range' };
  const encoded = bytesOf(privateOperation(key, integer), length);
  const maskedBlock = encoded.subarray(digest.length + 1);
  const seed = xor(encoded.subarray(1, digest.length + 1), mgf1(digest, maskedBlock, digest.length));
  const block = xor(maskedBlock, mgf1(digest, seed, maskedBlock.length));
  const mark = block.findIndex((byte, index) => index >= digest.length && byte !== 0);
  const label = equal(block.subarray(0, digest.length), digest.hash(new Uint8Array()));
  if (encoded[0] !== 0 || !label || block[mark] !== 1) return { ok: false, problem: 'padding' };
  return { ok: true, message: block.slice(mark + 1) };
}

/** RFC 8017 (9.1.1), steps 5 and 6. */
function pssHash(digest: Digest, message: Uint8Array, salt: Uint8Array): Uint8Array {
  return digest.hash(Uint8Array.of(...new Uint8Array(8), ...digest.hash(message), ...salt));
}

/** RFC 8017 (B.2.1): the mask generation function. */
function mgf1(digest: Digest, seed: Uint8Array, length: number): Uint8Array {
  const mask = new Uint8Array(Math.ceil(length / digest.length) * digest.length);
  for (let counter = 0; counter * digest.length < length; counter += 1)
    mask.set(digest.hash(Uint8Array.of(...seed, ...bytesOf(BigInt(counter), 4))), counter * digest.length);
  return mask.subarray(0, length);
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, index) => byte ^ (b[index] ?? 0));

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
