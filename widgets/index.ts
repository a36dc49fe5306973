// The door: one line for each widget that a chapter may name.
import PortBudget from './views/port-budget/PortBudget.astro';
import CloseLoss from './views/tcp/close-loss/CloseLoss.astro';
import TwoMsl from './views/tcp/two-msl/TwoMsl.astro';
import WhoNotices from './views/tcp/who-notices/WhoNotices.astro';

export const widgets = { CloseLoss, PortBudget, TwoMsl, WhoNotices };
