// Takes out of recorded handshakes what one cryptographic operation needs: node trim.mjs FOLDER-OF-RECORDINGS OUT
import { createDecipheriv, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
const bytes = (hex) => Buffer.from(hex, 'hex');
const hexOf = (base64url) => Buffer.from(base64url, 'base64url').toString('hex');

function open(name) {
  const file = JSON.parse(readFileSync(`${from}/${name}.json`, 'utf8'));
  const [connection] = file.connections;
  const head = { name, description: file.description, recorded: file.recorded, versions: file.versions };
  return { file, connection, head, records: connection.records.map(({ hex }) => bytes(hex)) };
}

const write = (head, rest) =>
  writeFileSync(`${to}/${head.name}.json`, `${JSON.stringify({ ...head, ...rest }, undefined, 2)}\n`);

/** The nonce of a TLS 1.3 record: the IV and the number of the record. */
const nonceOf = (iv, number) => iv.map((byte, index) => (index === 11 ? byte ^ number : byte));

function opened13(record, cipher, key, iv, number) {
  const decipher = createDecipheriv(cipher, bytes(key), nonceOf(bytes(iv), number), { authTagLength: 16 });
  decipher.setAAD(record.subarray(0, 5));
  decipher.setAuthTag(record.subarray(-16));
  return Buffer.concat([decipher.update(record.subarray(5, -16)), decipher.final()]);
}

{
  const { file, connection, head, records } = open('109-tls12-rsa-aes128-cbc-sha256-fixed-randoms');
  const jwk = createPrivateKey(file.private_keys.rsa).export({ format: 'jwk' });
  const names = { n: 'n', e: 'e', d: 'd', p: 'p', q: 'q', dP: 'dp', dQ: 'dq', qInv: 'qi' };
  write(head, {
    certificate: file.certificates.rsa[0],
    private_key: Object.fromEntries(Object.entries(names).map(([name, key]) => [name, hexOf(jwk[key])])),
    client_key_exchange: records[4].toString('hex'),
    premaster: connection.derived.premaster,
  });
}
{
  const { file, connection, head, records } = open('201-tls12-ecdhe-rsa-aes256-gcm-x25519');
  write(head, {
    certificate: file.certificates.rsa[0],
    client_random: records[0].subarray(11, 43).toString('hex'),
    server_random: records[1].subarray(11, 43).toString('hex'),
    server_key_exchange: records[3].toString('hex'),
    client_private: connection.ephemeral[0].client_private,
    server_private: connection.ephemeral[0].server_private,
    client_key_exchange: records[5].toString('hex'),
    premaster: connection.derived.premaster,
  });
}
{
  const { file, connection, head, records } = open('508-tls13-ed25519-cert');
  const { server_handshake_key: key, server_handshake_iv: iv } = connection.derived;
  const inner = [3, 4, 5].map((at, number) => opened13(records[at], 'aes-128-gcm', key, iv, number).subarray(0, -1));
  const jwk = new X509Certificate(file.certificates.ed[0]).publicKey.export({ format: 'jwk' });
  write(head, {
    server_public_key: hexOf(jwk.x),
    transcript: Buffer.concat([records[0].subarray(5), records[1].subarray(5), inner[0], inner[1]]).toString('hex'),
    certificate_verify: inner[2].toString('hex'),
    ...connection.ephemeral[0],
    server_handshake_key: key,
    server_handshake_iv: iv,
    encrypted_certificate_verify: records[5].toString('hex'),
  });
}
{
  const { connection, head, records } = open('503-tls13-chacha20-x25519-ecdsa');
  const at = connection.result.content.indexOf('*application_data');
  const { client_application_key: key, client_application_iv: iv } = connection.derived;
  const data = opened13(records[at], 'chacha20-poly1305', key, iv, 0);
  write(head, { key, iv, record: records[at].toString('hex'), plaintext: data.subarray(0, -1).toString('hex') });
}
{
  const { connection, head, records } = open('101-tls12-rsa-aes128-cbc-sha256');
  const block = connection.derived.key_block;
  // RFC 5246 (6.3): MAC keys of client and server, then their encryption keys. The client's second record under them.
  write(head, {
    mac_key: block.slice(0, 64),
    key: block.slice(128, 160),
    record: records[10].toString('hex'),
    sequence_number: 1,
    plaintext: Buffer.from(connection.application_data.client).toString('hex'),
  });
}
