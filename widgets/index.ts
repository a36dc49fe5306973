// The door: one line for each widget that a chapter may name.
import Framer from './views/framer/Framer.astro';
import PortBudget from './views/port-budget/PortBudget.astro';
import TwoMsl from './views/tcp/two-msl/TwoMsl.astro';

export const widgets = { Framer, PortBudget, TwoMsl };
