// The door: one line for each widget that a chapter may name.
import PortBudget from './views/port-budget/PortBudget.astro';
import SegmentBytes from './views/tcp/segment/SegmentBytes.astro';
import TcpStates from './views/tcp/tcp-states/TcpStates.astro';
import TwoMsl from './views/tcp/two-msl/TwoMsl.astro';

export const widgets = { PortBudget, SegmentBytes, TcpStates, TwoMsl };
