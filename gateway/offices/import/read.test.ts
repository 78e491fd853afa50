import { describe, expect, it } from 'vitest';
import { columnOf } from './columns.ts';
import { readClosures } from './read-closures.ts';
import { readCsv } from './read-csv.ts';
import { readHours } from './read-hours.ts';

const short = (text: string, weekday?: number) =>
  readHours(text, weekday)?.map(({ weekday, from, to }) => `${weekday} ${from}-${to}`) ?? null;

describe('hours as people write them', () => {
  it.each<[string, string[]]>([
    ['Mo-Mi 9-12', ['1 09:00-12:00', '2 09:00-12:00', '3 09:00-12:00']],
    ['Mo – Di: 09:00 – 16:30 Uhr', ['1 09:00-16:30', '2 09:00-16:30']],
    ['Di 9.00 bis 12.00 und 14 bis 18 Uhr', ['2 09:00-12:00', '2 14:00-18:00']],
    ['Mo, Mi 9-12; Fr 8-10', ['1 09:00-12:00', '3 09:00-12:00', '5 08:00-10:00']],
    ['Fr 8-10, Mo 9-12', ['1 09:00-12:00', '5 08:00-10:00']],
    ['Montag und Donnerstag von 10 bis 12 Uhr', ['1 10:00-12:00', '4 10:00-12:00']],
    ['Mon-Tue 9:00-17:00, Thu 10-12', ['1 09:00-17:00', '2 09:00-17:00', '4 10:00-12:00']],
    ['Sa-Mo 10-11', ['1 10:00-11:00', '6 10:00-11:00', '7 10:00-11:00']],
    ['Mo 9-12, Sa, So geschlossen', ['1 09:00-12:00']],
    ['Mi geschlossen; Do 9-12', ['4 09:00-12:00']],
    ['Di 14-16 und nach Vereinbarung', ['2 14:00-16:00']],
    ['Fr 20-24', ['5 20:00-24:00']],
  ])('%s', (text, hours) => {
    expect(short(text)).toEqual(hours);
  });

  it('in a column of one day are times alone', () => {
    expect(short('9-12, 13:30-16', 3)).toEqual(['3 09:00-12:00', '3 13:30-16:00']);
    expect(short('geschlossen', 3)).toEqual([]);
    expect(short('Mo 9-12', 3)).toBeNull();
  });

  it.each([
    '9-12',
    'Mo',
    'Mo 9',
    'Mo 12-9',
    'Mo 9-25',
    'Mo 9:70-12',
    'Mo-',
    'Xy 9-12',
    'Mo 9-12-14',
    'immer',
    'Mo-9-12',
  ])('are nothing when half of them is not understood: %s', (text) => {
    expect(readHours(text)).toBeNull();
  });
});

describe('closures as people write them', () => {
  it('are days or spans, German or ISO, with a reason', () => {
    expect(
      readClosures('24.12.2026–31.12.2026 Betriebsferien; 2027-05-14 (Brückentag); 1.6.2026'),
    ).toEqual([
      { from: '2026-06-01', to: '2026-06-01', reason: '' },
      { from: '2026-12-24', to: '2026-12-31', reason: 'Betriebsferien' },
      { from: '2027-05-14', to: '2027-05-14', reason: 'Brückentag' },
    ]);
    expect(readClosures('2026-12-24/2026-12-31')).toEqual([
      { from: '2026-12-24', to: '2026-12-31', reason: '' },
    ]);
  });

  it.each(['31.02.2026', 'im Sommer', '31.12.2026-24.12.2026', '24.12.', '2026-12-24 - '])(
    'are nothing when one is no day: %s',
    (text) => {
      expect(readClosures(text)).toBeNull();
    },
  );
});

describe('the table in a file', () => {
  const read = (text: string | Buffer) => readCsv(Buffer.from(text as string));
  const cells = (text: string | Buffer) => read(text).rows.map((row) => row.cells);

  it('is separated by what the header has most of', () => {
    const table = [
      ['Name', 'Ort, Straße'],
      ['A', 'B'],
    ];
    expect(cells('Name;"Ort, Straße"\nA;B\n')).toEqual(table);
    expect(cells('Name\t"Ort, Straße"\r\nA\tB')).toEqual(table);
    expect(cells('Name,"Ort, Straße"\r\nA,B')).toEqual(table);
  });

  it('reads umlauts however they were written', () => {
    const text = 'Name;Ort\nMüller;Köln – Süd\n';
    const ofWindows = Buffer.from(text.replace('–', '\u0096'), 'latin1');
    const cases: [Buffer, string][] = [
      [Buffer.from(text), 'utf-8'],
      [Buffer.from(`\ufeff${text}`), 'utf-8'],
      [ofWindows, 'windows-1252'],
      [Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ];
    for (const [bytes, encoding] of cases) {
      const csv = readCsv(bytes);
      expect([csv.encoding, csv.rows.map((row) => row.cells)]).toEqual([
        encoding,
        [
          ['Name', 'Ort'],
          ['Müller', 'Köln – Süd'],
        ],
      ]);
    }
  });

  it('keeps the lines of the file, over empty lines and cells of several lines', () => {
    const { rows } = read('Name;Datenschutz\n\nA;"eins\nzwei"\n;\nB;x\n');
    expect(rows).toEqual([
      { line: 1, cells: ['Name', 'Datenschutz'] },
      { line: 3, cells: ['A', 'eins\nzwei'] },
      { line: 6, cells: ['B', 'x'] },
    ]);
  });

  it('says what is wrong with the whole file', () => {
    const cases: [string | Buffer, string, number][] = [
      ['', 'is_empty', 1],
      ['Name;PLZ\n', 'is_empty', 1],
      ['Name\nA "B" C"\n"offen', 'quotes', 2],
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'is_spreadsheet', 1],
      [Buffer.from('Name\n\0\0'), 'not_text', 1],
      [`Name\n${'A\n'.repeat(5001)}`, 'too_many_rows', 5002],
    ];
    for (const [bytes, code, line] of cases) {
      expect(read(bytes), code).toMatchObject({ rows: [], problem: { code, line } });
    }
  });
});

describe('headers', () => {
  it('are German or English, in any letters', () => {
    const fieldOf = (header: string) => columnOf(header)?.field ?? null;
    for (const [field, headers] of [
      ['postcode', ['PLZ', 'Postleitzahl', 'post code', 'ZIP']],
      ['street', ['Straße', 'Strasse', 'Straße und Hausnummer', 'Address']],
      ['email', ['E-Mail', 'e_mail', 'EMAIL']],
      ['hours', ['Öffnungszeiten', 'Opening hours', 'Montag', 'friday']],
      ['acceptsNewClients', ['Neue Klienten', 'accepts_new_clients', 'nimmt neue auf']],
      [null, ['Bemerkung', '']],
    ] as const) {
      for (const header of headers) expect(fieldOf(header), header).toBe(field);
    }
  });
});
