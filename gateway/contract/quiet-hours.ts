/** When nothing rings: from and to as `HH:MM` on the clocks of Berlin, and the days (1 Monday to 7 Sunday) it begins on. */
export type QuietHours = { isOn: boolean; from: string; to: string; days: readonly number[] };

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Whether an instant lies in the quiet hours. The end belongs to the next day where it is not later than the beginning;
 * the same time twice is a whole day. Follows summer time, as the clocks on the wall do.
 */
export function isQuiet({ isOn, from, to, days }: QuietHours, at: Date): boolean {
  if (!isOn) return false;
  const parts = new Map(berlin.formatToParts(at).map(({ type, value }) => [type, value]));
  const time = `${parts.get('hour')}:${parts.get('minute')}`;
  const today = weekdays.indexOf(parts.get('weekday') ?? '') + 1;
  const yesterday = today === 1 ? 7 : today - 1;
  if (from < to) return days.includes(today) && time >= from && time < to;
  return (days.includes(today) && time >= from) || (days.includes(yesterday) && time < to);
}
