import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importFields, type ImportReport } from '../contract/office-import.ts';
import type { Office, OfficeSummary } from '../contract/office.ts';
import type { Page } from './phone.ts';
import { addMember, addOrganization, type Tenant } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

const path = '/api/offices/import';
type Mode = 'preview' | 'all' | 'good';

describe('importing offices', () => {
  let app: TestApp;
  let here: Tenant;

  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    here = await addOrganization(app, 'Träger');
  });

  async function post(
    file: string | Buffer,
    mode: Mode | '' = 'preview',
    headers: Record<string, string> = { 'content-type': 'text/csv' },
    cookie = here.api.cookie,
  ) {
    const response = await fetch(`${app.url}${path}${mode && `?mode=${mode}`}`, {
      method: 'POST',
      headers: { ...headers, cookie, origin: app.url },
      body: typeof file === 'string' ? file : new Uint8Array(file),
    });
    return { status: response.status, body: (await response.json()) as ImportReport };
  }
  const send = async (file: string | Buffer, mode: Mode | '' = 'preview') => {
    const { status, body } = await post(file, mode);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const all = async () => (await here.api.ok<Page<OfficeSummary>>('GET', '/api/offices')).items;
  const named = async (name: string) => {
    const office = (await all()).find((one) => one.name === name);
    return here.api.ok<Office>('GET', `/api/offices/${office?.id}`);
  };
  const results = ({ rows }: ImportReport) => rows.map(({ line, result }) => [line, result]);
  const problemsOf = ({ rows, problems }: ImportReport) =>
    [...problems, ...rows.flatMap((row) => row.problems)].map(({ line, code, column, value }) => [
      line,
      code,
      column,
      value,
    ]);

  it('shows first, then adds; the same file again changes nothing', async () => {
    const file = 'Kennung;Name;PLZ;Ort\nA1;Nord;20095;Hamburg\nA2;Süd;80331;München\n';
    const preview = await send(file, '');
    expect(preview).toMatchObject({
      isImported: false,
      encoding: 'utf-8',
      delimiter: ';',
      counts: { added: 2, changed: 0, unchanged: 0, refused: 0 },
    });
    expect(await all()).toEqual([]);
    expect(await send(file, 'all')).toMatchObject({ isImported: true, counts: { added: 2 } });
    expect(await all()).toMatchObject([
      { name: 'Nord', code: 'A1', state: 'HH', isFallback: true },
      { name: 'Süd', code: 'A2', state: 'BY', isFallback: false },
    ]);
    const before = await named('Nord');
    expect((await send(file, 'all')).counts).toEqual({
      added: 0,
      changed: 0,
      unchanged: 2,
      refused: 0,
    });
    expect(await named('Nord')).toEqual(before);
  });

  it('takes the template as it is, with every field, twice', async () => {
    const template = await readFile(
      new URL('../../inbox-ui/public/offices-template.csv', import.meta.url),
    );
    const first = await send(template, 'all');
    expect(problemsOf(first)).toEqual([]);
    expect(first.ignoredColumns).toEqual([]);
    expect(first.columns.map(({ field }) => field).toSorted()).toEqual(
      [...importFields].toSorted(),
    );
    expect(first.isImported).toBe(true);
    expect((await send(template, 'all')).counts.unchanged).toBe(first.rows.length);
    expect(await here.api.ok('GET', `/api/offices/${(await all())[0]?.id}`)).toMatchObject({
      hasOpeningTimes: true,
      hasPrivacyContact: true,
    });
  });

  it('finds offices again by code, or by name and postcode, and says what changes', async () => {
    await here.api.ok('POST', '/api/offices', { name: 'Mit Nummer', code: 'X', postcode: '10115' });
    await here.api.ok('POST', '/api/offices', { name: 'Ohne Nummer', postcode: '50667' });
    await here.api.ok('POST', '/api/offices', { name: 'Ohne alles' });
    const report = await send(
      [
        'code,name,postcode,phone',
        'X,Neuer Name,10115,030 1',
        'Y,OHNE Nummer,50667,',
        ',Ohne alles,80331,',
        ',Ohne Nummer,50670,',
      ].join('\n'),
      'all',
    );
    expect(report.rows.map(({ result, fields }) => [result, fields])).toEqual([
      ['changed', ['name', 'phone']],
      ['changed', ['code', 'name']],
      ['changed', ['postcode', 'state']],
      ['added', []],
    ]);
    expect(await all()).toHaveLength(4);
  });

  it('leaves what a cell leaves empty, and what a file doesn’t name', async () => {
    await here.api.ok('POST', '/api/offices', {
      name: 'A',
      postcode: '10115',
      phone: '1',
      city: 'B',
    });
    const report = await send('Name;PLZ;Telefon\nA;10115;\n', 'all');
    expect(results(report)).toEqual([[2, 'unchanged']]);
    expect(await named('A')).toMatchObject({ phone: '1', city: 'B' });
  });

  it('refuses a row with line, column and reason, and then imports nothing until that is agreed', async () => {
    const file = [
      'Name;PLZ;E-Mail;Bundesland;Öffnungszeiten;Sprachen;Neue Klienten;Breitengrad',
      'Gut;10115;a@example.org;Bayern;Mo 9-12;Deutsch, Somali;ja;',
      'PLZ;123456;;;;;;',
      'Mail;;kaputt;;;;;',
      'Land;;;Österreich;;;;',
      'Zeit;;;;Mo ab 9;;;',
      'Sprache;;;;;Klingonisch;;',
      'Ja;;;;;;vielleicht;',
      ';10115;;;;;;',
      'Halb;;;;;;;52,5',
      'Gut;10115;;;;;;',
      'Lang;;;;;;;;zu viel',
      `${'x'.repeat(121)};;;;;;;`,
    ].join('\r\n');
    const report = await send(file, 'all');
    expect(problemsOf(report)).toEqual([
      [3, 'not_readable', 'PLZ', '123456'],
      [4, 'not_readable', 'E-Mail', 'kaputt'],
      [5, 'not_readable', 'Bundesland', 'Österreich'],
      [6, 'not_readable', 'Öffnungszeiten', 'Mo ab 9'],
      [7, 'not_readable', 'Sprachen', 'Klingonisch'],
      [8, 'not_readable', 'Neue Klienten', 'vielleicht'],
      [9, 'name_missing', 'Name', null],
      [10, 'position_half', null, null],
      [11, 'duplicate', null, null],
      [12, 'too_many_cells', null, null],
      [13, 'not_readable', 'Name', 'x'.repeat(120)],
    ]);
    expect(
      report.rows.every(({ problems }) => problems.every(({ reason }) => reason.length > 10)),
    ).toBe(true);
    expect(report).toMatchObject({ isImported: false, counts: { added: 1, refused: 11 } });
    expect(await all()).toEqual([]);
    expect((await send(file, 'good')).isImported).toBe(true);
    expect(await all()).toMatchObject([{ name: 'Gut', state: 'BY' }]);
    expect((await named('Gut')).languages).toEqual(['de', 'so']);
  });

  it('reads what spreadsheets make of it', async () => {
    const file =
      'Name;PLZ;Breite;Länge;Montag;Di;Web\nDresden;1067;51,05;13,74;9-12, 13-16;10-12;example.org\n';
    const latin1 = Buffer.from(file, 'latin1');
    expect(await send(latin1, 'all')).toMatchObject({ isImported: true, encoding: 'windows-1252' });
    expect(await named('Dresden')).toMatchObject({
      postcode: '01067',
      state: 'SN',
      latitude: 51.05,
      longitude: 13.74,
      website: 'https://example.org',
      hours: [
        { weekday: 1, from: '09:00', to: '12:00' },
        { weekday: 1, from: '13:00', to: '16:00' },
        { weekday: 2, from: '10:00', to: '12:00' },
      ],
    });
  });

  it('moves the fallback by one row, and refuses a second one', async () => {
    await here.api.ok('POST', '/api/offices', { name: 'Alt' });
    const report = await send('Name;Fallback\nAlt;nein\nNeu;ja\nAuch;ja\n', 'good');
    expect(results(report)).toEqual([
      [2, 'unchanged'],
      [3, 'added'],
      [4, 'refused'],
    ]);
    expect(problemsOf(report)).toEqual([[4, 'second_fallback', 'Fallback', null]]);
    expect((await all()).filter(({ isFallback }) => isFallback)).toMatchObject([{ name: 'Neu' }]);
  });

  it('asks where a name is no answer', async () => {
    for (const postcode of ['10115', '10117'])
      await here.api.ok('POST', '/api/offices', { name: 'Zwilling', postcode });
    const report = await send('Name;Telefon\nZwilling;1\n');
    expect(problemsOf(report)).toEqual([[2, 'ambiguous', 'Name', null]]);
  });

  it('says what is wrong with a whole file', async () => {
    const cases: [string | Buffer, string][] = [
      ['', 'is_empty'],
      ['Ort;PLZ\nA;10115\n', 'no_name_column'],
      ['Name;PLZ;Postleitzahl\nA;1;2\n', 'column_twice'],
      [Buffer.from('PK\u0003\u0004'), 'is_spreadsheet'],
    ];
    for (const [file, code] of cases) {
      for (const mode of ['preview', 'good'] as const) {
        const report = await send(file, mode);
        expect([report.isImported, report.problems.map((one) => one.code)]).toEqual([
          false,
          [code],
        ]);
      }
    }
  });

  it('takes a form with the file, and nothing that is no file or too large', async () => {
    const form = new FormData();
    form.append('file', new Blob(['Name\nAus dem Formular\n']), 'a.csv');
    const response = await fetch(`${app.url}${path}?mode=all`, {
      method: 'POST',
      headers: { cookie: here.api.cookie, origin: app.url },
      body: form,
    });
    expect(await response.json()).toMatchObject({ isImported: true });
    const json = await post('{}', 'all', { 'content-type': 'application/json' });
    expect(json).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    const large = await post(`Name\n${'x'.repeat(2 * 1024 * 1024)}`);
    expect(large).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    expect((await post('Name\nA', 'preview', { 'content-type': 'text/plain' })).status).toBe(200);
    expect((await here.api.request('POST', `${path}?mode=now`)).status).toBe(422);
  });

  it('is for those who manage offices', async () => {
    const counselor = await addMember(app, `counselor-${crypto.randomUUID()}`);
    const { status } = await post(
      'Name\nA',
      'all',
      { 'content-type': 'text/csv' },
      counselor.api.cookie,
    );
    expect(status).toBe(403);
  });

  it('two people who import the same file at once make each office once', async () => {
    const file = `Name;PLZ\n${Array.from({ length: 50 }, (_, index) => `Stelle ${index};10115`).join('\n')}`;
    const reports = await Promise.all([send(file, 'all'), send(file, 'all')]);
    expect(reports.map(({ counts }) => counts.added).toSorted((a, b) => a - b)).toEqual([0, 50]);
    expect(await all()).toHaveLength(50);
  });

  it('1,430 offices take a few seconds', async () => {
    const rows = Array.from(
      { length: 1430 },
      (_, index) =>
        `N${index};Beratungsstelle ${index};${String(1067 + index * 60).padStart(5, '0')};Ort ${index};Mo-Do 9-12, 13-16; Fr 9-12;Deutsch, Arabisch`,
    ).map((row) => row.replace('; Fr', ' und Fr'));
    const file = `Kennung;Name;PLZ;Ort;Öffnungszeiten;Sprachen\n${rows.join('\n')}`;
    const startedAt = performance.now();
    expect((await send(file)).counts).toMatchObject({ added: 1430, refused: 0 });
    expect((await send(file, 'all')).isImported).toBe(true);
    const elapsedMs = performance.now() - startedAt;
    expect((await send(file)).counts).toMatchObject({ unchanged: 1430 });
    expect(await all()).toHaveLength(1430);
    expect(elapsedMs).toBeLessThan(15_000);
  });
});
