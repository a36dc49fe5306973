// What the figure has to say, in any language.
import type { Ignored, Refusal, Sent, Withheld } from '../../../models/cookies/rules.ts';
import type { UrlProblem } from '../../../models/cookies/url.ts';
import type { CommonWords } from '../../figure-words.ts';
import type { Reader } from './run.ts';
import type { CookieState, PresetName } from './state.ts';

export interface CookieWords extends CommonWords {
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly head: readonly [reader: string, cookie: string, what: string];
  readonly readers: Readonly<Record<Reader, string>>;

  // What can be typed and chosen.
  readonly answer: string;
  readonly request: string;
  readonly from: string;
  readonly lines: string;
  readonly linesHint: string;
  readonly set: readonly [label: string, visit: string, embedded: string];
  readonly to: string;
  readonly who: string;
  readonly kinds: Readonly<Record<CookieState['who'], string>>;
  readonly page: string;
  readonly frame: string;
  readonly method: string;
  readonly credentials: string;
  readonly later: string;
  readonly chromium: readonly [label: string, allow: string, block: string];
  readonly firefox: readonly [label: string, partition: string, allow: string];
  readonly urlProblems: Readonly<Record<UrlProblem, string>>;
  readonly moreLines: string;
  readonly tooLongForLink: string;
  readonly secrets: string;

  // The picture.
  readonly asking: string;
  readonly asked: string;
  readonly keyboard: string;
  readonly origin: string;
  readonly site: string;
  readonly suffix: string;
  readonly sameOrigin: string;
  readonly otherOrigin: string;
  readonly sameSite: string;
  readonly otherSite: string;
  readonly siteSplits: string;
  readonly topLevel: string;
  readonly within: string;
  readonly cors: string;
  readonly preflight: string;
  readonly noAsker: string;
  readonly words: Readonly<Record<'sent' | 'withheld' | 'refused' | 'deletes' | 'replaced', string>>;
  readonly whyRefused: Readonly<Record<Refusal, string>>;
  readonly whySent: Readonly<Record<Sent, string>>;
  readonly whyWithheld: Readonly<Record<Withheld | 'expired' | 'mixed', string>>;
  readonly whyIgnored: Readonly<Record<Ignored, string>>;
  readonly schemeless: string;
  readonly replacedBy: string;
  readonly deletes: string;
  readonly ignored: string;
  readonly only: string;
  readonly storedAs: string;
  readonly hostOnly: string;
  readonly andBelow: string;
  readonly session: string;
  readonly forSeconds: string;
  readonly sameSites: Readonly<Record<'strict' | 'lax' | 'none' | 'unset', string>>;
  readonly partitionOf: string;
  readonly nameless: string;
  readonly all: string;
  readonly headerTitle: string;
  readonly noHeader: string;
  readonly differ: string;
  readonly and: string;
  readonly comma: string;
  readonly clause: string;

  // The result.
  readonly badAddress: string;
  readonly nothing: string;
  readonly oneAgrees: string;
  readonly oneDiffers: string;
  readonly oneOf: string;
  readonly oneOtherwise: string;
  readonly stop: string;
  readonly because: string;
  readonly manyAgree: string;
  readonly noneSent: string;
  readonly manyDiffer: string;
  readonly sends: string;
  readonly sendsCount: string;
  readonly sendsNone: string;

  // The rows of the table.
  readonly rowRequest: string;
  readonly rowHeader: string;
}
