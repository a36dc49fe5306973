// Big integers as RSA needs them: bytes to integer and back (RFC 8017, 4), powers and inverses modulo n.
// Left out: constant time. A page that shows a private key has nothing to hide from a stopwatch.

/** The integer of bytes, first byte first. RFC 8017 (4.2), OS2IP. No bytes are 0. */
export function integerOf(bytes: Uint8Array): bigint {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex === '' ? 0n : BigInt(`0x${hex}`);
}

/** `length` bytes, first byte first. RFC 8017 (4.1), I2OSP. Throws a RangeError if the integer is negative or longer. */
export function bytesOf(integer: bigint, length: number): Uint8Array {
  const hex = integer.toString(16).padStart(2 * length, '0');
  if (integer < 0n || hex.length > 2 * length)
    throw new RangeError(`An integer of ${bitLength(integer)} bits does not fit into ${length} bytes.`);
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}

/** Bits without leading zeros; 0 for 0. */
export function bitLength(integer: bigint): number {
  return integer === 0n ? 0 : integer.toString(2).length;
}

/** Bits of the exponent taken at once: 16 powers are kept, and a 2,048-bit exponent costs 512 products, not 1,024. */
const windowBits = 4;

/** base^exponent mod modulus, for exponent >= 0 and modulus > 0, from the left in windows of four bits. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus <= 0n || exponent < 0n)
    throw new RangeError('A power needs a modulus above 0 and an exponent from 0 up.');
  if (modulus === 1n) return 0n;
  const first = mod(base, modulus);
  if (exponent < 16n) return mod(first ** exponent, modulus);
  const powers = [1n];
  for (let index = 1; index < 1 << windowBits; index += 1) powers.push(((powers[index - 1] ?? 1n) * first) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(1 << windowBits)) {
    for (let square = 0; square < windowBits; square += 1) result = (result * result) % modulus;
    const value = Number.parseInt(digit, 1 << windowBits);
    if (value > 0) result = (result * (powers[value] ?? 1n)) % modulus;
  }
  return result;
}

/** The remainder that is never negative. */
export function mod(value: bigint, modulus: bigint): bigint {
  const remainder = value % modulus;
  return remainder < 0n ? remainder + modulus : remainder;
}

/** The greatest common divisor of two integers, not negative. */
export function gcd(a: bigint, b: bigint): bigint {
  let [left, right] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (right > 0n) [left, right] = [right, left % right];
  return left;
}

/** x with value * x = 1 mod modulus, by the extended Euclidean algorithm; undefined if they share a factor. */
export function modInverse(value: bigint, modulus: bigint): bigint | undefined {
  let [r, next] = [modulus, mod(value, modulus)];
  let [x, nextX] = [0n, 1n];
  while (next > 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [x, nextX] = [nextX, x - quotient * nextX];
  }
  return r === 1n ? mod(x, modulus) : undefined;
}
