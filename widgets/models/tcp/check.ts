// Is a scenario possible? What a reader can set wrong is a value that explains itself, not an exception.
//
// Leaves out what TypeScript sees already. simulate() ends within its bound whatever it is given; this says why the
// result would mean nothing.
import { calls } from './application.ts';
import type { Features } from './endpoint.ts';
import type { Profile } from './profile.ts';
import type { LinkRule, Scenario, Step } from './scenario.ts';

/** One thing that is wrong: where, what was received, what is allowed. */
export interface Problem {
  /** Path in the scenario: `link.oneWayDelayUs`, `settings.synRetries`, `programs.0.3.bytes`. */
  readonly field: string;
  readonly received: unknown;
  readonly problem: 'not-an-integer' | 'out-of-range' | 'unknown-call' | 'too-many' | 'needs-a-feature';
  /** For numbers: the least and the greatest that make sense. */
  readonly allowed?: readonly [least: number, greatest: number];
}

const dayUs = 86_400_000_000;
const dayMs = 86_400_000;
/** One way round the world several times over; beyond it every timer has fired before the first answer. */
const greatestDelayUs = 60_000_000;
const greatestWrite = 1_000_000;
const greatestSteps = 1_000;
const greatestRules = 1_000;

/** Limits of the profile's numbers: those of the sysctls where there is one. */
const limits: Readonly<Record<string, readonly [number, number]>> = {
  rtoMinMs: [0, dayMs],
  rttvarMinMs: [0, dayMs],
  rtoInitialMs: [1, dayMs],
  rtoMaxMs: [1, dayMs],
  synRetries: [0, 127],
  synLinearTimeouts: [0, 127],
  synAckRetries: [0, 255],
  retries2: [0, 255],
  orphanRetries: [0, 255],
  finTimeoutMs: [0, dayMs],
  timeWaitMs: [0, dayMs],
  delayedAckMs: [0, 500],
  // For the reader: Linux takes no less than 48 (TCP_MIN_SND_MSS); with 16 and timestamps 4 bytes are left.
  mssBytes: [16, 65_495],
  quickAcks: [0, 1_000_000],
  invalidRateLimitMs: [0, dayMs],
  twReuse: [0, 2],
  twReuseDelayMs: [1, 60_000],
};

/** Everything that is wrong with a scenario, in the order of its fields; an empty list if nothing is. */
export function checkScenario(scenario: Scenario, features: Features = {}): readonly Problem[] {
  const { link, programs, untilUs, seed } = scenario;
  return [
    ...[link.oneWayDelayUs].flat().flatMap((us) => number('link.oneWayDelayUs', us, 0, greatestDelayUs)),
    ...checkRules(link.rules ?? [], features),
    ...(['profile', 'settings', 'client', 'server'] as const).flatMap((part) => checkProfile(part, scenario[part])),
    ...checkPrograms(programs, features),
    ...(untilUs === undefined ? [] : number('untilUs', untilUs, 0, dayUs)),
    ...(seed === undefined ? [] : number('seed', seed, 0, 2 ** 32 - 1)),
  ];
}

function number(field: string, received: unknown, least: number, greatest: number): Problem[] {
  const allowed = [least, greatest] as const;
  if (!Number.isInteger(received)) return [{ field, received, problem: 'not-an-integer', allowed }];
  const inRange = Number(received) >= least && Number(received) <= greatest;
  return inRange ? [] : [{ field, received, problem: 'out-of-range', allowed }];
}

function checkRules(rules: readonly LinkRule[], { acts }: Features): Problem[] {
  if (rules.length > greatestRules) return [{ field: 'link.rules', received: rules.length, problem: 'too-many' }];
  return rules.flatMap((rule, index) => {
    const field = (name: string): string => `link.rules.${index}.${name}`;
    const { probability, nth, fromUs, untilUs } = rule;
    const chance = probability !== undefined && !(probability >= 0 && probability <= 1);
    const lacking = !acts && (probability !== undefined || fromUs !== undefined || untilUs !== undefined);
    return [
      ...(['skip', 'times', 'connection'] as const).flatMap((name) =>
        rule[name] === undefined ? [] : number(field(name), rule[name], 0, Number.MAX_SAFE_INTEGER),
      ),
      ...[nth ?? []].flat().flatMap((one) => number(field('nth'), one, 1, Number.MAX_SAFE_INTEGER)),
      ...(['holdUs', 'copyUs'] as const).flatMap((name) =>
        rule[name] === undefined ? [] : number(field(name), rule[name], 0, dayUs),
      ),
      ...(chance
        ? [{ field: field('probability'), received: probability, problem: 'out-of-range', allowed: [0, 1] } as const]
        : []),
      ...(lacking ? [{ field: `link.rules.${index}`, received: rule, problem: 'needs-a-feature' } as const] : []),
    ];
  });
}

function checkProfile(part: string, profile: Partial<Profile> = {}): Problem[] {
  return Object.entries(profile).flatMap(([name, value]) => {
    const [least, greatest] = limits[name] ?? [];
    return least === undefined || greatest === undefined ? [] : number(`${part}.${name}`, value, least, greatest);
  });
}

function checkPrograms(programs: Scenario['programs'], features: Features): Problem[] {
  const steps = programs.reduce((sum, program) => sum + program.length, 0);
  if (steps > greatestSteps) return [{ field: 'programs', received: steps, problem: 'too-many' }];
  return programs.flatMap((program, index) =>
    program.flatMap((step, at) => checkStep(`programs.${index}.${at}`, step, features)),
  );
}

function checkStep(field: string, step: Step, features: Features): Problem[] {
  if (!('at' in step)) {
    const [name, us] = 'us' in step ? ['us', step.us] : ['atUs', step.atUs];
    return number(`${field}.${name}`, us, 0, dayUs);
  }
  const { call, bytes, timeoutUs, port, isn } = step;
  const known = Object.keys({ ...calls, ...features.calls }).includes(call);
  const large = call === 'send' && (bytes ?? 0) > 1_448 && !features.portion;
  const waits = timeoutUs !== undefined && !Object.keys(features.calls ?? {}).includes('recv');
  return [
    ...(known ? [] : [{ field: `${field}.call`, received: call, problem: 'unknown-call' } as const]),
    ...(bytes === undefined ? [] : number(`${field}.bytes`, bytes, 1, greatestWrite)),
    ...(large || waits ? [{ field, received: step, problem: 'needs-a-feature' } as const] : []),
    ...(timeoutUs === undefined ? [] : number(`${field}.timeoutUs`, timeoutUs, 1, dayUs)),
    ...(port === undefined ? [] : number(`${field}.port`, port, 1, 65_535)),
    ...(isn === undefined ? [] : number(`${field}.isn`, isn, 0, 2 ** 32 - 1)),
  ];
}
