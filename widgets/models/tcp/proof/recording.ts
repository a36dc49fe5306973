// A recording of two real hosts, as content/vectors/captures holds it, and the settings that were in force.
//
// The shape is described in content/vectors/captures/linux-6.18/README.md.
import type { Side } from '../log.ts';
import type { Profile } from '../profile.ts';
import type { Link, Scenario } from '../scenario.ts';
import type { SegmentKind } from '../segment.ts';

/** A rule of a script; times in seconds. */
export interface ScriptRule {
  readonly from?: Side;
  readonly segment?: SegmentKind;
  readonly skip?: number;
  readonly times?: number;
  readonly hold?: number;
  readonly copy?: number;
}

/** Programs and rules that both the laboratory and the model read; the settings are read back from the recording. */
export interface Script {
  readonly programs: readonly (readonly string[])[];
  readonly rules?: readonly ScriptRule[];
  readonly listening?: boolean;
  readonly backlog?: number;
  /** The SYNs that may come before the server's own timer, which is due at the same nominal time. */
  readonly racing?: readonly number[];
  /** Repairs of the link that may come before a retransmission that is nominally earlier: kernel timers are late. */
  readonly late?: boolean;
}

export interface RecordedSegment {
  readonly ev: 'pkt';
  readonly t: number;
  readonly dir: 'c2s' | 's2c';
  readonly flow?: number;
  readonly proto?: string;
  readonly flags: string;
  readonly seq: number;
  readonly ack?: number | null;
  readonly len: number;
  readonly dropped: boolean;
  readonly relay?: string;
}

export interface RecordedCall {
  readonly ev: 'app';
  readonly t: number;
  readonly at: string;
  readonly do: string;
  readonly sock?: string;
  readonly ret?: string | number;
}

export interface RecordedState {
  readonly ev: 'ss';
  readonly t: number;
  readonly at: Side;
  readonly flow?: number;
  readonly state: string;
}

export type RecordedEvent = RecordedSegment | RecordedCall | RecordedState;

type Sysctl = Readonly<Record<string, number | string>>;

export interface Recording {
  readonly scenario: string;
  /** One number, or [client-to-server, server-to-client]. */
  readonly one_way_delay_s: number | readonly [number, number];
  readonly drops?: string | readonly string[];
  readonly sysctl_both?: Sysctl;
  readonly sysctl_client?: Sysctl;
  readonly sysctl_server?: Sysctl;
  /** The programs, where they were written as lists of calls: read by scripted.ts. */
  readonly script?: Script;
  readonly events: readonly RecordedEvent[];
}

/** The settings of the model that a list of sysctls stands for. */
export function settingsOf(sysctl: Sysctl = {}): Partial<Profile> {
  const settings: Record<string, number | boolean> = {};
  const set = (name: string, to: string, convert: (value: number) => number | boolean = (value) => value): void => {
    const value = sysctl[name];
    if (typeof value === 'number') settings[to] = convert(value);
  };
  set('tcp_syn_retries', 'synRetries');
  set('tcp_syn_linear_timeouts', 'synLinearTimeouts');
  set('tcp_synack_retries', 'synAckRetries');
  set('tcp_retries2', 'retries2');
  set('tcp_orphan_retries', 'orphanRetries');
  set('tcp_fin_timeout', 'finTimeoutMs', (seconds) => seconds * 1_000);
  set('tcp_rfc1337', 'rfc1337', Boolean);
  set('tcp_timestamps', 'timestamps', Boolean);
  set('tcp_sack', 'sack', Boolean);
  set('tcp_early_retrans', 'tailLossProbe', (value) => value === 3 || value === 4);
  set('tcp_rto_min_us', 'rttvarMinMs', (us) => us / 1_000);
  set('tcp_rto_max_ms', 'rtoMaxMs');
  set('tcp_invalid_ratelimit', 'invalidRateLimitMs');
  set('tcp_abort_on_overflow', 'abortOnOverflow', Boolean);
  set('tcp_syncookies', 'synCookies', Boolean);
  set('tcp_tw_reuse', 'twReuse');
  set('tcp_tw_reuse_delay', 'twReuseDelayMs');
  return settings;
}

/** The part of a scenario that the head of a recording decides. */
export function frameOf(recording: Recording): Pick<Scenario, 'settings' | 'client' | 'server'> & {
  delayUs: Link['oneWayDelayUs'];
} {
  const { one_way_delay_s, sysctl_both, sysctl_client, sysctl_server } = recording;
  const us = (seconds: number): number => Math.round(seconds * 1e6);
  // SACK is used only if both ends want it.
  const sack = [sysctl_both, sysctl_client, sysctl_server].every((sysctl) => settingsOf(sysctl).sack !== false);
  return {
    delayUs:
      typeof one_way_delay_s === 'number' ? us(one_way_delay_s) : [us(one_way_delay_s[0]), us(one_way_delay_s[1])],
    settings: settingsOf(sysctl_both),
    client: { ...settingsOf(sysctl_client), sack },
    server: { ...settingsOf(sysctl_server), sack },
  };
}
