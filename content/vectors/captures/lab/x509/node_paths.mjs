// Node's verdict on each chain: X509Certificate's single checks, and what a TLS client reports.
import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
const out = [];
for (const x of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  const [leaf] = x.sent.map((p) => new X509Certificate(p));
  const host = net.isIP(x.host) ? leaf.checkIP(x.host) : leaf.checkHost(x.host);
  const r = { checkHost: host ?? null };
  r.tls = await new Promise((done) => {
    let server;
    try {
      server = tls.createServer({ key: x.key, cert: x.sent.join(''), ciphers: 'DEFAULT:@SECLEVEL=0' }, (s) => s.on('error', () => {}));
    } catch (e) { done({ ok: false, error: 'server does not load it: ' + e.code }); return; }
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1', () => {
      const o = { host: '127.0.0.1', port: server.address().port, ca: x.trusted, rejectUnauthorized: false };
      if (!net.isIP(x.host)) o.servername = x.host;
      o.checkServerIdentity = (_h, cert) => tls.checkServerIdentity(x.host, cert);
      const s = tls.connect(o, () => {
        const e = s.authorizationError;
        done(s.authorized ? { ok: true } : { ok: false, error: typeof e === 'string' ? e : e.code });
        s.destroy(); server.close();
      });
      s.on('error', (e) => { done({ ok: false, error: e.code }); server.close(); });
    });
  });
  out.push(r);
}
console.log(JSON.stringify(out));
process.exit();
