/** A recording of TLS, as `content/vectors/captures/tls/README.md` describes it: what the replay of TLS 1.3 reads of it. */

export interface RecordedRecord {
  readonly i: number;
  readonly dir: 'c>s' | 's>c';
  readonly hex: string;
  /** What the other side got instead. */
  readonly delivered?: readonly string[];
  readonly raw?: boolean;
}

export interface RecordedAlert {
  readonly record: number;
  readonly dir: 'c>s' | 's>c';
  readonly description: string;
}

export interface Ephemeral {
  readonly group: string;
  readonly client_private?: string;
  readonly client_public: string;
  readonly server_private?: string;
  readonly server_public: string;
  readonly shared_secret: string;
}

type Text = string | { readonly repeat: string; readonly times: number; readonly then: string };

export interface RecordedConnection {
  readonly records: readonly RecordedRecord[];
  readonly tcp_end?: readonly { readonly dir: 'c>s' | 's>c'; readonly after_record: number }[];
  readonly application_data: { readonly client?: Text; readonly server?: Text };
  readonly keylog: readonly string[];
  readonly keylog_server?: readonly string[];
  readonly ephemeral?: readonly Ephemeral[];
  readonly session_saved?: { readonly ticket?: string; readonly resumption_psk?: string };
  readonly result: {
    readonly version?: string;
    readonly suite?: string;
    readonly resumed?: boolean;
    readonly content: readonly string[];
    readonly handshake_flights?: number;
    readonly round_trips_before_client_data?: number;
    readonly alerts: readonly RecordedAlert[];
  };
  readonly derived?: Readonly<Record<string, unknown>>;
  readonly derived_server?: Readonly<Record<string, unknown>>;
}

export interface Recording {
  readonly name: string;
  readonly recorded: string;
  readonly server_name: string;
  readonly commands: Readonly<Record<string, string>>;
  readonly certificates: Readonly<Record<string, readonly string[]>>;
  readonly server_certificate: string;
  readonly trusted: readonly string[];
  readonly private_keys: Readonly<Record<string, string>>;
  readonly ticket_keys?: string;
  readonly external_psk?: { readonly identity: string; readonly key: string };
  readonly connections: readonly RecordedConnection[];
}

export const textOf = (text: Text | undefined): string =>
  text === undefined || typeof text === 'string' ? (text ?? '') : text.repeat.repeat(text.times) + text.then;
