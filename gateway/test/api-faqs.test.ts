import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaqEntry } from '../contract/faq.ts';
import { readStarter } from '../faq/starter.ts';
import type { Page } from './phone.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('answers that are sent by themselves', () => {
  let app: TestApp;
  let counselor: Member;

  beforeAll(async () => {
    app = await startTestApp();
    counselor = await addMember(app, 'counselor');
  });
  afterAll(() => app?.stop());

  const german = { language: 'de', question: 'Frage?', short: 'Kurz.', long: 'Lang.', sms: 'SMS.' };
  const arabic = { ...german, language: 'ar', question: 'سؤال؟', short: 'قصير', sms: 'قصير' };
  const entry = {
    key: 'fishing',
    topic: 'work',
    reviewBy: '2027-05-01',
    sources: [{ authority: 'Amt', url: 'https://example.org', checkedOn: '2026-11-01' }],
    triggers: { de: ['angelschein'] },
    translations: [german, arabic],
  };
  const create = (body: object, api = app.api) =>
    api.request<FaqEntry>('POST', '/api/faqs', { ...entry, ...body });
  const change = (id: string, body: object) =>
    app.api.request<FaqEntry>('PATCH', `/api/faqs/${id}`, body);
  const states = ({ translations }: FaqEntry) =>
    Object.fromEntries(translations.map(({ language, state }) => [language, state]));
  const all = async (path = '/api/faqs?limit=100', api = app.api) =>
    api.ok<Page<FaqEntry>>('GET', path);

  it('a new organization has those that ship with the product, as drafts', async () => {
    const { items } = await all();
    expect(items.map(({ key }) => key)).toEqual(readStarter().map(({ key }) => key));
    expect(new Set(items.flatMap((one) => Object.values(states(one))))).toEqual(new Set(['draft']));
    expect(items[0]).toMatchObject({ version: 1, isArchived: false, topic: 'work' });
    expect((await all('/api/faqs', counselor.api)).items.length).toBe(items.length);
  });

  it('come in pages and by topic', async () => {
    const first = await all('/api/faqs?limit=10&topic=health');
    expect(new Set(first.items.map(({ topic }) => topic))).toEqual(new Set(['health']));
    const keys: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<FaqEntry> = await all(`/api/faqs?limit=7${cursor && `&cursor=${cursor}`}`);
      keys.push(...page.items.map(({ key }) => key));
      cursor = page.nextCursor;
    }
    expect(keys).toEqual(readStarter().map(({ key }) => key));
    expect((await app.api.request('GET', '/api/faqs?cursor=x')).status).toBe(422);
  });

  it('are written by administrators, German first, and begin as drafts', async () => {
    expect((await create({}, counselor.api)).status).toBe(403);
    const { status, body } = await create({});
    expect(status).toBe(201);
    expect(states(body)).toEqual({ ar: 'draft', de: 'draft' });
    expect(body).toMatchObject({ key: 'fishing', triggers: { de: ['angelschein'] }, risk: 'low' });
    expect(await app.api.ok('GET', `/api/faqs/${body.id}`)).toEqual(body);
    expect((await create({})).body['code' as keyof FaqEntry]).toBe('conflict');
    expect((await create({ key: 'b', translations: [arabic] })).status).toBe(422);
    expect((await create({ key: 'b', translations: [german, german] })).status).toBe(422);
    expect((await create({ key: 'B c' })).status).toBe(422);
    expect((await create({ key: 'b', reviewBy: '2027-02-30' })).status).toBe(422);
  });

  it('an SMS text has room for two parts with its closing line, in the alphabet that it needs', async () => {
    const long = { ...german, sms: 'a'.repeat(240) };
    expect((await create({ key: 'long-latin', translations: [long] })).status).toBe(201);
    const tooLong = await create({
      key: 'long-arabic',
      translations: [german, { ...arabic, sms: 'ق'.repeat(130) }],
    });
    expect(tooLong.status).toBe(422);
    expect(JSON.stringify(tooLong.body)).toContain('body.translations.1.sms');
  });

  it('a changed German text makes what followed it outdated until it is approved anew', async () => {
    const { body: made } = await create({ key: 'drift' });
    const { body: approved } = await change(made.id, { approve: ['de', 'ar'], expectedVersion: 1 });
    expect(states(approved)).toEqual({ ar: 'approved', de: 'approved' });

    const { body: same } = await change(made.id, { translations: [german], risk: 'legal' });
    expect([same.version, states(same)]).toEqual([1, { ar: 'approved', de: 'approved' }]);

    const { body: drifted } = await change(made.id, {
      translations: [{ ...german, short: 'Kürzer.' }],
      approve: ['de'],
    });
    expect([drifted.version, states(drifted)]).toEqual([2, { ar: 'outdated', de: 'approved' }]);

    const late = await change(made.id, { approve: ['ar'], expectedVersion: 1 });
    expect(late.status).toBe(409);
    const { body: again } = await change(made.id, {
      translations: [{ ...arabic, short: 'أقصر' }],
      approve: ['ar'],
      expectedVersion: 2,
    });
    expect(again.translations.find(({ language }) => language === 'ar')).toMatchObject({
      state: 'approved',
      short: 'أقصر',
      basedOnVersion: 2,
    });
    expect((await change(made.id, { approve: ['fr'] })).status).toBe(422);
    expect(states((await change(made.id, { isArchived: true })).body)).toEqual(states(again));
  });

  it('that ship with the product can be fetched later, and what is there stays', async () => {
    const other = await addOrganization(app);
    const [first] = (await all('/api/faqs', other.api)).items;
    await app.context.database.servicePool.query(
      'delete from faq_entry where organization_id = $1 and id <> $2',
      [other.id, first?.id],
    );
    const path = '/api/faqs/starter';
    expect(await other.api.ok('POST', path, { state: 'approved' })).toEqual({
      added: readStarter().length - 1,
    });
    expect(await other.api.ok('POST', path, { state: 'approved' })).toEqual({ added: 0 });
    const { items } = await all('/api/faqs?limit=100', other.api);
    expect(items.map((one) => states(one)['ar'])).toEqual([
      'draft',
      ...items.slice(1).map(() => 'approved'),
    ]);
  });
});
