// What client and server of a TLS 1.2 handshake have in common: secrets, Finished, what is signed.
import { concat, encode } from './codec.ts';
import { Connection12 } from './connection12.ts';
import { keyBlock, masterSecret, transcriptHash, verifyData } from './keys12.ts';
import { type DheParams, dheParams, type EcdheParams, ecdheParams } from './messages.ts';
import { equal } from './registries.ts';
import type { Session, Settings } from './settings12.ts';
import type { Suite } from './suites.ts';

export abstract class Handshake12<S extends Settings> extends Connection12<S> {
  clientRandom: Uint8Array = new Uint8Array();
  serverRandom: Uint8Array = new Uint8Array();
  sessionId: Uint8Array = new Uint8Array();
  extendedMasterSecret = false;
  master: Uint8Array | undefined;
  resumed = false;
  /** Of the last handshake that finished; they go into renegotiation_info (RFC 5746 section 3.1). */
  verify: { readonly client: Uint8Array; readonly server: Uint8Array } | undefined;
  ticket: Uint8Array = new Uint8Array();
  /** Handshakes begun on this connection. */
  handshakes = 0;
  /** What can be resumed later. */
  session: Session | undefined;
  protected ownVerify: Uint8Array = new Uint8Array();
  protected theirVerify: Uint8Array = new Uint8Array();

  protected get agreed(): Suite {
    if (!this.suite) throw new Error('no suite yet');
    return this.suite;
  }

  /** A new handshake begins; the keys of the old one stay until ChangeCipherSpec. */
  protected beginHandshake(): void {
    this.transcript = [];
    this.finished = false;
    this.resumed = false;
    this.master = undefined;
    this.expectsChange = false;
    this.handshakes += 1;
  }

  /** The premaster is there: master secret and keys follow. The transcript ends with ClientKeyExchange. */
  protected derive(premaster: Uint8Array | undefined): void {
    const kind = this.prfHash(this.agreed);
    if (premaster) this.secret('premaster', premaster);
    if (premaster && !this.settings.master) {
      const { clientRandom, serverRandom, extendedMasterSecret } = this;
      const sessionHash = extendedMasterSecret ? transcriptHash(kind, this.transcript) : undefined;
      if (sessionHash) this.secret('session_hash', sessionHash);
      this.useMaster(masterSecret(kind, premaster, sessionHash ? { sessionHash } : { clientRandom, serverRandom }));
    } else if (this.settings.master) this.useMaster(this.settings.master);
  }

  protected useMaster(master: Uint8Array): void {
    this.master = master;
    this.secret('master_secret', master);
    const { agreed, clientRandom, serverRandom } = this;
    this.install(keyBlock(agreed, this.prfHash(agreed), master, clientRandom, serverRandom), agreed);
  }

  protected sendFinished(): void {
    this.changeCipherSpec();
    this.ownVerify = this.verifyData(this.side);
    this.secret(`${this.side}_verify_data`, this.ownVerify);
    this.sendMessage({ name: 'finished', body: { verify_data: this.ownVerify } });
  }

  protected checkFinished(theirs: Uint8Array, bytes: Uint8Array): void {
    const other = this.side === 'client' ? 'server' : 'client';
    this.theirVerify = this.verifyData(other);
    this.secret(`${other}_verify_data`, this.theirVerify);
    // RFC 5246 section 7.4.9: 12 bytes, and these.
    this.require(theirs.length === 12, 'message-format', 'decode_error');
    this.require(equal(theirs, this.theirVerify), 'verify-data', 'decrypt_error');
    this.transcript.push(bytes);
  }

  private verifyData(who: 'client' | 'server'): Uint8Array {
    return verifyData(this.prfHash(this.agreed), this.master ?? new Uint8Array(), who, this.transcript);
  }

  /** Both Finished are there and good. */
  protected complete(): void {
    const own = this.ownVerify;
    const theirs = this.theirVerify;
    this.verify = this.side === 'client' ? { client: own, server: theirs } : { client: theirs, server: own };
    this.finished = true;
    this.established = true;
    if (this.master)
      this.session = {
        master: this.master,
        version: this.version,
        suite: this.agreed.id,
        extendedMasterSecret: this.extendedMasterSecret,
        sessionId: this.sessionId,
        ticket: this.ticket,
      };
    this.log.push({ kind: 'finished' });
  }

  /** What the server's signature covers: both randoms and its parameters (RFC 5246 section 7.4.3, RFC 8422 section 5.4). */
  protected signedParams(params: EcdheParams | DheParams): Uint8Array {
    const bytes = 'dh_p' in params ? encode(dheParams, params) : encode(ecdheParams, params);
    return concat(this.clientRandom, this.serverRandom, bytes);
  }
}
