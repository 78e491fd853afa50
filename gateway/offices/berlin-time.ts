const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The day (`YYYY-MM-DD`) on the calendars of Berlin. */
export function dayInBerlin(at: Date): string {
  return clock.format(at).slice(0, 10);
}

/** The instant at which Berlin's clocks show so many minutes after midnight; 1440 is the next midnight. */
export function instantInBerlin(day: string, minutes: number): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * minuteMs;
  const offset = offsetMs(wanted - offsetMs(wanted));
  return new Date(wanted - offset);
}

/** The day so many days later, by the calendar alone. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** How far Berlin's clocks are ahead of UTC at an instant. */
function offsetMs(at: number): number {
  const shown = Date.parse(`${clock.format(at).replace(' ', 'T')}Z`);
  return shown - Math.floor(at / 1000) * 1000;
}
