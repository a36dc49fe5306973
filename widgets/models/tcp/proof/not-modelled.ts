// Recordings that the model does not replay, each with its reason. The test fails for a file that is in neither list.

/** File name to reason. */
export const notModelled: Readonly<Record<string, string>> = {
  '24k-no-arp-answer': 'no segment ever leaves: ARP finds nobody, and ARP is below this model',
  '24l-icmp-rejections':
    'the SYN is answered by ICMP, which this model does not carry (24a shows the RST of a closed port)',
  '24m-no-route': 'connect() fails in the routing table before there is a segment',
};
