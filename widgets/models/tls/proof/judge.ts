// What the programs of the recordings make of a chain of certificates, and with which alert they stop.
//
// OpenSSL by the model of its path building; GnuTLS finds the same faults in these chains and sends bad_certificate for each
// of them; Node lets OpenSSL finish, looks afterwards and closes TCP without a word.

import { judgeOpenssl, opensslClient } from '../../x509/openssl.ts';
import { type CertificateAlert, problemFacts } from '../../x509/problems.ts';
import { toSeconds } from '../../x509/time.ts';
import type { AlertName } from '../alerts.ts';
import type { Habits, Verdict } from '../settings12.ts';
import { certificateOf, commandOf, derOf, type Recording } from './recording.ts';

export function habitsOf(command: string): Habits {
  if (command.startsWith('gnutls')) return 'gnutls';
  return command.startsWith('node') ? 'node' : 'openssl';
}

/** Judges the chain that `side` was sent. */
export function judgeFor(
  file: Recording,
  side: 'client' | 'server',
  connection: number,
): (chain: readonly Uint8Array[]) => Verdict {
  const command = commandOf(file, side, connection);
  const habits = habitsOf(command);
  const trusted = derOf(trustedBy(file, command)).flatMap((der) => certificateOf(der) ?? []);
  return (chain) => {
    const sent = chain.map(certificateOf);
    const leaf = sent[0];
    // OpenSSL 3: bytes that are no certificate are a bad_certificate (tls_process_server_certificate).
    if (!leaf || sent.some((each) => !each)) return { key: undefined, alert: 'bad_certificate' };
    const accepted: Verdict = { key: leaf.publicKey, alert: undefined };
    if (habits === 'node' || !verifies(command)) return accepted;
    const input = {
      sent: sent.flatMap((each) => each ?? []),
      trusted,
      host: file.server_name,
      now: secondsOf(file.recorded),
    };
    const level = /@SECLEVEL=0/.test(command) ? 0 : 2;
    const { findings } = judgeOpenssl(input, { ...opensslClient, level, stops: 'never' }).deciding;
    const forSide = findings.filter(
      ({ problem }) =>
        side === 'client' || (problem !== 'wrong-purpose' && problemFacts(problem).alert !== 'bad_certificate'),
    );
    // A TLS end of OpenSSL stops at the first fault.
    const first =
      side === 'client' ? judgeOpenssl(input, { ...opensslClient, level }).deciding.findings[0] : forSide[0];
    if (!first) return accepted;
    const alert: AlertName & CertificateAlert =
      habits === 'gnutls' ? 'bad_certificate' : problemFacts(first.problem).alert;
    return { key: undefined, alert };
  };
}

/** True if the program stops for a certificate that it does not like. */
function verifies(command: string): boolean {
  return command.startsWith('gnutls') ? !/--insecure/.test(command) : /-verify_return_error/.test(command);
}

function trustedBy(file: Recording, command: string): readonly string[] {
  const named = /(?:-CAfile|--x509cafile) (\S+)\.pem|"ca": "(\S+?)\.pem"/.exec(command);
  const name = named?.[1] ?? named?.[2];
  const names = name ? [name] : file.trusted;
  return names.flatMap((each) => file.certificates[each] ?? []);
}

/** Seconds since 1970 of a time like 2026-11-22T15:52:34Z. */
function secondsOf(text: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return toSeconds(year, month, day, hour, minute, second);
}
