// The door: one line for each widget that a chapter may name.
import PortBudget from './views/port-budget/PortBudget.astro';
import HandshakeLoss from './views/tcp/handshake-loss/HandshakeLoss.astro';
import TwoMsl from './views/tcp/two-msl/TwoMsl.astro';

export const widgets = { HandshakeLoss, PortBudget, TwoMsl };
