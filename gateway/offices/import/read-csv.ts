import { CsvError, parse } from 'csv-parse/sync';
import {
  maxImportRows,
  type ImportProblem,
  type ImportReport,
} from '../../contract/office-import.ts';

export type CsvRow = { line: number; cells: string[] };
export type Csv = Pick<ImportReport, 'encoding' | 'delimiter'> & {
  rows: CsvRow[];
  problem: Pick<ImportProblem, 'code' | 'line' | 'reason'> | null;
};

const delimiters = [';', ',', '\t'] as const;

/** Bytes as the rows of a table, the header first; rows without any text are left out. */
export function readCsv(bytes: Buffer): Csv {
  const { text, encoding } = decode(bytes);
  const delimiter = delimiterOf(text);
  const refused = (code: ImportProblem['code'], line: number, reason: string): Csv => ({
    encoding,
    delimiter,
    rows: [],
    problem: { code, line, reason },
  });
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    return refused('is_spreadsheet', 1, 'This is a workbook. Save it as CSV and choose that file.');
  }
  if (text.includes('\0')) return refused('not_text', 1, 'This is not a text file.');
  try {
    const rows = split(text, delimiter);
    if (rows.length < 2) return refused('is_empty', 1, 'There is no row below the header.');
    if (rows.length > maxImportRows + 1) {
      const reason = `At most ${maxImportRows} rows can be imported at once.`;
      return refused('too_many_rows', maxImportRows + 2, reason);
    }
    return { encoding, delimiter, rows, problem: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return refused(
      'quotes',
      line,
      'A quotation mark is opened here and not closed, or the reverse.',
    );
  }
}

function split(text: string, delimiter: string): CsvRow[] {
  const options = { delimiter, relax_column_count: true, info: true, trim: true };
  const records = parse(text, options) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  return records
    .map(({ record, info }) => ({ line: info.lines - lineBreaksIn(record), cells: record }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

/** The parser counts where a row ends; people look for where it begins. */
function lineBreaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 0);
}

function decode(bytes: Buffer): { text: string; encoding: Csv['encoding'] } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // Not UTF-8: what Excel writes as "CSV" on a German Windows.
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

/** The one that the header has most of. */
function delimiterOf(text: string): Csv['delimiter'] {
  const [header = ''] = text
    .trimStart()
    .replaceAll(/"[^"]*"/g, '')
    .split(/[\r\n]/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return delimiters.reduce((best, one) => (count(one) > count(best) ? one : best));
}
