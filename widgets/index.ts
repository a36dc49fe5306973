// The door: one line for each widget that a chapter may name.
import Framer from './views/framer/Framer.astro';
import PortBudget from './views/port-budget/PortBudget.astro';
import CloseLoss from './views/tcp/close-loss/CloseLoss.astro';
import HandshakeLoss from './views/tcp/handshake-loss/HandshakeLoss.astro';
import SegmentBytes from './views/tcp/segment/SegmentBytes.astro';
import TcpStates from './views/tcp/tcp-states/TcpStates.astro';
import TwoMsl from './views/tcp/two-msl/TwoMsl.astro';
import WhoNotices from './views/tcp/who-notices/WhoNotices.astro';
import Tls12 from './views/tls/tls12/Tls12.astro';

export const widgets = {
  CloseLoss,
  Framer,
  HandshakeLoss,
  PortBudget,
  SegmentBytes,
  TcpStates,
  Tls12,
  TwoMsl,
  WhoNotices,
};
