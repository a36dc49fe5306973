/** What the replay of TLS 1.3 reads of a recording beyond what that of TLS 1.2 does. */
import type * as shared from '../../proof/recording.ts';

export interface RecordedConnection extends Omit<shared.RecordedConnection, 'session_saved' | 'result'> {
  readonly tcp_end?: readonly { readonly dir: 'c>s' | 's>c'; readonly after_record: number }[];
  readonly session_saved?: { readonly ticket?: string; readonly resumption_psk?: string };
  readonly result: shared.RecordedConnection['result'] & { readonly content: readonly string[] };
}

export interface Recording extends Omit<shared.Recording, 'connections'> {
  readonly external_psk?: { readonly identity: string; readonly key: string };
  readonly connections: readonly RecordedConnection[];
}
