const everyMs = 10_000;
const rungKey = 'lotse.rungAt';
const visibleLock = 'lotse.visible';

/** Two soft notes, made here: no file, nobody's melody. In hertz and seconds. */
const notes = [
  { frequency: 659.25, at: 0 },
  { frequency: 880, at: 0.16 },
] as const;
const noteSeconds = 0.5;
const volume = 0.12;

/** Rings at most once in ten seconds, whatever the number of windows; a window in view rings rather than a hidden one. */
export async function ringOnce(): Promise<void> {
  if (!('locks' in navigator)) {
    await ringIfDue();
    return;
  }
  if (document.visibilityState === 'hidden' && (await isAnyInView())) return;
  await navigator.locks.request('lotse.sound', { ifAvailable: true }, (lock) =>
    lock ? ringIfDue() : undefined,
  );
}

/** Plays the tone. A page that nobody has touched yet may not; then it stays silent. */
export async function playTone(): Promise<void> {
  const context = new AudioContext();
  await context.resume();
  const ends = notes.map(({ frequency, at }) => {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    const start = context.currentTime + at;
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + noteSeconds);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + noteSeconds);
    return new Promise((resolve) => {
      oscillator.onended = resolve;
    });
  });
  await Promise.all(ends);
  await context.close();
}

/** Lets the other windows know that this one is in view, by a lock that all of those hold together. */
export function holdWhileInView(signal: AbortSignal): void {
  if (!('locks' in navigator)) return;
  let hidden: AbortController | undefined;
  const follow = () => {
    hidden?.abort();
    if (signal.aborted || document.visibilityState === 'hidden') return;
    const here = new AbortController();
    hidden = here;
    void navigator.locks.request(visibleLock, { mode: 'shared' }, () => {
      return new Promise<void>((resolve) => {
        if (here.signal.aborted) resolve();
        here.signal.addEventListener('abort', () => resolve());
      });
    });
  };
  follow();
  document.addEventListener('visibilitychange', follow, { signal });
  signal.addEventListener('abort', follow);
}

async function isAnyInView(): Promise<boolean> {
  const { held } = await navigator.locks.query();
  return held?.some(({ name }) => name === visibleLock) ?? false;
}

async function ringIfDue(): Promise<void> {
  const now = Date.now();
  if (!isDue(now)) return;
  await playTone().catch(() => undefined);
}

function isDue(now: number): boolean {
  try {
    const last = Number(localStorage.getItem(rungKey) ?? 0);
    if (Math.abs(now - last) < everyMs) return false;
    localStorage.setItem(rungKey, String(now));
    return true;
  } catch {
    return false;
  }
}
