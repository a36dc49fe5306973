// The words that the figure needs, by name. strings.ts has them in both languages.
import type { CommonWords } from '../../figure-words.ts';
import type { SessionName } from './recorded.ts';
import type { PresetName, RecorderState } from './state.ts';

export type StepWords =
  | 'encrypted'
  | 'decrypted'
  | 'onlyRsaKey'
  | 'notNeeded'
  | 'serverPublic'
  | 'couldForge'
  | 'clientPublic'
  | 'agreed'
  | 'thrownAway'
  | 'signingKey'
  | 'signingKey13'
  | 'ticketKey13'
  | 'ticketGiven'
  | 'ticketShown'
  | 'ticketOpened'
  | 'masterInTicket'
  | 'inLog'
  | 'masterFromRandoms'
  | 'masterFromHash'
  | 'keyBlock'
  | 'unknown'
  | 'stillBytes'
  | 'shares'
  | 'handshakeSecret'
  | 'fromHandshake'
  | 'fromMaster';

export interface RecorderWords extends CommonWords {
  readonly head: readonly [string, string, string];
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly sessions: string;
  readonly pairs: readonly [string, string, string];
  readonly handed: string;
  readonly handedNames: readonly [string, string, string, string, string];
  readonly sessionNames: Readonly<Record<SessionName, string>>;
  readonly client: string;
  readonly server: string;
  readonly recorder: string;
  readonly fromClient: string;
  readonly fromServer: string;
  readonly stepsTitle: string;
  readonly tallyOpened: string;
  readonly tallyShut: string;
  readonly types: Readonly<Record<string, string>>;
  readonly quoted: string;
  readonly legend: readonly [clear: string, shut: string, opened: string, forged: string];
  // Steps.
  readonly premaster: string;
  readonly master: string;
  readonly keys: string;
  readonly handshakeKeys: string;
  readonly trafficKeys: string;
  readonly request: string;
  readonly steps: Readonly<Record<StepWords, string>>;
  // One record.
  readonly unfolded: string;
  readonly header: string;
  readonly headerSays: string;
  readonly body: string;
  readonly ciphertext: string;
  readonly inside: string;
  readonly staysShut: string;
  readonly staysShut13: string;
  readonly clearNow: string;
  readonly reallyNot: string;
  readonly more: string;
  // Events and results.
  readonly rowClear: string;
  readonly rowOpened: string;
  readonly rowShut: string;
  readonly rowStep: string;
  readonly results: Readonly<Record<`${RecorderState['sessions']}/${RecorderState['handed']}`, string>>;
}
