// The Huffman code of HPACK: RFC 7541, section 5.2 and appendix B. Strings are octets, one character for each.

/**
 * The length of each code in bits, for the octets 0 to 255 and for EOS, which is symbol 256. The lengths are the whole
 * code: it is canonical, so codes of one length are consecutive numbers in the order of their symbols.
 */
const lengths: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6,
  5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23,
  22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22,
  23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26,
  20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27,
  27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27,
  27, 27, 27, 26, 30,
];

const endOfString = 256;
const longest = 30;

/** A symbol's code: the last `length` bits of `bits`. */
export interface HuffmanCode {
  readonly bits: number;
  readonly length: number;
}

/** The codes of all 257 symbols. */
export const huffmanCodes: readonly HuffmanCode[] = /* @__PURE__ */ canonical();

/** RFC 7541, appendix B, rebuilt: shorter codes first, and within a length smaller symbols first. */
function canonical(): HuffmanCode[] {
  const codes: HuffmanCode[] = lengths.map((length) => ({ bits: 0, length }));
  let bits = 0;
  for (let length = 1; length <= longest; length += 1) {
    bits *= 2;
    for (const [symbol, own] of lengths.entries())
      if (own === length) {
        codes[symbol] = { bits, length };
        bits += 1;
      }
  }
  return codes;
}

/** The tree, two numbers a node: what 0 and 1 lead to. From 0 up a node, below that a symbol as -1 - symbol. */
const tree: readonly number[] = /* @__PURE__ */ grown();

function grown(): number[] {
  const nodes = [0, 0];
  for (const [symbol, { bits, length }] of huffmanCodes.entries()) {
    let node = 0;
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      const way = node + ((bits >>> bit) & 1);
      if (bit === 0) nodes[way] = -1 - symbol;
      else if (!nodes[way]) {
        nodes[way] = nodes.length;
        nodes.push(0, 0);
      }
      node = nodes[way] ?? 0;
    }
  }
  return nodes;
}

/** Octets that the encoded string will have. */
export function huffmanLength(text: string): number {
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) bits += lengths[text.charCodeAt(index) & 0xff] ?? 0;
  return Math.ceil(bits / 8);
}

/** RFC 7541 (5.2): the codes one behind the other, the last octet filled up with the first bits of EOS, which are 1. */
export function huffmanEncode(text: string): Uint8Array {
  const bytes = new Uint8Array(huffmanLength(text));
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const { bits, length } = huffmanCodes[text.charCodeAt(index) & 0xff] ?? { bits: 0, length: 0 };
    for (let bit = length - 1; bit >= 0; bit -= 1, at += 1)
      if ((bits >>> bit) & 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
  for (; at < 8 * bytes.length; at += 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
  return bytes;
}

/** A decoded octet, and the bits, counted from the start of the string, that were its code. */
export interface HuffmanSymbol {
  readonly octet: number;
  readonly at: number;
  readonly end: number;
}

export type HuffmanProblem = 'huffman-eos' | 'huffman-padding-too-long' | 'huffman-padding-not-eos';

/** `symbols` are those before the problem, if there is one; `at` and `end` of the problem count bits. */
export interface HuffmanDecoded {
  readonly text: string;
  readonly symbols: readonly HuffmanSymbol[];
  readonly problem?: { readonly code: HuffmanProblem; readonly at: number; readonly end: number };
}

/**
 * RFC 7541 (5.2). An EOS inside, more than seven bits of padding, and padding other than 1s are errors. Never throws.
 */
export function huffmanDecode(bytes: Uint8Array): HuffmanDecoded {
  const symbols: HuffmanSymbol[] = [];
  const end = 8 * bytes.length;
  let text = '';
  let node = 0;
  let from = 0;
  for (let at = 0; at < end; at += 1) {
    const next = tree[node + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)] ?? 0;
    if (next >= 0) {
      node = next;
      continue;
    }
    const octet = -1 - next;
    if (octet === endOfString) return { text, symbols, problem: { code: 'huffman-eos', at: from, end: at + 1 } };
    symbols.push({ octet, at: from, end: at + 1 });
    text += String.fromCharCode(octet);
    node = 0;
    from = at + 1;
  }
  const padding = end - from;
  if (padding > 7) return { text, symbols, problem: { code: 'huffman-padding-too-long', at: from, end } };
  const ones = (1 << padding) - 1;
  if (padding > 0 && ((bytes[bytes.length - 1] ?? 0) & ones) !== ones)
    return { text, symbols, problem: { code: 'huffman-padding-not-eos', at: from, end } };
  return { text, symbols };
}
