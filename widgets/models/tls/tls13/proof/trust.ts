/**
 * What the programs of the recordings trust and can do, read out of their commands: roots, names, suites, groups. Chains are
 * judged as each program judges them; where the alerts differ from program to program, RFC 8446 section 6.2 leaves it open.
 */
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import { judgeOpenssl, opensslClient } from '../../../x509/openssl.ts';
import { type Problem, problemFacts } from '../../../x509/problems.ts';
import { toSeconds } from '../../../x509/time.ts';
import type { AlertName } from '../../alerts.ts';
import { bodies } from '../../extensions.ts';
import { certificateOf, derOf } from '../../proof/recording.ts';
import { tls13 } from '../../registries.ts';
import { verifySignature } from '../../signatures.ts';
import { type Abilities, choose } from '../choice.ts';
import { bodyOf } from '../hellos.ts';
import type { Role } from '../knowledge.ts';
import { Refused } from '../refused.ts';
import type { Side } from '../side.ts';
import type { Recording } from './recording.ts';

export type Program = 'openssl' | 'node' | 'gnutls';

/** Which program a command starts. */
export const programOf = (command: string): Program =>
  command.startsWith('gnutls') ? 'gnutls' : command.startsWith('node') ? 'node' : 'openssl';

const certificates = (pem: string) => derOf([pem]).flatMap((der) => certificateOf(der) ?? []);

/** True if the signature is that of the certificate's key. */
export function verify(scheme: number, leaf: Uint8Array, content: Uint8Array, signature: Uint8Array): boolean {
  const certificate = certificateOf(leaf);
  return !!certificate && verifySignature(scheme, certificate.publicKey, content, signature);
}

/** These do not count against a client's certificate: the model of chains asks on behalf of a client. */
const ofServers: readonly Problem[] = ['host-mismatch', 'address-mismatch', 'wrong-purpose'];

/** The alert for a chain; undefined where the program finds nothing wrong, or keeps it to itself. */
export function judge(
  recording: Recording,
  command: string,
  chain: readonly Uint8Array[],
  of: Role,
): AlertName | undefined {
  const program = programOf(command);
  // Differs: Node lets OpenSSL finish, looks at the certificate afterwards and closes TCP without an alert.
  if (program === 'node') return undefined;
  const sent = chain.flatMap((der) => certificateOf(der) ?? []);
  if (sent.length < chain.length) return 'bad_certificate';
  // A server that asks for a certificate but does not require one looks at it and goes on: s_server -verify.
  if (of === 'client' && !/-verify_return_error/.test(command)) return undefined;
  if (of === 'server' && program === 'openssl' && !/-verify_return_error/.test(command)) return undefined;
  const trusted = recording.trusted.flatMap((name) => (recording.certificates[name] ?? []).flatMap(certificates));
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = recording.recorded.split(/\D/).map(Number);
  const input = { sent, trusted, host: recording.server_name, now: toSeconds(year, month, day, hour, minute, second) };
  const { deciding, ok } = judgeOpenssl(input, of === 'client' ? { ...opensslClient, stops: 'never' } : opensslClient);
  const finding = deciding.findings.find(({ problem }) => of === 'server' || !ofServers.includes(problem));
  if (ok || !finding) return undefined;
  // GnuTLS sends bad_certificate whatever is wrong with a certificate.
  return program === 'gnutls' ? 'bad_certificate' : problemFacts(finding.problem).alert;
}

const suiteNumbers: Readonly<Record<string, number>> = {
  TLS_AES_128_GCM_SHA256: 0x1301,
  TLS_AES_256_GCM_SHA384: 0x1302,
  TLS_CHACHA20_POLY1305_SHA256: 0x1303,
  TLS_AES_128_CCM_SHA256: 0x1304,
  TLS_AES_128_CCM_8_SHA256: 0x1305,
};
const groupNumbers: Readonly<Record<string, number>> = {
  X25519: 29,
  'P-256': 23,
  'P-384': 24,
  'P-521': 25,
  X448: 30,
  ffdhe2048: 256,
  ffdhe3072: 257,
};

/** What an `openssl s_server` with this command can do; its defaults are those of OpenSSL 3.0. */
function abilitiesOf(recording: Recording, command: string): Abilities {
  const said = (option: string) => new RegExp(` -${option} (\\S+)`).exec(command)?.[1];
  const leaf = (recording.certificates[recording.server_certificate ?? ''] ?? []).flatMap(certificates)[0]?.publicKey;
  const schemes =
    leaf?.kind === 'ec'
      ? [{ 'P-256': 0x0403, 'P-384': 0x0503, 'P-521': 0x0603 }[leaf.curve]]
      : leaf?.kind === 'ed25519'
        ? [0x0807]
        : [0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b];
  const protocols = said('alpn')?.split(',');
  return {
    suites: (said('ciphersuites') ?? 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256')
      .split(':')
      .map((name) => suiteNumbers[name] ?? 0),
    groups: (said('groups') ?? 'X25519:P-256:X448:P-521:P-384').split(':').map((name) => groupNumbers[name] ?? 0),
    schemes,
    ...(protocols ? { protocols: protocols.map((name) => encodeUtf8(name)) } : {}),
    psk: () => undefined,
  };
}

/** The alert with which this server answers a ClientHello that it can read; undefined where it goes on. */
export function refuses(recording: Recording, side: Side): string | undefined {
  const command = recording.commands['server'] ?? '';
  if (programOf(command) !== 'openssl' || !side.offer) return undefined;
  const versions = bodyOf(side.offer, 'supported_versions', bodies.offered_versions) ?? [];
  if (/-no_tls1_3/.test(command))
    return versions.every((version) => version === tls13) ? 'protocol_version' : undefined;
  // A key that both know already needs no certificate, and what is wrong without it does not matter.
  if (bodyOf(side.offer, 'pre_shared_key', bodies.offered_psks)) return undefined;
  try {
    choose(abilitiesOf(recording, command), side.offer);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.alert;
    throw error;
  }
}

/** Everything that a replay needs beside the recording. */
export const trust = { verify, judge, refuses };
