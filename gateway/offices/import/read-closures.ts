import type { Closure } from '../../contract/office.ts';

const date = String.raw`(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})`;
const entry = new RegExp(
  String.raw`^${date}(?:\s*(?:-|–|—|/|bis|to|until)\s*${date})?(?:[\s:(,]+([^\s-].*?)\)?)?$`,
  'i',
);

/** Reads days of closure: "24.12.2026–31.12.2026 Betriebsferien; 2027-05-14". Null when one isn't understood. */
export function readClosures(text: string): Closure[] | null {
  const closures: Closure[] = [];
  for (const part of text.split(/[;\n|]/)) {
    if (part.trim() === '') continue;
    const match = entry.exec(part.trim());
    const from = match && isoOf(match[1]);
    const to = match?.[2] ? isoOf(match[2]) : from;
    if (!from || !to || to < from) return null;
    closures.push({ from, to, reason: (match[3] ?? '').trim() });
  }
  return closures.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

function isoOf(text = ''): string | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = german ?? [];
  const iso = german ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso;
}
