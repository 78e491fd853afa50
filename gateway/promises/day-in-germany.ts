const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

/** The date on a calendar in Germany, such as `2026-11-28`. */
export function dayInGermany(at: Date): string {
  return days.format(at);
}
