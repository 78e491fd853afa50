export const speeds = [1, 1.25, 1.5, 2, 0.75] as const;
export type Speed = (typeof speeds)[number];

/** Faster by steps, then slower than spoken, then normal again. */
export function nextSpeed(speed: Speed): Speed {
  return speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
}

/** Seconds as `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
