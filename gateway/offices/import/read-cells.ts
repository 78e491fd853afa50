import { germanStates, type GermanState } from '../../contract/german-states.ts';
import type { ImportField, ImportProblem } from '../../contract/office-import.ts';
import { officeFields, type Office } from '../../contract/office.ts';
import { readLanguageName } from '../../automation/words/read-language-name.ts';
import { plain, type Column } from './columns.ts';
import { readClosures } from './read-closures.ts';
import { readHours } from './read-hours.ts';

/** What a row says of an office; what it leaves empty is left out. */
export type RowFacts = Partial<Pick<Office, ImportField>>;
type Problem = Omit<ImportProblem, 'line'>;
type Said = { column: Column; text: string };

/** Reads the cells of one row by the columns above them. */
export function readCells(
  columns: readonly (Column | null)[],
  cells: readonly string[],
): { facts: RowFacts; problems: Problem[] } {
  const facts: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [field, said] of Map.groupBy(saidIn(columns, cells), ({ column }) => column.field)) {
    for (const { column, text } of said) {
      const value = readCell(field, text, column.weekday);
      if (value === undefined) problems.push(notReadable(column, text));
      else if (field === 'hours')
        facts[field] = [...((facts[field] as []) ?? []), ...(value as [])];
      else facts[field] = value;
    }
    const [first] = said;
    const checked = officeFields.shape[field].safeParse(facts[field]);
    if (checked.success) facts[field] = checked.data;
    else if (first && !problems.some((problem) => problem.field === field)) {
      problems.push(notReadable(first.column, said.map(({ text }) => text).join(', ')));
    }
  }
  return { facts: facts as RowFacts, problems };
}

function saidIn(columns: readonly (Column | null)[], cells: readonly string[]): Said[] {
  return columns.flatMap((column, index) => {
    const text = cells[index] ?? '';
    return column && text !== '' ? [{ column, text }] : [];
  });
}

/** Undefined when it isn't understood. */
function readCell(field: ImportField, text: string, weekday: number | null): unknown {
  switch (field) {
    case 'postcode':
      // Spreadsheets take the leading zero of 01067 for nothing.
      return text.replace(/^D\s*-?\s*/i, '').padStart(5, '0');
    case 'state':
      return stateOf(text);
    case 'latitude':
    case 'longitude':
      return /^-?\d{1,3}([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
    case 'website':
      return /^https?:\/\//i.test(text) ? text : `https://${text}`;
    case 'languages':
      return languagesOf(text);
    case 'hours':
      return readHours(text, weekday) ?? undefined;
    case 'closures':
      return readClosures(text) ?? undefined;
    case 'acceptsNewClients':
    case 'isFallback':
      return yesOrNo.get(plain(text));
    case 'email':
      return text.replace(/^mailto:/i, '');
    default:
      return text;
  }
}

const yesOrNo = new Map<string, boolean>([
  ...['ja', 'j', 'yes', 'y', 'x', '1', 'true', 'wahr'].map((word) => [word, true] as const),
  ...['nein', 'n', 'no', '0', 'false', 'falsch'].map((word) => [word, false] as const),
]);

function stateOf(text: string): GermanState | undefined {
  const wanted = plain(text.replace(/^DE-/i, ''));
  return (Object.keys(germanStates) as GermanState[]).find((code) =>
    [code, germanStates[code], englishStates[code] ?? code].some((name) => plain(name) === wanted),
  );
}

const englishStates: Partial<Record<GermanState, string>> = {
  BY: 'Bavaria',
  HE: 'Hesse',
  MV: 'Mecklenburg-Western Pomerania',
  NI: 'Lower Saxony',
  NW: 'North Rhine-Westphalia',
  RP: 'Rhineland-Palatinate',
  SN: 'Saxony',
  ST: 'Saxony-Anhalt',
  TH: 'Thuringia',
};

function languagesOf(text: string): string[] | undefined {
  const codes = text
    .split(/[,;/|\n]/)
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => readLanguageName(name) ?? codeOf(name));
  return codes.every((code) => code !== null) ? codes : undefined;
}

const languageNames = new Intl.DisplayNames('de', { type: 'language', fallback: 'none' });

/** A code that Unicode knows; also one that would be a word in an answer, such as `so` for Somali. */
function codeOf(text: string): string | null {
  const code = text.toLowerCase();
  return /^[a-z]{2,3}$/.test(code) && languageNames.of(code) ? code : null;
}

function notReadable({ column, field }: Column, text: string): Problem {
  const value = text.slice(0, 120);
  return { code: 'not_readable', field, column, value, reason: expected[field] };
}

const expected: Record<ImportField, string> = {
  code: 'A code is one line of at most 60 characters.',
  name: 'A name is one line of at most 120 characters.',
  street: 'A street is one line of at most 160 characters.',
  postcode: 'A postcode has five digits.',
  city: 'A city is one line of at most 120 characters.',
  state: 'This is none of the sixteen federal states.',
  latitude: 'A latitude is a number of degrees such as 52.52.',
  longitude: 'A longitude is a number of degrees such as 13.40.',
  phone: 'A telephone number is one line of at most 60 characters.',
  email: 'This is no e-mail address.',
  website: 'This is no web address.',
  languages: 'Name languages in German or English, separated by commas.',
  hours: 'Write hours as "Mo-Do 9-12, 13-16; Fr 9-12".',
  closures: 'Write closures as "24.12.2026-31.12.2026 reason; 14.05.2027".',
  acceptsNewClients: 'Write yes or no.',
  isFallback: 'Write yes or no.',
  privacyContact: 'The text has at most 2000 characters.',
};
