// The words that the figure needs, by name. strings.ts has them in both languages.
import type { Check } from '../../../models/tls/tls13/refused.ts';
import type { CommonWords } from '../../figure-words.ts';
import type { PresetName } from './state.ts';

export interface Tls13Words extends CommonWords {
  readonly client: string;
  readonly server: string;
  readonly recorder: string;
  readonly attacker: string;
  readonly diagram: string;
  readonly presetNames: Readonly<Record<PresetName, string>>;
  // Settings.
  readonly scene: string;
  readonly scenes: readonly [string, string, string, string, string];
  readonly mode: string;
  readonly modes: readonly [string, string];
  readonly reader: string;
  readonly readers: readonly [string, string, string, string, string];
  readonly flip: string;
  readonly noFlip: string;
  readonly recordOption: string;
  readonly byte: string;
  readonly memory: string;
  readonly memories: readonly [string, string];
  readonly after: string;
  // Picture.
  readonly roundTrips: string;
  readonly tcp: string;
  readonly tls: string;
  /** Beside the server: which keys it writes with. */
  readonly keyBars: readonly [handshake: string, application: string];
  readonly keys: string;
  readonly request: string;
  readonly response: string;
  readonly earlyData: string;
  readonly closed: string;
  readonly bytes: string;
  readonly data: string;
  readonly acts: string;
  readonly actsAgain: string;
  readonly passedOver: string;
  readonly again: string;
  readonly show: string;
  readonly legend: readonly [clear: string, early: string, handshake: string, application: string];
  // The tree.
  readonly tree: string;
  readonly treeTitle: string;
  readonly roots: Readonly<Record<'early' | 'handshake' | 'master', string>>;
  readonly inputs: Readonly<Record<'zeros' | 'psk' | 'dhe' | 'none', string>>;
  readonly purposes: Readonly<Record<string, string>>;
  readonly ticketPurpose: string;
  readonly unknown: string;
  readonly unused: string;
  // What is explained.
  readonly made: string;
  readonly salt: string;
  readonly ikm: string;
  readonly secret: string;
  readonly labelLine: string;
  readonly context: string;
  readonly contexts: Readonly<
    Record<'empty' | 'hello' | 'hellos' | 'serverFinished' | 'clientFinished' | 'nonce', string>
  >;
  readonly output: string;
  readonly key: string;
  readonly iv: string;
  readonly protects: string;
  readonly record: string;
  readonly onTheWire: string;
  readonly readable: string;
  readonly inside: string;
  readonly insideClosed: string;
  readonly under: string;
  readonly nonce: string;
  readonly clear: string;
  readonly clearKeys: string;
  readonly header: string;
  readonly padding: string;
  readonly flipped: string;
  readonly flippedByte: string;
  readonly extensions: string;
  readonly notMade: string;
  // Events.
  readonly head: readonly [string, string, string];
  readonly rowTcp: readonly [string, string];
  readonly rowSends: string;
  readonly rowClear: string;
  readonly rowUnder: string;
  readonly rowRefuses: string;
  readonly rowFlips: string;
  readonly rowPasses: string;
  readonly rowReplay: string;
  // Results.
  readonly results: Readonly<
    Record<
      | 'full'
      | 'retry'
      | 'resumption'
      | 'resumptionKe'
      | 'early'
      | 'earlyKe'
      | 'taken'
      | 'tooOld'
      | 'used'
      | 'nothing'
      | 'nothingKey'
      | 'ticketEarly'
      | 'ticketDhe'
      | 'ticketKe'
      | 'ticketNone'
      | 'ephemeral'
      | 'ephemeralPsk'
      | 'ephemeralKe'
      | 'flipped'
      | 'flippedUnseen',
      string
    >
  >;
  readonly checks: Readonly<Record<Check, string>>;
  readonly places: Readonly<Record<'ciphertext' | 'tag', string>>;
}
