import { idleMs, isOverdue, markActivity } from './activity.ts';
import { lockScreen } from './screen-lock.ts';

const checkEveryMs = 5000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Locks the screen when nobody has done anything for too long, in any window; also right after a laptop woke up. */
export function watchIdle(signal: AbortSignal): void {
  const check = () => {
    if (isOverdue()) void lockScreen();
  };
  // Whoever comes back to a screen that should be locked by now does not keep it open by coming back.
  const act = () => {
    if (isOverdue()) void lockScreen();
    else markActivity();
  };
  if (idleMs() === 0) markActivity();
  for (const sign of signs)
    window.addEventListener(sign, act, { signal, capture: true, passive: true });
  for (const event of ['focus', 'pageshow'] as const)
    window.addEventListener(event, check, { signal });
  document.addEventListener('visibilitychange', check, { signal });
  const timer = setInterval(check, checkEveryMs);
  signal.addEventListener('abort', () => clearInterval(timer));
}
