// The record layer's frame: content type, version, length, fragment; and the messages that lie across records.
//
// RFC 8446 section 5.1, RFC 5246 section 6.2. Protection is elsewhere: `protection12.ts` and, for TLS 1.3, beside its keys.
import type { AlertName } from './alerts.ts';
import { type Codec, concat, type Failure, framed, rest, struct, uint } from './codec.ts';
import { versionName } from './registries.ts';

const types = { change_cipher_spec: 20, alert: 21, handshake: 22, application_data: 23 } as const;

export type ContentType = keyof typeof types;

export const contentNumber = (name: ContentType): number => types[name];

export const contentType = (number: number): ContentType | undefined =>
  (Object.keys(types) as ContentType[]).find((name) => types[name] === number);

export interface TlsRecord {
  readonly type: number;
  readonly version: number;
  readonly fragment: Uint8Array;
}

export const recordCodec: Codec<TlsRecord> = struct<TlsRecord>({
  type: uint(1, { label: contentType }),
  version: uint(2, { label: versionName }),
  fragment: framed(2, rest),
});

/** Bytes of a record's header. */
export const headerBytes = 5;

/** Most bytes that a record holds in the clear, and most that protection may add: TLS 1.2, TLS 1.3. */
export const recordLimits = { plaintext: 16384, expansion12: 2048, expansion13: 256 } as const;

/** A record as bytes. */
export function writeRecord(type: ContentType | number, version: number, fragment: Uint8Array): Uint8Array {
  const number = typeof type === 'number' ? type : types[type];
  return concat(
    Uint8Array.of(number, version >> 8, version & 255, fragment.length >> 8, fragment.length & 255),
    fragment,
  );
}

/** Content in records of at most `most` bytes; no content still makes one record. */
export function writeRecords(
  type: ContentType,
  version: number,
  content: Uint8Array,
  most: number = recordLimits.plaintext,
): Uint8Array[] {
  const count = Math.max(1, Math.ceil(content.length / most));
  return Array.from({ length: count }, (_, n) =>
    writeRecord(type, version, content.subarray(n * most, (n + 1) * most)),
  );
}

/** What bytes of the stream are: whole records, what is left of an unfinished one, or the first thing that is no record. */
export interface SplitRecords {
  readonly records: readonly Uint8Array[];
  readonly rest: Uint8Array;
  readonly failure: Failure | undefined;
}

/**
 * Cuts a stream into records. A type that does not exist is an unexpected_message (RFC 8446 section 5, RFC 5246 section 6), a
 * version that is not 3.x a protocol_version (RFC 5246 appendix E.1), a length past the limit a record_overflow.
 */
export function splitRecords(stream: Uint8Array, expansion: number = recordLimits.expansion12): SplitRecords {
  const records: Uint8Array[] = [];
  let at = 0;
  while (stream.length - at >= headerBytes) {
    const [type = 0, major = 0, , high = 0, low = 0] = stream.subarray(at, at + headerBytes);
    const length = high * 256 + low;
    const refused = (name: string, from: number, end: number, alert: AlertName, value: number): SplitRecords => ({
      records,
      rest: stream.subarray(at),
      failure: { path: [name], at: at + from, end: at + end, reason: 'value', alert, values: { value } },
    });
    if (!contentType(type)) return refused('type', 0, 1, 'unexpected_message', type);
    if (major !== 3) return refused('version', 1, 3, 'protocol_version', major);
    if (length > recordLimits.plaintext + expansion) return refused('length', 3, 5, 'record_overflow', length);
    if (stream.length - at < headerBytes + length) break;
    records.push(stream.subarray(at, at + headerBytes + length));
    at += headerBytes + length;
  }
  return { records, rest: stream.subarray(at), failure: undefined };
}

/** Whole handshake messages out of what came in fragments, and what is left of an unfinished one. */
export function splitMessages(bytes: Uint8Array): {
  readonly messages: readonly Uint8Array[];
  readonly rest: Uint8Array;
} {
  const messages: Uint8Array[] = [];
  let at = 0;
  while (bytes.length - at >= 4) {
    const [, high = 0, middle = 0, low = 0] = bytes.subarray(at, at + 4);
    const end = at + 4 + high * 65536 + middle * 256 + low;
    if (bytes.length < end) break;
    messages.push(bytes.subarray(at, end));
    at = end;
  }
  return { messages, rest: bytes.subarray(at) };
}
