// Recompute every recording from its bytes, with node:crypto's primitives only (hash, HMAC, AES, ChaCha20, DH, signatures).
//   node check.js FOLDER_OR_FILE...            prints one line per connection
//   node check.js --annotate FOLDER_OR_FILE... also writes what was derived into the files
// Both ends are followed separately ("views"), because a tampered connection looks different to each.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const B = (h) => Buffer.from(h, 'hex');
const cat = (...a) => Buffer.concat(a);
const u16 = (n) => Buffer.from([n >> 8, n & 255]);
const H = (alg, ...d) => crypto.createHash(alg).update(cat(...d)).digest();
const hmac = (alg, k, ...d) => crypto.createHmac(alg, k).update(cat(...d)).digest();
const xor = (a, b) => Buffer.from(a.map((x, i) => x ^ b[i]));
const seq8 = (n) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(n)); return b; };

const MSG = { 0: 'hello_request', 1: 'client_hello', 2: 'server_hello', 4: 'new_session_ticket', 5: 'end_of_early_data', 8: 'encrypted_extensions',
  11: 'certificate', 12: 'server_key_exchange', 13: 'certificate_request', 14: 'server_hello_done', 15: 'certificate_verify',
  16: 'client_key_exchange', 20: 'finished', 22: 'certificate_status', 24: 'key_update' };
const ALERT = { 0: 'close_notify', 10: 'unexpected_message', 20: 'bad_record_mac', 22: 'record_overflow', 40: 'handshake_failure', 42: 'bad_certificate',
  45: 'certificate_expired', 46: 'certificate_unknown', 47: 'illegal_parameter', 48: 'unknown_ca', 50: 'decode_error', 51: 'decrypt_error',
  70: 'protocol_version', 71: 'insufficient_security', 80: 'internal_error', 86: 'inappropriate_fallback', 90: 'user_canceled', 100: 'no_renegotiation',
  109: 'missing_extension', 112: 'unrecognized_name', 116: 'certificate_required', 120: 'no_application_protocol' };

// suite -> [key exchange, cipher, key bytes, fixed iv bytes, MAC, PRF/HKDF hash]
const cbc = (kx, k, mac, prf) => [kx, `aes-${k * 8}-cbc`, k, 0, mac, prf];
const gcm = (kx, k, prf) => [kx, `aes-${k * 8}-gcm`, k, 4, null, prf];
const cha = (kx) => [kx, 'chacha20-poly1305', 32, 12, null, 'sha256'];
const SUITES = {
  '002f': cbc('rsa', 16, 'sha1', 'sha256'), '003c': cbc('rsa', 16, 'sha256', 'sha256'), '003d': cbc('rsa', 32, 'sha256', 'sha256'),
  '009c': gcm('rsa', 16, 'sha256'), '009d': gcm('rsa', 32, 'sha384'), '009f': gcm('dhe', 32, 'sha384'),
  c009: cbc('ecdhe', 16, 'sha1', 'sha256'), c00a: cbc('ecdhe', 32, 'sha1', 'sha256'), c023: cbc('ecdhe', 16, 'sha256', 'sha256'),
  c024: cbc('ecdhe', 32, 'sha384', 'sha384'), c027: cbc('ecdhe', 16, 'sha256', 'sha256'), c02b: gcm('ecdhe', 16, 'sha256'),
  c02c: gcm('ecdhe', 32, 'sha384'), c02f: gcm('ecdhe', 16, 'sha256'), c030: gcm('ecdhe', 32, 'sha384'), cca8: cha('ecdhe'), cca9: cha('ecdhe'),
  1301: gcm('13', 16, 'sha256'), 1302: gcm('13', 32, 'sha384'), 1303: cha('13'), 1304: ['13', 'aes-128-ccm', 16, 12, null, 'sha256'],
};

// ---------------------------------------------------------------- key schedules
function pHash(alg, secret, seed, n) {
  let a = seed, out = Buffer.alloc(0);
  while (out.length < n) { a = hmac(alg, secret, a); out = cat(out, hmac(alg, secret, a, seed)); }
  return out.subarray(0, n);
}
function prf(alg, secret, label, seed, n) {
  const s = cat(Buffer.from(label), seed);
  if (alg !== 'md5sha1') return pHash(alg, secret, s, n);
  const h = Math.ceil(secret.length / 2);
  return xor(pHash('md5', secret.subarray(0, h), s, n), pHash('sha1', secret.subarray(secret.length - h), s, n));
}
const extract = (alg, salt, ikm) => hmac(alg, salt, ikm);
function expand(alg, prk, info, n) {
  let t = Buffer.alloc(0), out = Buffer.alloc(0);
  for (let i = 1; out.length < n; i++) { t = hmac(alg, prk, t, info, Buffer.from([i])); out = cat(out, t); }
  return out.subarray(0, n);
}
function expandLabel(alg, secret, label, ctx, n) {
  const l = Buffer.from('tls13 ' + label);
  return expand(alg, secret, cat(u16(n), Buffer.from([l.length]), l, Buffer.from([ctx.length]), ctx), n);
}
const size = (alg) => H(alg).length;
const deriveSecret = (alg, s, label, th) => expandLabel(alg, s, label, th, size(alg));

// ---------------------------------------------------------------- record protection
function aeadOpen(alg, key, nonce, aad, ct) {
  const tag = ct.subarray(-16), body = ct.subarray(0, -16);
  const d = crypto.createDecipheriv(alg, key, nonce, { authTagLength: 16 });
  d.setAuthTag(tag);
  d.setAAD(aad, { plaintextLength: body.length });
  const p = d.update(body);
  d.final();
  return p;
}
function open12(k, rec) {
  const [, alg, , , mac] = k.suite, type = rec[0], body = rec.subarray(5), ver = rec.subarray(1, 3);
  if (mac) {
    const aad = (n) => cat(seq8(k.seq), Buffer.from([type]), ver, u16(n)), ml = size(mac);
    const dec = (iv, c) => { const d = crypto.createDecipheriv(alg, k.key, iv); d.setAutoPadding(false); return cat(d.update(c), d.final()); };
    if (k.etm) {
      const data = body.subarray(0, -ml);
      if (!hmac(mac, k.mac, aad(data.length), data).equals(body.subarray(-ml))) throw Error('MAC');
      const p = dec(data.subarray(0, 16), data.subarray(16));
      k.seq++;
      return p.subarray(0, p.length - 1 - p[p.length - 1]);
    }
    const p = dec(body.subarray(0, 16), body.subarray(16)), pad = p[p.length - 1];
    for (let i = 0; i <= pad; i++) if (p[p.length - 1 - i] !== pad) throw Error('padding');
    const data = p.subarray(0, p.length - 1 - pad - ml);
    if (!hmac(mac, k.mac, aad(data.length), data).equals(p.subarray(data.length, data.length + ml))) throw Error('MAC');
    k.seq++;
    return data;
  }
  const explicit = alg.startsWith('aes') ? 8 : 0;
  const nonce = explicit ? cat(k.iv, body.subarray(0, 8)) : xor(k.iv, cat(Buffer.alloc(4), seq8(k.seq)));
  const ct = body.subarray(explicit);
  const p = aeadOpen(alg, k.key, nonce, cat(seq8(k.seq), Buffer.from([type]), ver, u16(ct.length - 16)), ct);
  k.seq++;
  return p;
}
function open13(k, rec) {
  const p = aeadOpen(k.suite[1], k.key, xor(k.iv, cat(Buffer.alloc(4), seq8(k.seq))), rec.subarray(0, 5), rec.subarray(5));
  k.seq++;
  let n = p.length - 1;
  while (n >= 0 && p[n] === 0) n--;
  return { type: p[n], data: p.subarray(0, n), padding: p.length - 1 - n };
}

// ---------------------------------------------------------------- messages
function exts(b, p, end) {
  const o = new Map();
  while (p < end) { const t = b.readUInt16BE(p), n = b.readUInt16BE(p + 2); o.set(t, b.subarray(p + 4, p + 4 + n)); p += 4 + n; }
  return o;
}
function parseHello(m, client) {
  const b = m.subarray(4), o = { random: b.subarray(2, 34), version: b.readUInt16BE(0) };
  let p = 34;
  o.sid = b.subarray(p + 1, p + 1 + b[p]); p += 1 + b[p];
  if (client) { const n = b.readUInt16BE(p); o.suites = b.subarray(p + 2, p + 2 + n); p += 2 + n; p += 1 + b[p]; }
  else { o.suite = b.subarray(p, p + 2).toString('hex'); p += 3; }
  o.ext = p < b.length ? exts(b, p + 2, p + 2 + b.readUInt16BE(p)) : new Map();
  return o;
}
const HRR = B('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c');
function certList(m, v13) {
  let p = 4, out = [];
  if (v13) p += 1 + m[p];
  const end = p + 3 + m.readUIntBE(p, 3); p += 3;
  while (p < end) {
    const n = m.readUIntBE(p, 3); out.push(m.subarray(p + 3, p + 3 + n)); p += 3 + n;
    if (v13) p += 2 + m.readUInt16BE(p);
  }
  return out;
}
function checkSig(scheme, key, data, sig) {
  const s = scheme.toString(16).padStart(4, '0');
  const pss = { '0804': 'sha256', '0805': 'sha384', '0806': 'sha512', '0809': 'sha256', '080a': 'sha384', '080b': 'sha512' }[s];
  if (pss) return crypto.verify(pss, data, { key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST }, sig);
  if (s === '0807' || s === '0808') return crypto.verify(null, data, key, sig);
  const hash = { '02': 'sha1', '03': 'sha224', '04': 'sha256', '05': 'sha384', '06': 'sha512' }[s.slice(0, 2)];
  return crypto.verify(hash, data, key, sig);
}
const RAW = { 'X25519': [B('302e020100300506032b656e04220420'), B('302a300506032b656e032100')] };
const CURVE = { prime256v1: 'prime256v1', 'P-256': 'prime256v1', secp384r1: 'secp384r1', 'P-384': 'secp384r1', secp521r1: 'secp521r1' };
function dh(group, priv, pub, extra) {
  if (group === 'X25519') return crypto.diffieHellman({
    privateKey: crypto.createPrivateKey({ key: cat(RAW.X25519[0], priv), format: 'der', type: 'pkcs8' }),
    publicKey: crypto.createPublicKey({ key: cat(RAW.X25519[1], pub), format: 'der', type: 'spki' }) });
  if (CURVE[group]) { const e = crypto.createECDH(CURVE[group]); e.setPrivateKey(priv); return e.computeSecret(pub); }
  if (extra?.p) {
    const n = (b) => BigInt('0x' + b.toString('hex'));
    let [base, e, mod, r] = [n(pub), n(priv), n(extra.p), 1n];
    for (base %= mod; e; e >>= 1n) { if (e & 1n) r = r * base % mod; base = base * base % mod; }
    let h = r.toString(16); if (h.length % 2) h = '0' + h;
    return B(h);                          // TLS 1.2 strips leading zero bytes (RFC 5246, 8.1.2)
  }
  throw Error('group ' + group);
}

// ---------------------------------------------------------------- one side's view of one connection
class View {
  constructor(side, file, conn, memory) {
    Object.assign(this, { side, file, conn, memory, ok: new Map(), derived: {}, content: [], alerts: [], app: { 'c>s': '', 's>c': '' }, transcript: [],
      keys: { 'c>s': null, 's>c': null }, pending: { 'c>s': null, 's>c': null }, frag: { 'c>s': Buffer.alloc(0), 's>c': Buffer.alloc(0) }, dead: {}, fin: {} });
    const log = (side === 'server' && conn.keylog_server) || conn.keylog;
    this.log = new Map(log.filter((l) => !l.startsWith('RSA ')).map((l) => l.split(' ')).map(([a, b, c]) => [a + ' ' + b, c]));
  }
  check(name, good) { if (this.ok.get(name) !== false) this.ok.set(name, !!good); }
  logged(label) { return this.log.get(label + ' ' + this.cr?.toString('hex')); }
  compare(label, value) {
    const l = this.logged(label);
    if (l) this.check('keylog:' + label.toLowerCase(), l === value.toString('hex'));
  }
  note(i, s) { (this.content[i] ??= []).push(s); }

  record(i, dir, rec) {
    if (this.dead[dir]) { this.note(i, '?'); return; }
    const own = (dir === 'c>s') === (this.side === 'client');
    const type = rec[0], k = this.keys[dir];
    try {
      if (type === 20) { this.note(i, 'change_cipher_spec'); if (this.version && !this.v13) this.keys[dir] = this.pending[dir]; return; }
      if (this.v13 && type !== 23) {
        if (type === 21 && rec.length === 7) { this.alert(i, dir, rec.subarray(5), false); return; }
        if (type !== 22 || k) throw Error('type');
      }
      if (this.v13 || (type === 23 && k?.early)) {
        if (!k) { if (type === 22) return this.handshakeBytes(i, dir, rec.subarray(5), false); throw Error('no key'); }
        let x;
        try { x = open13(k, rec); } catch (e) {
          if (!(k.early && this.hsKeys)) throw e;
          x = open13(this.hsKeys, rec);                          // early data were refused: on with the handshake keys
          this.keys[dir] = this.hsKeys;
        }
        if (x.padding) this.padding = true;
        if (x.type === 22) this.handshakeBytes(i, dir, x.data, true);
        else if (x.type === 21) this.alert(i, dir, x.data, true);
        else { this.app[dir] += x.data.toString('latin1'); this.note(i, (this.keys[dir]?.early ? '*early_data' : '*application_data') + (x.padding ? `+${x.padding} padding` : '')); }
        return;
      }
      const enc = !!k, data = enc ? open12(k, rec) : rec.subarray(5);
      if (type === 22) this.handshakeBytes(i, dir, data, enc);
      else if (type === 21) this.alert(i, dir, data, enc);
      else { if (!enc) throw Error('plaintext application data'); this.app[dir] += data.toString('latin1'); this.note(i, '*application_data'); }
    } catch (e) {
      this.note(i, 'unreadable');
      this.dead[dir] = true;
      if (process.env.TRACE) console.log(this.side, i, dir, e);
      (this.failures ??= []).push({ i, dir, own, why: e.message });
    }
  }
  alert(i, dir, a, enc) {
    const d = ALERT[a[1]] ?? String(a[1]);
    this.note(i, (enc ? '*' : '') + 'alert:' + d);
    this.alerts.push({ record: i, dir, level: a[0] === 2 ? 'fatal' : 'warning', description: d, encrypted: enc });
  }
  handshakeBytes(i, dir, data, enc) {
    this.frag[dir] = cat(this.frag[dir], data);
    let f = this.frag[dir];
    if (f.length < 4 || f.length < 4 + f.readUIntBE(1, 3)) this.note(i, (enc ? '*' : '') + 'fragment');
    while (f.length >= 4 && f.length >= 4 + f.readUIntBE(1, 3)) {
      const m = f.subarray(0, 4 + f.readUIntBE(1, 3));
      f = this.frag[dir] = f.subarray(m.length);
      const name = m[0] === 2 && m.subarray(6, 38).equals(HRR) ? 'hello_retry_request' : MSG[m[0]] ?? 'message ' + m[0];
      this.note(i, (enc ? '*' : '') + name);
      this.now = i;
      this.message(dir, m, enc);
    }
  }
  hash(extra = []) {
    const t = cat(...this.transcript, ...extra);
    return this.alg === 'md5sha1' ? cat(H('md5', t), H('sha1', t)) : H(this.alg, t);
  }

  message(dir, m, enc) {
    const t = m[0];
    if (this.v13 && (this.done13 || t === 4) && t !== 1) return this.post(dir, m);
    if (t === 0) return;                                         // HelloRequest is not hashed
    if (t === 1) {
      if (this.finished) { this.transcript = []; this.renegotiation = true; this.finished = false; this.fin = {}; this.certs = {}; this.master = this.pm = undefined; this.pending = { 'c>s': null, 's>c': null }; }
      this.ch = parseHello(m, true); this.cr = this.ch.random; this.chMsg = m;
      this.transcript.push(m);
      if (this.ch.ext.has(41)) this.offerPsk(m);
      return;
    }
    if (t === 2) {
      const sh = parseHello(m, false);
      this.suite = SUITES[sh.suite]; this.suiteId = sh.suite;
      if (!this.suite) throw Error('suite ' + sh.suite);
      const v = sh.ext.get(43)?.readUInt16BE(0) ?? sh.version;
      this.version = v; this.v13 = v === 0x0304; this.alg = v < 0x0303 ? 'md5sha1' : this.suite[5];
      if (sh.random.equals(HRR)) {
        const ch1 = this.transcript.pop();
        this.transcript.push(cat(Buffer.from([254, 0, 0, size(this.alg)]), H(this.alg, ch1)), m);
        this.hrr = true; this.keys['c>s'] = null; if (this.early) this.earlyRefused = true;
        return;
      }
      this.sh = sh; this.transcript.push(m);
      if (this.v13) this.schedule13();
      else {
        this.sr = sh.random; this.ems = sh.ext.has(23); this.etm = sh.ext.has(22);
        const tail = sh.random.subarray(24).toString('hex');
        if (tail.startsWith('444f574e475244')) this.derived.downgrade_sentinel = tail;
        const tk = this.ch.ext.get(35)?.toString('hex'), id = this.ch.sid.toString('hex');
        this.resumable = this.ch.sid.length && sh.sid.equals(this.ch.sid)
          ? (tk && this.memory.get('t:' + tk)) || this.memory.get('s:' + id) : null;
      }
      return;
    }
    if (this.v13) return this.message13(dir, m);
    // ------------------------------------------------ TLS 1.0 to 1.2
    if (t === 11) (this.certs ??= {})[dir] = certList(m, false);
    else if (t === 12) this.ske(m);
    else if (t === 16) { this.transcript.push(m); this.cke(m); return; }
    else if (t === 15) {
      const scheme = this.version === 0x0303 ? m.readUInt16BE(4) : 0x0203, o = this.version === 0x0303 ? 6 : 4;
      const key = new crypto.X509Certificate(this.certs[dir][0]).publicKey;
      this.check('client CertificateVerify', checkSig(scheme, key, cat(...this.transcript), m.subarray(o + 2)));
    } else if (t === 4) this.ticket12 = m.subarray(10, 10 + m.readUInt16BE(8)).toString('hex');
    else if (t === 20) {
      const who = dir === 'c>s' ? 'client' : 'server', vd = prf(this.alg, this.master, who + ' finished', this.hash(), 12);
      const good = vd.equals(m.subarray(4));
      const own = (dir === 'c>s') === (this.side === 'client');
      if (own || good) this.check(who + ' Finished', good);
      else { (this.failures ??= []).push({ i: this.now, dir, own, why: 'verify_data' }); this.dead[dir] = true; }
      this.derived[who + '_verify_data'] = vd.toString('hex');
      this.fin[dir] = true;
      if (this.fin['c>s'] && this.fin['s>c']) { this.finished = true; this.complete ??= this.now; this.remember12(); }
    }
    this.transcript.push(m);
  }
  ske(m) {
    let p = 4;
    if (this.suite[0] === 'ecdhe') { const n = m[7]; this.serverPub = m.subarray(8, 8 + n); p = 8 + n; }
    else { const part = () => { const n = m.readUInt16BE(p), x = m.subarray(p + 2, p + 2 + n); p += 2 + n; return x; }; this.dhp = { p: part(), g: part() }; this.serverPub = part(); }
    const params = m.subarray(4, p);
    let scheme = 0x0203;
    if (this.version === 0x0303) { scheme = m.readUInt16BE(p); p += 2; }
    const sig = m.subarray(p + 2, p + 2 + m.readUInt16BE(p));
    const key = new crypto.X509Certificate(this.certs['s>c'][0]).publicKey;
    const good = checkSig(scheme, key, cat(this.cr, this.sr, params), sig);
    if (this.side === 'server' || good) this.check('ServerKeyExchange signature', good);
    else (this.failures ??= []).push({ i: this.now, dir: 's>c', own: false, why: 'signature' });
  }
  cke(m) {
    if (this.suite[0] === 'rsa') {
      const key = this.file.private_keys[this.file.server_certificate];
      const em = crypto.privateDecrypt({ key, padding: crypto.constants.RSA_NO_PADDING }, m.subarray(6));
      const z = em.indexOf(0, 2);
      if (em[0] === 0 && em[1] === 2 && z === em.length - 49) { this.pm = em.subarray(z + 1); this.check('premaster decrypted', true); }
      else (this.failures ??= []).push({ i: this.now, dir: 'c>s', own: this.side === 'client', why: 'PKCS #1 padding of the premaster' });
      const rsaLine = this.conn.keylog.find((l) => l.startsWith('RSA '));
      if (this.pm && rsaLine && this.side === 'client') this.check('keylog:rsa', rsaLine.split(' ')[2] === this.pm.toString('hex'));
    } else {
      const pub = this.dhp ? m.subarray(6) : m.subarray(5);
      this.pm = this.agree(pub, this.serverPub);
    }
    this.makeMaster();
  }
  agree(cpub, spub) {
    const strip = (b) => b.toString('hex').replace(/^(00)+/, '');
    for (const e of this.conn.ephemeral ?? []) {
      if (strip(B(e.client_public)) !== strip(cpub) || strip(B(e.server_public)) !== strip(spub)) continue;
      const want = strip(B(e.shared_secret));
      let z;
      if (e.client_private) { z = dh(e.group, B(e.client_private), spub, this.dhp); this.check('shared secret from client key', strip(z) === want); }
      if (e.server_private) { z = dh(e.group, B(e.server_private), cpub, this.dhp); this.check('shared secret from server key', strip(z) === want); }
      return z;
    }
  }
  makeMaster() {
    if (this.pm) {
      this.master = this.ems ? prf(this.alg, this.pm, 'extended master secret', this.hash(), 48) : prf(this.alg, this.pm, 'master secret', cat(this.cr, this.sr), 48);
      this.derived.premaster = this.pm.toString('hex');
      this.compare12();
    } else if (this.logged('CLIENT_RANDOM')) { this.master = B(this.logged('CLIENT_RANDOM')); this.fromLog = true; }
    if (this.master) this.keyBlock();
  }
  compare12() {
    const l = this.logged('CLIENT_RANDOM');
    if (!l) return;
    this.check('master secret', l === this.master.toString('hex'));
  }
  keyBlock() {
    const [, , kl, ivl, mac] = this.suite, ml = mac ? size(mac) : 0;
    const kb = prf(this.alg, this.master, 'key expansion', cat(this.sr, this.cr), 2 * (ml + kl + ivl));
    let p = 0;
    const cut = (n) => kb.subarray(p, (p += n));
    const [cm, sm, ck, sk, ci, si] = [cut(ml), cut(ml), cut(kl), cut(kl), cut(ivl), cut(ivl)];
    const st = (m2, key, iv) => ({ suite: this.suite, mac: m2, key, iv, seq: 0, etm: this.etm });
    this.pending = { 'c>s': st(cm, ck, ci), 's>c': st(sm, sk, si) };
    Object.assign(this.derived, { master_secret: this.master.toString('hex'), key_block: kb.toString('hex') });
  }
  remember12() {
    const v = { master: this.master, from: this.fromLog };
    if (this.sh.sid.length) this.memory.set('s:' + this.sh.sid.toString('hex'), v);
    if (this.ticket12) this.memory.set('t:' + this.ticket12, v);
    const s = this.conn.session_saved;
    if (s?.master_key) this.check('saved session: master secret', s.master_key === this.master.toString('hex'));
    if (s?.ticket && this.ticket12) this.check('saved session: ticket', s.ticket === this.ticket12);
    if (this.file.ticket_keys && this.ticket12) this.openTicket(B(this.ticket12), this.master);
  }
  openTicket(t, secret) {
    const k = B(this.file.ticket_keys), mac = t.subarray(-32), data = t.subarray(0, -32);
    this.check('ticket: key name', t.subarray(0, 16).equals(k.subarray(0, 16)));
    this.check('ticket: HMAC', hmac('sha256', k.subarray(16, 32), data).equals(mac));
    const d = crypto.createDecipheriv('aes-128-cbc', k.subarray(32), t.subarray(16, 32));
    const p = cat(d.update(t.subarray(32, -32)), d.final());
    this.check('ticket: holds the secret', p.includes(secret));
    this.derived.ticket_plaintext ??= p.toString('hex');
  }

  // ------------------------------------------------ TLS 1.3
  offerPsk(m) {
    const e = this.ch.ext.get(41), n = e.readUInt16BE(0), idl = e.readUInt16BE(2), id = e.subarray(4, 4 + idl);
    const binders = e.subarray(2 + n), binder = binders.subarray(3, 3 + binders[2]);
    let psk = this.memory.get('p:' + id.toString('hex')), label = 'res binder';
    const ext = this.file.external_psk;
    if (ext && id.toString() === ext.identity) { psk = { key: B(ext.key), alg: 'sha256' }; label = 'ext binder'; }
    if (!psk) return;
    this.offered = psk;
    const alg = psk.alg, es = extract(alg, Buffer.alloc(size(alg)), psk.key);
    const bk = expandLabel(alg, deriveSecret(alg, es, label, H(alg)), 'finished', Buffer.alloc(0), size(alg));
    const th = H(alg, ...this.transcript.slice(0, -1), m.subarray(0, m.length - binders.length));
    this.check('PSK binder', hmac(alg, bk, th).equals(binder));
    if (this.ch.ext.has(42)) {
      const s = deriveSecret(alg, es, 'c e traffic', H(alg, m));
      this.compare('CLIENT_EARLY_TRAFFIC_SECRET', s);
      this.compare('EARLY_EXPORTER_SECRET', deriveSecret(alg, es, 'e exp master', H(alg, m)));
      this.derived.client_early_traffic_secret = s.toString('hex');
      this.keys['c>s'] = { ...this.traffic(s, psk.suite), early: true };
      this.early = true;
    }
  }
  traffic(secret, suite = this.suite) {
    return { suite, secret, key: expandLabel(suite[5], secret, 'key', Buffer.alloc(0), suite[2]), iv: expandLabel(suite[5], secret, 'iv', Buffer.alloc(0), 12), seq: 0 };
  }
  set(name, k) { Object.assign(this.derived, { [name + '_key']: k.key.toString('hex'), [name + '_iv']: k.iv.toString('hex') }); }
  schedule13() {
    const alg = this.alg, zero = Buffer.alloc(size(alg)), ks = this.sh.ext.get(51);
    this.pskUsed = this.sh.ext.has(41);
    if (this.early && !this.pskUsed) this.earlyRefused = true;
    let z = ks ? null : zero;
    if (ks) {
      const group = ks.readUInt16BE(0), spub = ks.subarray(4);
      const list = this.ch.ext.get(51);
      for (let p = 2; p < list.length;) { const n = list.readUInt16BE(p + 2); if (list.readUInt16BE(p) === group) z = this.agree(list.subarray(p + 4, p + 4 + n), spub); p += 4 + n; }
      this.derived.group = group.toString(16).padStart(4, '0');
    }
    const th = this.hash(), hexs = (o) => Object.fromEntries(Object.entries(o).map(([k, v]) => [k, v.toString('hex')]));
    if (z && (!this.pskUsed || this.offered)) {
      const es = extract(alg, zero, this.pskUsed ? this.offered.key : zero);
      const hs = extract(alg, deriveSecret(alg, es, 'derived', H(alg)), z);
      this.ms = extract(alg, deriveSecret(alg, hs, 'derived', H(alg)), zero);
      this.cHs = deriveSecret(alg, hs, 'c hs traffic', th); this.sHs = deriveSecret(alg, hs, 's hs traffic', th);
      this.compare('CLIENT_HANDSHAKE_TRAFFIC_SECRET', this.cHs); this.compare('SERVER_HANDSHAKE_TRAFFIC_SECRET', this.sHs);
      this.check('handshake traffic secrets', true);
      Object.assign(this.derived, hexs({ early_secret: es, handshake_secret: hs, master_secret: this.ms }));
    } else {
      this.fromLog = true;
      const get = (l) => { const v = this.logged(l); return v ? B(v) : undefined; };
      this.cHs = get('CLIENT_HANDSHAKE_TRAFFIC_SECRET'); this.sHs = get('SERVER_HANDSHAKE_TRAFFIC_SECRET');
      if (!this.cHs || !this.sHs) return;
    }
    Object.assign(this.derived, hexs({ client_handshake_traffic_secret: this.cHs, server_handshake_traffic_secret: this.sHs }));
    this.keys['s>c'] = this.traffic(this.sHs); this.hsKeys = this.traffic(this.cHs);
    this.set('server_handshake', this.keys['s>c']); this.set('client_handshake', this.hsKeys);
    if (!this.keys['c>s']?.early) this.keys['c>s'] = this.hsKeys;
  }
  certVerify(dir, m, transcript) {
    const who = dir === 'c>s' ? 'client' : 'server', scheme = m.readUInt16BE(4), sig = m.subarray(8);
    const data = cat(Buffer.alloc(64, 32), Buffer.from(`TLS 1.3, ${who} CertificateVerify\0`), transcript);
    this.check(who + ' CertificateVerify', checkSig(scheme, new crypto.X509Certificate(this.certs[dir][0]).publicKey, data, sig));
    this.derived[who + '_signature_scheme'] = scheme.toString(16).padStart(4, '0');
  }
  message13(dir, m) {
    const t = m[0], alg = this.alg, who = dir === 'c>s' ? 'client' : 'server';
    if (t === 11) (this.certs ??= {})[dir] = certList(m, true);
    else if (t === 15) this.certVerify(dir, m, this.hash());
    else if (t === 8) { const e = exts(m, 6, m.length); if (e.has(16)) this.derived.alpn = e.get(16).subarray(3).toString(); if (this.early && !e.has(42)) this.earlyRefused = true; }
    else if (t === 5) { this.transcript.push(m); this.keys['c>s'] = this.hsKeys; return; }
    else if (t === 20) {
      const base = dir === 'c>s' ? this.cHs : this.sHs;
      const vd = hmac(alg, expandLabel(alg, base, 'finished', Buffer.alloc(0), size(alg)), this.hash());
      this.check(who + ' Finished', vd.equals(m.subarray(4)));
      this.derived[who + '_verify_data'] = vd.toString('hex');
    }
    this.transcript.push(m);
    if (t === 20 && dir === 's>c') {
      const th = this.hash(), get = (l) => { const v = this.logged(l); return v ? B(v) : undefined; };
      if (this.ms) {
        this.cAp = deriveSecret(alg, this.ms, 'c ap traffic', th); this.sAp = deriveSecret(alg, this.ms, 's ap traffic', th);
        this.compare('CLIENT_TRAFFIC_SECRET_0', this.cAp); this.compare('SERVER_TRAFFIC_SECRET_0', this.sAp);
        this.compare('EXPORTER_SECRET', deriveSecret(alg, this.ms, 'exp master', th));
      } else { this.cAp = get('CLIENT_TRAFFIC_SECRET_0'); this.sAp = get('SERVER_TRAFFIC_SECRET_0'); }
      if (this.cAp && this.sAp) {
        Object.assign(this.derived, { client_application_traffic_secret_0: this.cAp.toString('hex'), server_application_traffic_secret_0: this.sAp.toString('hex') });
        this.keys['s>c'] = this.traffic(this.sAp); this.apKeys = this.traffic(this.cAp);
        this.set('server_application', this.keys['s>c']); this.set('client_application', this.apKeys);
      }
    }
    if (t === 20 && dir === 'c>s') {
      this.keys['c>s'] = this.apKeys; this.done13 = true; this.complete = this.now; this.finished = true;
      this.base = [...this.transcript]; this.gen = { 'c>s': 0, 's>c': 0 };
      if (this.ms) { this.rms = deriveSecret(alg, this.ms, 'res master', this.hash()); this.derived.resumption_master_secret = this.rms.toString('hex'); }
      for (const x of this.tooEarly ?? []) this.post('s>c', x);  // tickets sent before the client's Finished
    }
  }
  post(dir, m) {                                                 // after the handshake
    const t = m[0], alg = this.alg;
    if (t === 4) {
      const nl = m[12], nonce = m.subarray(13, 13 + nl), p = 13 + nl, tl = m.readUInt16BE(p), ticket = m.subarray(p + 2, p + 2 + tl);
      if (!this.rms) { if (!this.done13) (this.tooEarly ??= []).push(m); return; }
      const psk = expandLabel(alg, this.rms, 'resumption', nonce, size(alg));
      this.memory.set('p:' + ticket.toString('hex'), { key: psk, alg, suite: this.suite });
      (this.derived.tickets ??= []).push({ nonce: nonce.toString('hex'), psk: psk.toString('hex') });
      const s = this.conn.session_saved;
      if (s?.ticket === ticket.toString('hex')) this.check('saved session: resumption PSK', s.resumption_psk === psk.toString('hex'));
      if (this.file.ticket_keys) this.openTicket(ticket, psk);
    } else if (t === 24) {
      const n = ++this.gen[dir], k = this.keys[dir], who = dir === 'c>s' ? 'CLIENT' : 'SERVER';
      const next = expandLabel(alg, k.secret, 'traffic upd', Buffer.alloc(0), size(alg));
      this.compare(`${who}_TRAFFIC_SECRET_${n}`, next);
      this.derived[`${who.toLowerCase()}_application_traffic_secret_${n}`] = next.toString('hex');
      this.keys[dir] = this.traffic(next);
      this.set(`${who.toLowerCase()}_application_${n}`, this.keys[dir]);
      this.check('KeyUpdate', true);
    } else if (t === 13) this.pha = [...this.base, m];
    else if (t === 11) { this.certs[dir] = certList(m, true); this.pha.push(m); }
    else if (t === 15) { this.certVerify(dir, m, H(alg, ...this.pha)); this.pha.push(m); }
    else if (t === 20) {
      const vd = hmac(alg, expandLabel(alg, this.keys[dir].secret, 'finished', Buffer.alloc(0), size(alg)), H(alg, ...this.pha));
      this.check('post-handshake Finished', vd.equals(m.subarray(4)));
    }
  }
}
// TLS 1.2 resumption: the first ChangeCipherSpec comes before any key exchange
const plainRecord = View.prototype.record;
View.prototype.record = function (i, dir, rec) {
  if (rec[0] === 20 && !this.v13 && !this.pending[dir] && this.resumable) {
    this.master = this.resumable.master; this.fromLog = this.resumable.from; this.abbreviated = true;
    this.compare12();
    this.keyBlock();
  }
  return plainRecord.call(this, i, dir, rec);
};

// ---------------------------------------------------------------- a file
function text(a) { return typeof a === 'string' ? a : a.repeat.repeat(a.times) + a.then; }

function checkFile(file) {
  const lines = [], mem = { client: new Map(), server: new Map() };
  for (const conn of file.connections) {
    const views = {};
    for (const side of ['client', 'server']) {
      const v = views[side] = new View(side, file, conn, mem[side]);
      for (const r of conn.records) {
        if (r.raw) { v.note(r.i, 'not TLS'); continue; }
        const own = (r.dir === 'c>s') === (side === 'client');
        const seen = own || !r.delivered ? [r.hex] : r.delivered;
        if (!seen.length) v.note(r.i, 'removed');
        for (const h of seen) if (h !== Buffer.from('CUT').toString('hex')) v.record(r.i, r.dir, B(h));
      }
    }
    const { client: c, server: s } = views;
    c.check('client application data', c.app['c>s'] === Buffer.from(text(conn.application_data.client)).toString('latin1'));
    s.check('server application data', s.app['s>c'] === Buffer.from(text(conn.application_data.server)).toString('latin1'));
    if (!conn.application_data.client && !c.app['c>s']) c.ok.delete('client application data');
    if (!conn.application_data.server && !s.app['s>c']) s.ok.delete('server application data');
    // flights up to the end of the handshake, as the client sees it; what the client must wait for
    const ends = c.complete ?? conn.records.length - 1;
    let flights = 0, last = null, waits = 0, bytes = { 'c>s': 0, 's>c': 0 };
    for (const r of conn.records) {
      if (r.i > ends) break;
      if (r.dir !== last) { flights++; last = r.dir; if (r.dir === 's>c') waits++; }
      bytes[r.dir] += r.hex.length / 2;
    }
    const bad = [], good = [];
    for (const v of [c, s]) for (const [k, g] of v.ok) (g ? good : bad).push(`${v.side}: ${k}`);
    const tampered = conn.records.some((r) => r.delivered);
    const ownFailures = [c, s].flatMap((v) => (v.failures ?? []).filter((f) => f.own).map((f) => `${v.side}'s own record ${f.i}: ${f.why}`));
    const rejections = [c, s].flatMap((v) => (v.failures ?? []).filter((f) => !f.own).map((f) => `${v.side} cannot accept record ${f.i}: ${f.why}`));
    const unread = conn.records.filter((r) => !r.raw && (r.dir === 'c>s' ? c : s).content[r.i]?.some((x) => x === 'unreadable' || x === '?')).length;
    const own = (r) => (r.dir === 'c>s' ? c : s);
    conn.result = {
      content: conn.records.map((r) => (own(r).content[r.i] ?? ['?']).join(' ')),
      ...(c.complete !== undefined && !tampered || c.finished ? { handshake_flights: flights, round_trips_before_client_data: c.early && !c.earlyRefused ? 0 : waits,
        handshake_bytes_client: bytes['c>s'], handshake_bytes_server: bytes['s>c'] } : { handshake: 'not completed' }),
      alerts: conn.records.flatMap((r) => own(r).alerts.filter((a) => a.record === r.i)),
    };
    for (const v of [c, s]) for (const k of Object.keys(v.derived)) if (/traffic_secret(_\d+)?$/.test(k) && v.logged(k.toUpperCase().replace('_APPLICATION', '')) === v.derived[k]) delete v.derived[k];   // the key log has them
    const info = { suite: c.suiteId ?? s.suiteId, version: (c.version ?? s.version)?.toString(16).padStart(4, '0'), ems: c.v13 ? undefined : c.ems, etm: c.v13 || !c.suite?.[4] ? undefined : c.etm,
      resumed: c.abbreviated || c.pskUsed || undefined };
    conn.result = { ...Object.fromEntries(Object.entries(info).filter(([, x]) => x !== undefined)), ...conn.result };
    conn.derived = Object.keys(c.derived).length ? c.derived : s.derived;
    const differ = Object.fromEntries(Object.entries(s.derived).filter(([k, x]) => JSON.stringify(c.derived[k]) !== JSON.stringify(x)));
    if (Object.keys(differ).length && conn.derived !== s.derived) conn.derived_server = differ; else delete conn.derived_server;
    if (!Object.keys(conn.derived).length) delete conn.derived;
    const secrets = c.fromLog || s.fromLog ? 'secrets from the key log' : c.master || c.cHs || s.cHs || s.master || c.derived.master_secret ? 'secrets recomputed from key exchange' : 'no secrets in it';
    conn.checked = { level: secrets, passed: good.length, failed: bad, unreadable_records: unread, ...(rejections.length ? { as_expected: rejections } : {}) };
    lines.push({ bad: [...bad, ...ownFailures], unread, secrets, good: good.length, tampered, rejections });
  }
  return lines;
}

function dump(o) {
  const fold = (x) => x.replace(/\s*\n\s*/g, ' ').replace(/\{ /g, '{').replace(/ \}/g, '}').replace(/\[ /g, '[').replace(/ \]/g, ']');
  return JSON.stringify(o, null, 1).replace(/\{[^{}[\]]*\}/g, fold).replace(/\{[^{}[\]]*\[[^{}[\]]*\][^{}[\]]*\}/g, (x) => (x.includes('"hex"') ? fold(x) : x))
    .replace(/\[\s*("[^"]*",?\s*)+\]/g, fold).replace(/"(tcp_end|alerts|tickets)": \[\s*(\{[^{}[\]]*\},?\s*)+\]/g, fold)
    .replace(/"checked": \{[^{}]*\}/g, fold) + '\n';
}

const args = process.argv.slice(2), annotate = args[0] === '--annotate' && args.shift();
const files = args.flatMap((a) => (fs.statSync(a).isDirectory() ? fs.readdirSync(a).filter((f) => f.endsWith('.json')).sort().map((f) => path.join(a, f)) : [a]));
let wrong = 0;
for (const f of files) {
  const j = JSON.parse(fs.readFileSync(f, 'utf8'));
  if (!j.connections) continue;
  checkFile(j).forEach((l, n) => {
    if (l.bad.length || (l.unread && !l.tampered)) wrong++;
    console.log(`${l.bad.length ? 'BAD ' : l.unread ? 'part' : 'ok  '} ${j.name} #${n + 1}: ${l.good} checks, ${l.secrets}${l.unread ? `, ${l.unread} records not readable` : ''}${l.bad.length ? ' FAILED ' + l.bad.join('; ') : ''}${l.rejections.length ? ' [' + l.rejections.join('; ') + ']' : ''}`);
  });
  if (annotate) fs.writeFileSync(f, dump(j));
}
console.log(wrong ? `${wrong} connections wrong` : 'all good');
process.exitCode = wrong ? 1 : 0;
