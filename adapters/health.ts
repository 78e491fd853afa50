/** How the provider sees the account, for administrators. */
export type Health = {
  /** Updates that wait at the provider, or null when it does not say. */
  pendingCount: number | null;
  lastErrorAt: Date | null;
  /** The provider's words; hold no content. */
  lastError: string | null;
  /** The provider's rating, lower case, e.g. `green`. */
  quality: string | null;
  /** What has to be mended, or null when all is well. */
  problem: { code: ProblemCode; text: string } | null;
};

/** What is wrong with a channel; the interface has a sentence for each in its own language. */
export const problemCodes = [
  'account_limited',
  'credentials_failed',
  'https_required',
  'logged_out',
  'misconfigured',
  'unreachable',
  'webhook_failing',
  'webhook_missing',
] as const;
export type ProblemCode = (typeof problemCodes)[number];
