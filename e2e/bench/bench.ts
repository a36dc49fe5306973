// npm run bench: prints what the built site costs in bytes and in time. Nothing here fails for being slow: times
// depend on the machine, and what is promised in bytes is a check of the build.
import { cleanBuild } from './build.ts';
import { bytes } from './bytes.ts';
import { framing } from './framing.ts';
import { handshakes } from './handshakes.ts';
import { keys } from './keys.ts';
import { paint } from './paint.ts';
import { simulation } from './simulation.ts';

bytes();
simulation();
framing();
await handshakes();
await keys();
await paint();
cleanBuild();
