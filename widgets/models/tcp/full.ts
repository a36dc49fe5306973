// Everything that the model knows, for tests and for figures that need several of its parts.
import { backlog } from './backlog.ts';
import { cork } from './cork.ts';
import type { Features } from './endpoint.ts';
import { faults } from './faults.ts';
import { options } from './options.ts';
import { ports } from './ports.ts';
import { sack } from './sack.ts';

/** Several features as one; of two that set the same hook the later wins. */
export const combine = (...features: readonly Features[]): Features =>
  Object.assign({}, ...features, { calls: Object.assign({}, ...features.map(({ calls }) => calls)) });

/** All features but ports.ts, which decides the port of every connect(). */
export const full: Features = combine(cork, options, faults, backlog, sack);

/** All features. */
export const fullWithPorts: Features = combine(full, ports);
