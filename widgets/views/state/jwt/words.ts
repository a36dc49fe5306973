// What the figure has to say, in any language.
import type { CheckId, Mistake, Verdict } from '../../../models/jwt/verify.ts';
import type { CommonWords } from '../../figure-words.ts';
import type { PartName } from './frames.ts';
import type { JwtState, PresetName } from './state.ts';

type Codes<C extends string> = Readonly<Record<C, string>>;

/** A sentence for everything that a check can find. */
export interface FoundWords extends Readonly<Record<CheckId, Readonly<Record<string, string>>>> {
  readonly structure: Codes<'jws' | 'empty' | 'too-long' | 'bearer' | 'json' | 'pem' | 'no-dots' | 'dots' | 'jwe'>;
  readonly base64url: Codes<
    'ok' | 'padding' | 'standard-alphabet' | 'white-space' | 'character' | 'length' | 'trailing-bits'
  >;
  readonly json: Codes<
    | 'ok'
    | 'empty'
    | 'unexpected'
    | 'unfinished'
    | 'control-character'
    | 'escape'
    | 'number'
    | 'too-deep'
    | 'after'
    | 'not-utf8'
    | 'not-an-object'
  >;
  readonly duplicates: Codes<'ok' | 'twice'>;
  readonly alg: Codes<'ok' | 'absent' | 'not-a-string' | 'none' | 'other'>;
  readonly crit: Codes<'ok' | 'absent' | 'malformed' | 'registered' | 'missing' | 'not-understood'>;
  readonly key: Codes<'ok' | 'no-key' | 'unknown-alg' | 'type' | 'use' | 'alg'>;
  readonly strength: Codes<'ok' | 'none' | 'short'>;
  readonly signature: Codes<'ok' | 'public-as-secret' | 'unsigned' | 'absent' | 'none-but-signed' | 'no-key' | 'wrong'>;
  readonly exp: Codes<'ok' | 'absent' | 'expired' | 'not-a-number'>;
  readonly nbf: Codes<'ok' | 'absent' | 'early' | 'not-a-number'>;
  readonly iat: Codes<'ok' | 'absent' | 'future' | 'not-a-number'>;
  readonly iss: Codes<'ok' | 'any' | 'absent' | 'other'>;
  readonly aud: Codes<'ok' | 'any' | 'absent' | 'other'>;
}

export interface JwtWords extends CommonWords {
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly head: readonly [string, string, string];
  readonly issuer: string;
  readonly attacker: string;
  readonly anybody: string;
  readonly verifier: string;

  // The token.
  readonly token: string;
  readonly parts: Readonly<Record<PartName, string>>;
  readonly characters: string;
  readonly group: string;
  readonly groupSpare: string;
  readonly groupNone: string;
  readonly change: string;
  readonly look: string;
  readonly by: string;
  readonly byNames: Readonly<Record<JwtState['by'], string>>;
  readonly arrives: Readonly<Record<'issued' | 'edited' | 'typed', string>>;
  readonly forged: Readonly<Record<Mistake, string>>;
  readonly noSecret: string;

  // The verifier.
  readonly checksTitle: string;
  readonly checks: Readonly<Record<CheckId, string>>;
  readonly verdicts: Readonly<Record<Exclude<Verdict, 'not-reached'>, string>>;
  readonly notReached: string;
  readonly found: FoundWords;
  readonly mistakesTitle: string;
  readonly mistakes: Readonly<Record<Mistake, string>>;
  readonly forge: string;
  readonly forgeOf: string;
  readonly clock: string;
  readonly now: string;
  readonly life: string;
  readonly alg: string;
  readonly expectIss: string;
  readonly expectAud: string;
  readonly anyone: string;
  readonly ownKey: string;
  readonly own: Readonly<Record<string, string>>;
  readonly cannotSign: string;
  readonly days: string;
  readonly h: string;
  readonly min: string;

  // The link.
  readonly include: string;
  readonly included: string;
  readonly notIncluded: string;
  readonly tooLong: string;

  // The JWE.
  readonly jweTitle: string;
  readonly jwe: string;
  readonly jweChoices: Readonly<Record<JwtState['jwe'], string>>;
  readonly jweClosed: string;
  readonly jweCodes: Readonly<Record<string, string>>;

  readonly rowSigns: string;
  readonly rowAccepted: string;
  readonly rowRefused: string;
  readonly and: string;
  readonly resultAccepted: string;
  readonly resultRefused: string;
  readonly stillReadable: string;
  readonly resultFooled: string;
  readonly resultSealed: string;
  readonly resultOpened: string;
  readonly resultJwe: string;
  readonly resultJweOpen: string;
}
