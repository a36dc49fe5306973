// What the figure has to say, in any language.
import type { Role } from '../../models/framing/stream.ts';
import type { CommonWords } from '../figure-words.ts';
import type { StripName } from './frames.ts';
import type { FramerState, PresetName } from './state.ts';
import type { Wrong } from './typed.ts';

type Framed = Exclude<FramerState['framing'], 'none'>;

export interface FramerWords extends CommonWords {
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly head: readonly [time: string, who: string, what: string];
  readonly client: string;
  readonly server: string;
  readonly decoder: string;

  // What can be set.
  readonly messages: string;
  readonly messagesHint: string;
  readonly inputs: readonly [label: string, text: string, hex: string];
  readonly wrong: Readonly<Record<Wrong['code'], string>>;
  readonly tooLongForLink: string;
  readonly framing: string;
  readonly framings: Readonly<Record<FramerState['framing'], string>>;
  /** What the receiver goes by. */
  readonly about: Readonly<Record<FramerState['framing'], string>>;
  readonly size: string;
  readonly delimiter: string;
  readonly own: string;
  readonly escape: string;
  readonly field: string;
  readonly order: readonly [label: string, big: string, little: string];
  readonly signed: string;
  readonly limit: string;
  readonly lie: readonly [label: string, true_: string, one: string, hundred: string, most: string];
  readonly liar: string;
  readonly chunk: string;
  readonly fragment: string;
  readonly writes: readonly [label: string, each: string, parts: string, once: string, hand: string];
  readonly writeSizes: string;
  readonly gap: string;
  readonly nagle: string;
  readonly cork: string;
  readonly mss: string;
  readonly delay: string;
  readonly ask: string;
  readonly reader: readonly [label: string, eager: string, paced: string, hand: string];
  readonly every: string;
  readonly buffer: string;
  readonly readSizes: string;
  readonly sizesWrong: string;
  readonly udpChoice: string;
  readonly bytes: string;
  readonly sender: string;
  readonly network: string;
  readonly receiver: string;

  // The picture.
  readonly picture: string;
  readonly strips: Readonly<Record<StripName, string>>;
  readonly counts: Readonly<Record<StripName | 'hand', string>>;
  readonly roles: Readonly<Record<Exclude<Role, 'payload'>, string>>;
  readonly endOf: Readonly<Partial<Record<StripName, string>>>;
  readonly clock: string;
  readonly delayedAck: string;
  readonly waits: string;
  readonly fails: string;
  readonly gotTitle: string;
  readonly gotUdp: string;
  readonly gotNothing: string;
  readonly more: string;
  readonly quote: string;
  readonly longText: string;
  readonly isMessage: string;
  readonly several: string;
  readonly pieceOf: string;
  readonly pieceOfMessage: string;
  readonly alteredOf: string;
  readonly cutOff: string;
  readonly datagramIs: string;

  // The result.
  readonly space: string;
  readonly nothing: string;
  readonly noDelimiter: string;
  readonly tooLongFor: string;
  readonly whole: string;
  readonly wholeOne: string;
  readonly brokenOne: string;
  readonly noBoundary: string;
  readonly lucky: string;
  readonly torn: string;
  readonly because: Readonly<Record<Framed, string>>;
  readonly delimiterInside: string;
  readonly delimiterAlike: string;
  readonly padded: string;
  readonly outOfStep: string;
  readonly waitsLong: string;
  readonly waitsOn: string;
  readonly waitsHuge: string;
  readonly tooLong: string;
  readonly negative: string;
  readonly failed: string;
  readonly stopped: string;
  readonly answer: string;
  readonly answerNagle: string;
  readonly noAnswer: string;
  readonly udp: string;
  readonly udpCut: string;

  // The rows of the table.
  readonly segmentName: string;
  readonly ackName: string;
  readonly answerName: string;
  readonly rowWrite: string;
  readonly rowSends: string;
  readonly rowGets: string;
  readonly rowRead: string;
  readonly rowWhole: string;
  readonly rowBroken: string;
  readonly rowWaits: string;
  readonly rowFails: string;
  readonly rowAnswer: string;
}
