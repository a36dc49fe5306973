// A record as rows: every field with its bytes, what it says, and what is under the protection. Pure; words come in.
import { alertCodec } from '../../../models/tls/alerts.ts';
import { type Field, parse } from '../../../models/tls/codec.ts';
import type { CarriedRecord } from '../../../models/tls/conversation12.ts';
import { messageName, parseMessage } from '../../../models/tls/messages.ts';
import { contentType, recordCodec } from '../../../models/tls/record.ts';
import { tls12 } from '../../../models/tls/registries.ts';
import type { SceneName } from '../../../models/tls/scenes12.ts';

/** One line of an unfolded record. */
export interface FieldRow {
  /** Names from the outside in, joined by dots. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  /** Half-open, in bytes of the record; undefined for what is under the protection. */
  readonly at: number | undefined;
  readonly end: number | undefined;
  readonly hex: string;
  readonly value: string;
  /** It holds the byte that is explained, and no row inside it does. */
  readonly chosen: boolean;
  readonly changed: boolean;
}

/** `client_hello` as people write it. */
export const camel = (name: string): string =>
  name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What a record is called: its message, or its kind of content. */
export function titleOf(record: Pick<CarriedRecord, 'sent' | 'content'>): string {
  const type = contentType(record.sent[0] ?? 0);
  if (type === 'handshake') return camel(messageName(record.content[0] ?? 255) ?? 'handshake');
  return type === 'change_cipher_spec' ? 'ChangeCipherSpec' : (type ?? '');
}

/** More bytes are cut off in the middle of a row. */
const shown = 8;

export function hexOf(bytes: Uint8Array, most = shown): string {
  const pairs = Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return bytes.length > most ? `${pairs} …` : pairs;
}

/** The record as it arrived, unfolded around one byte. */
export function fieldRows(record: CarriedRecord, scene: SceneName, byte: number): readonly FieldRow[] {
  const bytes = record.delivered;
  const turned = bytes.findIndex((each, place) => each !== record.sent[place]);
  const rows: FieldRow[] = [];
  const visit = (fields: readonly Field[], base: number, depth: number, around: string, inside?: Uint8Array) => {
    for (const field of fields) {
      const [at, end] = [base + field.at, base + field.end];
      const source = inside ?? bytes;
      const holds = !inside && byte >= at && byte < end;
      // Lists stay folded until a byte inside them is chosen.
      const long = field.fields.length > 4 || /^(?:extension|extensions|certificate_list)$/.test(field.name);
      const open = field.fields.length > 0 && (holds || !long) && !isPlain(field);
      const path = around ? `${around}.${field.name}` : field.name;
      rows.push({
        path,
        name: field.name,
        depth,
        at: inside ? undefined : at,
        end: inside ? undefined : end,
        hex: open || field.name === '…' ? '' : hexOf(source.subarray(at, end)),
        value: saidBy(field, source.subarray(at, end)),
        chosen: holds && !(open && field.fields.some((each) => byte >= base + each.at && byte < base + each.end)),
        changed: !inside && turned >= at && turned < end,
      });
      if (open) visit(near(field.fields, base, inside ? -1 : byte), base, depth + 1, path, inside);
    }
  };
  const head = parse(recordCodec, bytes).fields;
  visit(head.slice(0, 2), 0, 0, 'record');
  visit(
    [{ name: 'length', at: 3, end: 5, value: (bytes[3] ?? 0) * 256 + (bytes[4] ?? 0), fields: [] }],
    0,
    0,
    'record',
  );
  const context = { version: tls12, keyExchange: scene === 'rsa' ? ('RSA' as const) : ('ECDHE' as const) };
  const contentFields = (content: Uint8Array): readonly Field[] => {
    switch (contentType(record.sent[0] ?? 0)) {
      case 'handshake':
        return complete(parseMessage(content, context).fields, content.length);
      case 'alert':
        return parse(alertCodec, content).fields;
      case 'change_cipher_spec':
        return [{ name: 'change_cipher_spec', at: 0, end: content.length, fields: [] }];
      default:
        return [{ name: 'application_data', at: 0, end: content.length, label: text(content), fields: [] }];
    }
  };
  if (!record.protected) {
    visit(contentFields(bytes.subarray(5)), 5, 0, '');
    return rows;
  }
  const iv = scene === 'rsa' ? 16 : 8;
  const tag = scene === 'rsa' ? 0 : 16;
  const part = (name: string, at: number, end: number): Field => ({ name, at, end, fields: [] });
  const parts = [
    part(scene === 'rsa' ? 'IV' : 'nonce_explicit', 5, 5 + iv),
    part('ciphertext', 5 + iv, bytes.length - tag),
  ];
  visit(tag ? [...parts, part('tag', bytes.length - tag, bytes.length)] : parts, 0, 0, '');
  visit(contentFields(record.content), 0, 1, 'plaintext', record.content);
  return rows;
}

/** Of a long list the length and what stands around the chosen byte; in between, one row says how many are left out. */
function near(fields: readonly Field[], base: number, byte: number): readonly Field[] {
  const place = fields.findIndex(({ at, end }) => byte >= base + at && byte < base + end);
  if (fields.length < 9 || place < 0) return fields;
  const kept = (at: number) => at === 0 || Math.abs(at - place) < 3;
  return fields.flatMap((field, at): Field[] => {
    if (kept(at)) return [field];
    if (!kept(at - 1)) return [];
    const end = fields.findIndex((_, later) => later > at && kept(later));
    const last = end < 0 ? fields.length : end;
    const stop = fields[last - 1]?.end ?? field.end;
    return [{ name: '…', at: field.at, end: stop, label: `${last - at} ×`, fields: [] }];
  });
}

/** A length and its bytes, whose parts say nothing that the whole does not. */
function isPlain({ fields }: Field): boolean {
  return (
    fields.length === 2 &&
    fields[1]?.name === 'data' &&
    fields[1].end - fields[1].at > 0 &&
    fields[0]?.name === 'length'
  );
}

/** Where a message could not be read to its end, the rest is a field without a name. */
function complete(fields: readonly Field[], length: number): readonly Field[] {
  const end = fields.at(-1)?.end ?? 0;
  return end < length ? [...fields, { name: 'unread', at: end, end: length, fields: [] }] : fields;
}

function saidBy({ name, value, label, fields, at, end }: Field, bytes: Uint8Array): string {
  if (label !== undefined) return label;
  if (value !== undefined) return name.includes('length') ? String(value) : `0x${value.toString(16)}`;
  if (fields.length > 2 && fields[0]?.name === 'length') return `${fields.length - 1} ×`;
  const count = end - at;
  const printable = count > 3 && bytes.every((byte) => byte > 31 && byte < 127);
  return printable ? text(bytes) : '';
}

const text = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
