// The door: one line for each widget that a chapter may name.
import Framer from './views/framer/Framer.astro';
import PortBudget from './views/port-budget/PortBudget.astro';
import CookieOrNot from './views/state/cookie-or-not/CookieOrNot.astro';
import JwtBench from './views/state/jwt/JwtBench.astro';
import WhereToKeepIt from './views/state/where-to-keep-it/WhereToKeepIt.astro';
import CloseLoss from './views/tcp/close-loss/CloseLoss.astro';
import HandshakeLoss from './views/tcp/handshake-loss/HandshakeLoss.astro';
import SegmentBytes from './views/tcp/segment/SegmentBytes.astro';
import TcpStates from './views/tcp/tcp-states/TcpStates.astro';
import TwoMsl from './views/tcp/two-msl/TwoMsl.astro';
import WhoNotices from './views/tcp/who-notices/WhoNotices.astro';
import CertificateChain from './views/tls/certificate-chain/CertificateChain.astro';
import KeyAgreement from './views/tls/key-agreement/KeyAgreement.astro';
import PatientRecorder from './views/tls/patient-recorder/PatientRecorder.astro';
import RoundTrips from './views/tls/round-trips/RoundTrips.astro';
import RsaByHand from './views/tls/rsa-by-hand/RsaByHand.astro';
import Tamper from './views/tls/tamper/Tamper.astro';
import Tls12 from './views/tls/tls12/Tls12.astro';
import Tls13 from './views/tls/tls13/Tls13.astro';

export const widgets = {
  CertificateChain,
  CloseLoss,
  CookieOrNot,
  Framer,
  HandshakeLoss,
  JwtBench,
  KeyAgreement,
  PatientRecorder,
  PortBudget,
  RoundTrips,
  RsaByHand,
  SegmentBytes,
  Tamper,
  TcpStates,
  Tls12,
  Tls13,
  TwoMsl,
  WhereToKeepIt,
  WhoNotices,
};
