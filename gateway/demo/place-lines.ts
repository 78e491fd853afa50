import type { Line } from './story.ts';

const minuteMs = 60_000;
const zone = 'Europe/Berlin';

/**
 * When each line was written, in rising order. `begins` is `-40m` or `-22h` before now, or `-6d 13:02`: working days
 * before today, at that time in Berlin, because nobody counsels on a Sunday. A line's `+1d 09:15` counts the same way
 * from the line before it.
 */
export function placeLines(begins: string, lines: Line[], now: Date): Date[] {
  let at = move(now, begins);
  return lines.map((line, index) => {
    if (index > 0) at = line.when ? move(at, line.when) : later(at, pauseMinutes(lines, index));
    return at;
  });
}

function move(from: Date, step: string): Date {
  const [, sign, count, unit, hour, minute] =
    /^([+-])(\d+)([mhd])(?: (\d\d):(\d\d))?$/.exec(step) ?? [];
  const amount = Number(`${sign}${count}`);
  if (unit === 'm') return later(from, amount);
  if (unit === 'h') return later(from, amount * 60);
  if (hour === undefined)
    throw new Error(`This time of a demo conversation can not be read: ${step}`);
  return atBerlinTime(addWorkingDays(from, amount), Number(hour), Number(minute));
}

/** Some seconds are added, so that not everything happens on the minute. */
function later(from: Date, minutes: number): Date {
  const seconds = (from.getUTCMinutes() * 13) % 40;
  return new Date(from.getTime() + minutes * minuteMs + (minutes > 0 ? seconds * 1000 : 0));
}

/** A pause as people make it: seconds within a breath, longer before a counselor finds the time. */
function pauseMinutes(lines: Line[], index: number): number {
  const [before, line] = [lines[index - 1], lines[index]];
  const drawn = (index * 7 + (line?.text?.length ?? 0) * 3) % 20;
  if (before?.who === line?.who) return 1 + (drawn % 2);
  if (line?.who === 'we') return 5 + drawn;
  return line?.who === 'note' ? 3 : 2 + drawn;
}

function addWorkingDays(from: Date, days: number): Date {
  const day = new Date(from);
  for (let left = Math.abs(days); left > 0;) {
    day.setTime(day.getTime() + Math.sign(days) * 24 * 60 * minuteMs);
    if (!['Sat', 'Sun'].includes(berlin(day)['weekday'] ?? '')) left -= 1;
  }
  return day;
}

function atBerlinTime(day: Date, hour: number, minute: number): Date {
  const { year, month, day: date } = berlin(day);
  const wanted = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(date),
    hour,
    minute,
    (hour * minute) % 50,
  );
  // The clock in Berlin shows one or two hours more than UTC; from one hour before, the offset reads right.
  const shown = berlin(new Date(wanted - 60 * minuteMs));
  const aheadHours = (Number(shown['hour']) - ((hour + 23) % 24) + 24) % 24;
  return new Date(wanted - aheadHours * 60 * minuteMs);
}

const format = new Intl.DateTimeFormat('en-US', {
  timeZone: zone,
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});

function berlin(at: Date): Record<string, string> {
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
