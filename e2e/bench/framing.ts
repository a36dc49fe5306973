// How long decoding takes, for each byte, in reads of one byte and in one read: linear is the same number three times.

/** The bench stands beside its model and prints by itself. */
export async function framing(): Promise<void> {
  await import('#widgets/models/framing/framing.bench.ts');
}
