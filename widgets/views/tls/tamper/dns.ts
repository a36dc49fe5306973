// The second scene: a forged DNS answer, and what TLS makes of it.
import { type Certificate, lookup } from '../../../models/protection/spoofed.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { LanePicture, LaneRow } from '../../../parts/lanes/lanes.ts';
import type { Frame } from './frames.ts';
import type { TamperState } from './state.ts';
import type { TamperWords } from './strings.ts';

const host = 'bank.example';
/** RFC 5737: addresses for documentation. */
const addresses = { server: '198.51.100.7', attacker: '203.0.113.66' } as const;

const certificates: Readonly<Record<TamperState['certificate'], Certificate>> = {
  other: { name: 'evil.example', trusted: true },
  self: { name: host, trusted: false },
  fooled: { name: host, trusted: true },
};

/** Lanes: who asks, who should answer, who answers instead, who is meant. */
const [reader, resolver, attacker, server] = [0, 1, 2, 3] as const;

export function dnsFrame(state: TamperState, words: TamperWords): Pick<Frame, 'lanes' | 'rows' | 'result'> {
  const { certificate: shows, tls } = state;
  const outcome = lookup({ host, spoofed: state.spoofed === 'on', tls, attackers: certificates[shows] });
  const { reaches, certificate, check, page } = outcome;
  const end = reaches === 'attacker' ? attacker : server;
  const tone = reaches === 'attacker' ? 'bad' : 'right';
  const values = {
    host,
    address: addresses[reaches],
    real: addresses.server,
    name: certificate?.name ?? '',
  };
  const checkName = check ?? 'none';
  const rows: LaneRow[] = [
    { sent: [{ from: reader, to: resolver, label: `${host}?`, tone: 'left' }] },
    ...(reaches === 'attacker'
      ? [{ sent: [{ from: attacker, to: reader, label: addresses.attacker, tone: 'bad' }] } as const]
      : []),
    {
      sent: [
        {
          from: resolver,
          to: reader,
          label: reaches === 'attacker' ? words.tooLate : addresses.server,
          tone: 'right',
          stopped: reaches === 'attacker',
        },
      ],
    },
    { sent: [{ from: reader, to: end, label: tls === 'off' ? 'GET /' : `ClientHello, ${host}`, tone: 'left' }] },
    ...(certificate
      ? [
          { sent: [{ from: end, to: reader, label: fill(words.certificateOf, values), tone }] } as const,
          {
            holdings: [
              {
                lane: reader,
                name: words.checkTitle,
                value: fill(words.checks[checkName], values),
                tone: check === undefined ? 'plain' : check === 'holds' ? 'good' : 'bad',
              },
            ],
          } as const,
        ]
      : []),
    ...(page
      ? [{ sent: [{ from: end, to: reader, label: tls === 'off' ? words.page : words.pageEncrypted, tone }] } as const]
      : []),
    {
      holdings: [
        {
          lane: reader,
          name: words.readerHas,
          value: page ? words.pages[page] : words.nothing,
          tone: page === 'attacker' ? 'bad' : 'good',
        },
        ...(page && certificate ? [{ lane: end, name: words.has, value: words.sameKeys, tone } as const] : []),
      ],
    },
  ];
  const lanes: LanePicture = {
    lanes: [
      { name: words.reader, tone: 'left' },
      { name: 'DNS', tone: 'plain' },
      { name: words.attacker, tone: 'bad' },
      { name: host, tone: 'right' },
    ],
    rows,
  };
  const told: [string, string][] = [
    [words.reader, words.rowAsks],
    ...(reaches === 'attacker' ? [[words.attacker, words.rowSpoofs] as [string, string]] : []),
    ['DNS', reaches === 'attacker' ? words.rowLate : words.rowAnswers],
    [words.reader, tls === 'off' ? words.rowGets : words.rowHello],
    ...(certificate
      ? ([
          [reaches === 'attacker' ? words.attacker : host, words.rowShows],
          [words.reader, words.rowChecks[checkName]],
        ] as [string, string][])
      : []),
    [words.reader, page ? words.rowPage[page] : words.rowStops],
  ];
  const result =
    reaches === 'server'
      ? tls === 'checked'
        ? words.dnsHonest
        : words.dnsHonestUnproved
      : words.dnsResults[tls === 'checked' ? (check ?? 'holds') : tls];
  return {
    lanes,
    rows: told.map(([who, what], index) => [String(index + 1), who, fill(what, values)]),
    result: fill(result, values),
  };
}
