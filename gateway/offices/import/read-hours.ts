import type { OpenHours } from '../../contract/office.ts';
import { weekdayOfName } from './columns.ts';

type Token = { days: number } | { from: string; to: string } | '-' | ',';

/**
 * Reads hours as people write them: "Mo–Do 9–12 und 13:30–16 Uhr, Fr 9.00–12.00"; "Sa geschlossen" adds nothing. With a
 * weekday given, times alone ("9-12, 14-18"). Null when anything isn't understood, because half a week would be wrong.
 */
export function readHours(text: string, weekday: number | null = null): OpenHours[] | null {
  const tokens = tokensOf(text);
  if (!tokens) return null;
  const hours: OpenHours[] = [];
  let days: number[] = weekday ? [weekday] : [];
  let hasTimes = weekday !== null;
  let isRange = false;
  for (const token of tokens) {
    if (token === ',') continue;
    if (token === '-') {
      isRange = true;
      continue;
    }
    if ('days' in token) {
      if (weekday) return null;
      if (hasTimes) days = [];
      days.push(...(isRange ? daysUpTo(days.at(-1), token.days) : [token.days]));
      hasTimes = false;
    } else {
      if (days.length === 0 || isRange) return null;
      hours.push(...days.map((day) => ({ weekday: day, from: token.from, to: token.to })));
      hasTimes = true;
    }
    isRange = false;
  }
  if (isRange || (days.length > 0 && !hasTimes)) return null;
  return hours.toSorted((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1));
}

const time = String.raw`(\d{1,2})(?:[:.](\d{2}))?`;
const times = new RegExp(String.raw`^${time}-${time}`);
/** Says nothing about when the door is open. */
const byAppointment =
  /(?:(?:und|sowie|sonst|oder|or|and)\s+)*(?:(?:termine\s+)?nach\s+(?:telefonischer\s+)?vereinbarung|n\.\s?v\.|by\s+appointment)/g;
const closed = /^(geschlossen|zu|closed)(?![a-z])/;

function tokensOf(text: string): Token[] | null {
  let rest = text
    .toLowerCase()
    .replaceAll(byAppointment, ' ')
    .replaceAll(/\b(uhr|von|from|h)\b/g, ' ')
    .replaceAll(/\b(bis|to|until)\b|[–—−]/g, '-')
    .replaceAll(/\b(und|and|u\.|sowie)(?=\s)|[&+/;|\n]/g, ',')
    .replaceAll(/\s*-\s*/g, '-')
    .trim();
  const tokens: Token[] = [];
  while (rest !== '') {
    const range = times.exec(rest);
    const word = /^[\p{L}]+\.?/u.exec(rest)?.[0];
    if (range) {
      const [from, to] = [clockOf(range[1], range[2]), clockOf(range[3], range[4])];
      if (!from || !to || from >= to || from === '24:00') return null;
      tokens.push({ from, to });
    } else if (closed.test(rest)) {
      // The days before it have no hours; what comes next begins anew.
      while (typeof tokens.at(-1) === 'object' && 'days' in (tokens.at(-1) as object))
        dropDays(tokens);
    } else if (rest[0] === '-' || rest[0] === ',') {
      tokens.push(rest[0]);
    } else if (word) {
      const days = weekdayOfName(word);
      if (!days) return null;
      tokens.push({ days });
    } else if (rest[0] !== ' ' && rest[0] !== ':') {
      return null;
    }
    rest = rest.slice(range?.[0].length ?? closed.exec(rest)?.[0].length ?? word?.length ?? 1);
  }
  return tokens;
}

/** Takes the last days off, with the range or list that they are part of. */
function dropDays(tokens: Token[]): void {
  tokens.pop();
  while (tokens.at(-1) === '-' || tokens.at(-1) === ',') tokens.pop();
}

function clockOf(hours: string | undefined, minutes: string | undefined): string | null {
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)];
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** From the day after one up to another; over the weekend when it comes earlier in the week. */
function daysUpTo(first: number | undefined, last: number): number[] {
  const days: number[] = [];
  for (let day = first ?? last; day !== last;) {
    day = (day % 7) + 1;
    days.push(day);
  }
  return days;
}
