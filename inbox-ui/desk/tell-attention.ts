import { setAttention } from '../../gateway/contract/account.ts';
import { call } from '../api.ts';
import { idleMs } from './activity.ts';

/** The server believes it for ninety seconds. */
const everyMs = 60_000;
const attentiveMs = 2 * 60_000;

/** Tells the server while somebody looks at the inbox, so that no phone rings beside it. */
export function tellAttention(signal: AbortSignal): void {
  let isTold = false;
  const tell = () => {
    const isAttentive = document.visibilityState === 'visible' && idleMs() < attentiveMs;
    if (!isAttentive && !isTold) return;
    isTold = isAttentive;
    // A lost one costs a push too many, or delays one by a minute.
    call(setAttention, { body: { isAttentive } }).catch(() => undefined);
  };
  tell();
  document.addEventListener('visibilitychange', tell, { signal });
  const timer = setInterval(tell, everyMs);
  signal.addEventListener('abort', () => clearInterval(timer));
}
