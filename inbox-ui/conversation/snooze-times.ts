import { dateFormat } from '../intl.ts';

export const snoozePresets = ['laterToday', 'tomorrow', 'nextMonday'] as const;
export type SnoozePreset = (typeof snoozePresets)[number];

/** Where the offices are: a counselor on a journey still means the office's morning. */
const zone = 'Europe/Berlin';
const morningHour = 8;

/** A date and time as a clock on the wall shows it; `month` from 1. Days beyond the month's end roll over. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number };

/** When a snoozed conversation comes back; null when the choice makes no sense now. */
export function snoozeUntil(preset: SnoozePreset, now: Date): Date | null {
  const today = wallTimeOf(now);
  if (preset === 'laterToday') {
    const later = new Date(now.getTime() + 3 * 3_600_000);
    const wall = wallTimeOf(later);
    return wall.day === today.day && wall.hour < 20 ? later : null;
  }
  const weekday = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  const days = preset === 'tomorrow' ? 1 : (8 - weekday) % 7 || 7;
  return instantOf({ ...today, day: today.day + days, hour: morningHour, minute: 0 });
}

/**
 * The instant of a wall time in Germany. An hour that is skipped in spring counts on from before it; of an hour that comes
 * twice in autumn the second is meant.
 */
export function instantOf({ year, month, day, hour, minute }: WallTime): Date {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const near = asUtc - offsetMs(asUtc);
  return new Date(asUtc - offsetMs(near));
}

/** Reads what `<input type="datetime-local">` holds; null while it isn't complete. */
export function fromField(value: string): Date | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  return instantOf({ year, month, day, hour, minute });
}

export function toField(at: Date): string {
  const { year, month, day, hour, minute } = wallTimeOf(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** `Mon, 3 Mar, 08:00` in Germany. */
export function snoozeTime(at: Date, language: string): string {
  return dateFormat(language, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

const wallClock = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
  timeZone: zone,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

function wallTimeOf(at: Date): WallTime {
  const parts = new Map(
    wallClock.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

function offsetMs(atMs: number): number {
  const { year, month, day, hour, minute } = wallTimeOf(new Date(atMs));
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(atMs / 60_000) * 60_000;
}
