// An author's mistake stops the build and says where it is, what was received and what is allowed.

export interface AuthorMistake {
  /** The file that the author has to open, from the top of the repository. */
  readonly file: string;
  /** The field or component, as the author wrote it. */
  readonly field: string;
  readonly received: string;
  readonly allowed: readonly string[] | string;
}

export class AuthorError extends Error {
  constructor(mistake: AuthorMistake) {
    const allowed =
      typeof mistake.allowed === 'string' ? mistake.allowed : listNearest(mistake.received, mistake.allowed);
    super(`${mistake.file}: ${mistake.field}: received ${quote(mistake.received)}. Allowed: ${allowed}.`);
    this.name = 'AuthorError';
  }
}

function quote(value: string): string {
  return value === 'undefined' ? 'nothing' : JSON.stringify(value);
}

/** All values if they are few, else the ones that share most letters with what was written. */
function listNearest(received: string, allowed: readonly string[]): string {
  const few = 12;
  if (allowed.length === 0) return 'none exists yet';
  if (allowed.length <= few) return allowed.join(', ');
  const ranked = [...allowed].sort((a, b) => likeness(received, b) - likeness(received, a));
  return `${ranked.slice(0, few).join(', ')} … (${allowed.length} in all)`;
}

function likeness(a: string, b: string): number {
  let shared = 0;
  for (let index = 0; index + 2 <= a.length; index += 1) if (b.includes(a.slice(index, index + 2))) shared += 1;
  return shared / Math.max(a.length, b.length, 1);
}
