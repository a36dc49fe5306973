// Recordings that the model does not replay, each with its reason. The test fails for a file that is in neither list.

/** File name to reason. */
export const notModelled: Readonly<Record<string, string>> = {
  '16a-port-exhaustion-tw-reuse2': 'about the ports of a host: replayed by models/sockets/port-budget.ts',
  '16b-port-exhaustion-tw-reuse1': 'about the ports of a host: replayed by models/sockets/port-budget.ts',
  '16c-port-exhaustion-tw-reuse0': 'about the ports of a host: replayed by models/sockets/port-budget.ts',
  '16d-port-exhaustion-open-connections': 'about the ports of a host: replayed by models/sockets/port-budget.ts',
  '17-max-tw-buckets': 'a limit of the whole host: replayed by models/sockets/port-budget.ts',
  '18-time-wait-cost': 'memory and descriptors; cited by the chapter on TIME_WAIT',
  '21c-zero-window-link-cut': 'window probes against a closed window, which this model does not have',
  '21d-window-scale': 'a window that closes; cited by the chapter on vanished peers',
  '22e-udp-boundaries': 'UDP, which keeps each datagram apart: there is no stream to model',
  '23-fast-open': 'TCP Fast Open; cited by the chapter on opening',
  '24k-no-arp-answer': 'no segment ever leaves: ARP finds nobody, and ARP is below this model',
  '24l-icmp-rejections':
    'the SYN is answered by ICMP, which this model does not carry (24a shows the RST of a closed port)',
  '24m-no-route': 'connect() fails in the routing table before there is a segment',
};
