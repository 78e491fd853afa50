import type { LineState } from '../adapter.ts';

export type End = Extract<LineState, { state: 'lost' | 'ended' }>;

/** After these the pairing is worth nothing any more. */
const unpaired = new Set(['logout', 'unpaired', 'unpaired_idle', 'auth_failure']);

const ended = new Map<string, Extract<End, { state: 'ended' }>['code']>([
  ['logout', 'logged_out'],
  ['unpaired', 'logged_out'],
  ['unpaired_idle', 'logged_out'],
  ['conflict', 'logged_out'],
  ['tos_block', 'account_limited'],
  ['smb_tos_block', 'account_limited'],
  ['proxyblock', 'account_limited'],
]);

const passing = new Set(['timeout', 'deprecated_version']);

/**
 * What a disconnection means: over until a person acts, or worth another try.
 * Source: WAState, https://docs.wwebjs.dev/global.html#WAState
 */
export function endOf(whatsappReason: unknown): End {
  const reason = String(whatsappReason).toLowerCase();
  const code = ended.get(reason);
  if (code) return { state: 'ended', code, reason };
  return { state: 'lost', reason: passing.has(reason) ? reason : 'whatsapp_state' };
}

/** What a failed start means. Chromium's own network errors begin with `net::`; the library throws texts, too. */
export function endOfStart(error: unknown): End {
  const words = error instanceof Error ? error.message : String(error);
  if (words.includes('net::ERR')) return { state: 'lost', reason: 'unreachable' };
  if (/auth timeout|ready timeout|Navigation timeout/i.test(words)) {
    return { state: 'lost', reason: 'start_timeout' };
  }
  return { state: 'lost', reason: 'browser_failed' };
}

export function isUnpaired(end: End | null): boolean {
  return end?.state === 'ended' && unpaired.has(end.reason);
}
