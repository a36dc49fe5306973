// The key calculator: from the two randoms to the keys of each direction and to verify_data, at both ends.
import type { Happening } from '../../../models/tls/connection12.ts';
import type { Conversation } from '../../../models/tls/conversation12.ts';
import { toHex } from '../../../models/tls/hex.ts';
import type { KeyPart } from '../../../models/tls/keys12.ts';
import { recordOf } from './run.ts';

export type KeyLineName =
  | 'client_random'
  | 'server_random'
  | 'premaster'
  | 'session_hash'
  | 'master_secret'
  | KeyPart
  | 'client_verify_data'
  | 'server_verify_data';

export interface KeyLine {
  readonly name: KeyLineName;
  /** Hexadecimal digits at the client; empty if it did not come so far. */
  readonly client: string;
  readonly server: string;
}

const names = ['client_random', 'server_random', 'premaster', 'session_hash', 'master_secret'] as const;
const parts = [
  'client_write_MAC_key',
  'server_write_MAC_key',
  'client_write_key',
  'server_write_key',
  'client_write_IV',
  'server_write_IV',
] as const;

export function keyLines(conversation: Conversation): readonly KeyLine[] {
  const { client, server } = conversation;
  const hello = recordOf(conversation, 'c0');
  const answer = recordOf(conversation, 's0');
  const random = (bytes: Uint8Array | undefined) => toHex(bytes?.subarray(11, 43) ?? new Uint8Array());
  const lines: KeyLine[] = [
    { name: 'client_random', client: random(hello?.sent), server: random(hello?.delivered) },
    { name: 'server_random', client: random(answer?.delivered), server: random(answer?.sent) },
  ];
  for (const name of [...names.slice(2), 'client_verify_data', 'server_verify_data'] as const) {
    const line = { name, client: secret(client, name), server: secret(server, name) };
    if (name === 'client_verify_data')
      lines.push(...parts.map((part) => ({ name: part, client: cut(client, part), server: cut(server, part) })));
    lines.push(line as KeyLine);
  }
  return lines.filter((line) => line.client || line.server);
}

const secret = (log: readonly Happening[], name: string): string => {
  const found = log.find((each) => each.kind === 'secret' && each.name === name);
  return found?.kind === 'secret' ? toHex(found.bytes) : '';
};

function cut(log: readonly Happening[], name: KeyPart): string {
  const found = log.find((each) => each.kind === 'keys');
  if (found?.kind !== 'keys') return '';
  const part = found.block.parts.find((each) => each.name === name);
  return part ? toHex(found.block.bytes.subarray(part.at, part.end)) : '';
}
