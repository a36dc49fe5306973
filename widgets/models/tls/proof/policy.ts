// Why a server of the recordings refuses a ClientHello: read from its command line, as far as TLS 1.2 and below go.
//
// OpenSSL 3: versions first (tls_choose_version, with RFC 7507 section 3 for the signal), then a suite for which it has a key, a group
// and a signature scheme (tls_choose_sigalg, tls1_check_ec_tmp_key), then ALPN (RFC 7301 section 3.2).
import type { PublicKey } from '../../x509/public-key.ts';
import type { AlertName } from '../alerts.ts';
import { bodies, extensionBody } from '../extensions.ts';
import type { ClientHello } from '../messages.ts';
import { groupName, signatureScheme, tls10, tls11, tls12, tls13 } from '../registries.ts';
import type { Habits } from '../settings12.ts';
import { schemeFits } from '../signatures.ts';
import { type Suite, signals, suiteOf } from '../suites.ts';

/** Versions that a command line leaves. */
export function versionsOf(command: string, habits: Habits): readonly number[] {
  const all = [tls10, tls11, tls12, tls13];
  const number = (name: string): number =>
    ({ '1': tls10, '1.0': tls10, '1.1': tls11, '1.2': tls12, '1.3': tls13 })[name] ?? tls12;
  if (habits === 'gnutls') {
    const priority = /--priority (\S+)/.exec(command)?.[1] ?? 'NORMAL';
    let left = [...all];
    for (const [, sign = '', name = ''] of priority.matchAll(/:([+-])VERS-(?:TLS)?(\d\.\d|ALL)/g)) {
      const named = name === 'ALL' ? all : [number(name)];
      left = left.filter((version) => !named.includes(version));
      if (sign === '+') left.push(...named);
    }
    return left;
  }
  if (habits === 'node') {
    const bound = (key: string, otherwise: number) =>
      number(new RegExp(`"${key}": "TLSv(\\d(?:\\.\\d)?)"`).exec(command)?.[1] ?? '') &&
      new RegExp(`"${key}"`).test(command)
        ? number(new RegExp(`"${key}": "TLSv(\\d(?:\\.\\d)?)"`).exec(command)?.[1] ?? '')
        : otherwise;
    return all.filter((version) => version >= bound('minVersion', tls12) && version <= bound('maxVersion', tls13));
  }
  const only = / -tls1(?:_([123]))?(?= |$)/.exec(command);
  if (only) return [only[1] ? number(`1.${only[1]}`) : tls10];
  return all.filter((version) => !command.includes(`-no_tls1${version === tls10 ? ' ' : `_${version - tls10}`}`));
}

/** The versions that a hello offers, best last. RFC 8446 section 4.2.1: the extension decides where it stands. */
export function versionsOffered(hello: ClientHello): readonly number[] {
  const listed = extensionBody(hello.extensions, 'supported_versions', bodies.offered_versions);
  return listed?.toSorted((a, b) => a - b) ?? [tls10, tls11, tls12].filter((version) => version <= hello.version);
}

/** The best version that both have. */
export function agreedVersion(command: string, habits: Habits, hello: ClientHello): number | undefined {
  const own = versionsOf(command, habits);
  return versionsOffered(hello)
    .filter((version) => own.includes(version))
    .at(-1);
}

/** The alert that the hello is refused with; undefined if nothing speaks against it, or the two would speak TLS 1.3. */
export function refusalOf(
  command: string,
  habits: Habits,
  hello: ClientHello,
  key: PublicKey | undefined,
): AlertName | undefined {
  const version = agreedVersion(command, habits, hello);
  if (version === undefined) return 'protocol_version';
  const best =
    versionsOf(command, habits)
      .toSorted((a, b) => a - b)
      .at(-1) ?? version;
  if (hello.cipher_suites.includes(signals.fallback) && best > version) return 'inappropriate_fallback';
  if (version >= tls13) return undefined;
  // OpenSSL 3 at its default security level makes no signature with SHA-1, and TLS 1.1 has no other (recording 643).
  const weak = /@SECLEVEL=0/.test(command);
  if (version < tls12 && habits !== 'gnutls' && !weak) return 'internal_error';
  const suites = hello.cipher_suites.flatMap((id) => suiteOf(id) ?? []);
  const usable = suites.filter(
    (suite) =>
      (version >= tls12 || suite.macHash === 'sha1') &&
      allowedBy(command, suite) &&
      keyFits(suite, key) &&
      (suite.keyExchange !== 'ECDHE' || groupInCommon(command, hello)) &&
      (suite.keyExchange === 'RSA' || schemeInCommon(hello, key, version)),
  );
  if (usable.length === 0) return 'handshake_failure';
  const protocols =
    /-alpn (\S+)/.exec(command)?.[1]?.split(',') ??
    [...(/"alpn": \[([^\]]*)\]/.exec(command)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  const wanted = extensionBody(
    hello.extensions,
    'application_layer_protocol_negotiation',
    bodies.application_layer_protocol_negotiation,
  );
  if (protocols.length > 0 && wanted && !wanted.some((name) => protocols.includes(String.fromCharCode(...name))))
    return 'no_application_protocol';
  return undefined;
}

function keyFits(suite: Suite, key: PublicKey | undefined): boolean {
  if (suite.keyExchange === undefined || !key) return false;
  if (suite.authentication === 'RSA') return key.kind === 'rsa';
  return suite.authentication === 'ECDSA' && (key.kind === 'ec' || key.kind === 'ed25519');
}

function groupInCommon(command: string, hello: ClientHello): boolean {
  const wanted = extensionBody(hello.extensions, 'supported_groups', bodies.supported_groups);
  if (!wanted) return true;
  const named = /(?:-groups|-curves|"groups":) "?([\w:-]+)/.exec(command)?.[1]?.split(':');
  const names: Readonly<Record<string, string>> = {
    X25519: 'x25519',
    'P-256': 'secp256r1',
    'P-384': 'secp384r1',
    'P-521': 'secp521r1',
    X448: 'x448',
  };
  const own = named?.map((name) => names[name] ?? name) ?? Object.values(names);
  return wanted.some((id) => own.includes(groupName(id) ?? ''));
}

function schemeInCommon(hello: ClientHello, key: PublicKey | undefined, version: number): boolean {
  const wanted = extensionBody(hello.extensions, 'signature_algorithms', bodies.signature_algorithms);
  if (!wanted || version < tls12 || !key) return true;
  return wanted.some((id) => schemeFits(id, key) && signatureScheme(id)?.hash !== 'sha1');
}

/** True if OpenSSL's -cipher leaves the suite. Only lists of names are read; ALL and DEFAULT leave everything. */
function allowedBy(command: string, suite: Suite): boolean {
  const list = /-cipher (\S+)|"ciphers": "([^"]+)"/.exec(command);
  const names = (list?.[1] ?? list?.[2])?.split(':').filter((name) => !name.startsWith('@'));
  if (!names || names.some((name) => /^(ALL|DEFAULT|HIGH|NORMAL)$/.test(name))) return true;
  return names.includes(opensslName(suite)) || names.includes(suite.name);
}

/** OpenSSL's name of a suite: ECDHE-RSA-AES128-GCM-SHA256. */
export function opensslName({ keyExchange, authentication, cipher, mode, name }: Suite): string {
  const exchange = keyExchange === 'RSA' || !keyExchange ? '' : `${keyExchange}-${authentication}-`;
  const hash = /_(SHA\d*)$/.exec(name)?.[1];
  if (mode === 'POLY1305') return `${exchange}CHACHA20-POLY1305`;
  const block = cipher.replace('_', '');
  const how = mode === 'CBC' ? '' : `-${mode.replace('_', '')}`;
  return `${exchange}${block}${how}${hash ? `-${hash}` : ''}`;
}
