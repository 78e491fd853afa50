export const snoozePresets = ['laterToday', 'tomorrow', 'nextMonday', 'inTwoWeeks'] as const;
export type SnoozePreset = (typeof snoozePresets)[number];

const morningHour = 8;

/** When a snoozed conversation comes back, at this computer's time of day; null when the choice makes no sense now. */
export function snoozeUntil(preset: SnoozePreset, now: Date): Date | null {
  if (preset === 'laterToday') {
    const later = new Date(now.getTime() + 3 * 3_600_000);
    return later.getDate() === now.getDate() && later.getHours() < 20 ? later : null;
  }
  const days = { tomorrow: 1, nextMonday: (8 - now.getDay()) % 7 || 7, inTwoWeeks: 14 }[preset];
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morningHour);
}
