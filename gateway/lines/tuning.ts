/** What only tests change. */
export type LineTuning = {
  /** How often a worker looks for lines that nobody runs and for what its own should send. */
  everyMs: number;
  minBackoffMs: number;
  maxBackoffMs: number;
  /** A line that stood so long begins its backoff anew when it is lost. */
  stableMs: number;
  /** Nobody who has the phone in hand takes longer; then nothing runs until pairing is asked for again. */
  pairingTimeoutMs: number;
  /** How long an adapter may take to clean up after its signal. */
  cleanUpMs: number;
};

export const standardLineTuning: LineTuning = {
  everyMs: 5000,
  minBackoffMs: 5000,
  maxBackoffMs: 600_000,
  stableMs: 300_000,
  pairingTimeoutMs: 300_000,
  cleanUpMs: 10_000,
};
