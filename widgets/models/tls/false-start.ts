// When a client may send data before it has seen the server's Finished: RFC 7918 sections 4 and 5.
//
// The rule behind the rules: whoever can read the data must be the server, even if everything before was meddled with. So the
// key exchange has to be ephemeral and signed, the cipher strong, the version the client's best, and no client certificate.
import type { Client12 } from './client12.ts';
import { tls12 } from './registries.ts';
import type { Suite } from './suites.ts';

/** Which condition is not met, in the order of the RFC: section 5.1, 5.2, 5.3. */
export type FalseStartReason =
  /** CBC, or a key below 128 bits: "none of the ciphers specified in RFC 4492 and RFC 5246" (5.1). */
  | 'cipher'
  | 'version'
  /** Static RSA: no forward secrecy (5.3). */
  | 'key-exchange'
  | 'client-certificate'
  /** In an abbreviated handshake the client's Finished is the last one: there is nothing to gain. */
  | 'resumed';

export interface FalseStartVerdict {
  readonly allowed: boolean;
  readonly reasons: readonly FalseStartReason[];
}

/** Whether a handshake with these properties may be started falsely. */
export function falseStartAllowed(
  suite: Suite,
  version: number,
  { clientCertificate = false, resumed = false } = {},
): FalseStartVerdict {
  const reasons: FalseStartReason[] = [];
  if (suite.mode === 'CBC') reasons.push('cipher');
  if (version < tls12) reasons.push('version');
  if (suite.keyExchange !== 'ECDHE' && suite.keyExchange !== 'DHE') reasons.push('key-exchange');
  if (clientCertificate) reasons.push('client-certificate');
  if (resumed) reasons.push('resumed');
  return { allowed: reasons.length === 0, reasons };
}

/** The same for a client in the middle of its handshake. */
export function falseStartVerdict(client: Client12): FalseStartVerdict {
  if (!client.suite) return { allowed: false, reasons: [] };
  const clientCertificate = client.log.some(
    ({ kind, ...rest }) => kind === 'message-sent' && 'name' in rest && rest.name === 'certificate_verify',
  );
  return falseStartAllowed(client.suite, client.version, { clientCertificate, resumed: client.resumed });
}
