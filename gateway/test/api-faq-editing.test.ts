import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { berlinDay, monthsAfter } from '../contract/berlin-day.ts';
import type { FaqEntry } from '../contract/faq.ts';
import type {
  CitedSource,
  FaqVersion,
  OpenQuestion,
  SendsOfVersion,
} from '../contract/faq-editing.ts';
import { newId } from '../ids.ts';
import { applyRetention } from '../retention.ts';
import { noteQuestion } from './faq-scene.ts';
import type { Page } from './phone.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('editing answers', () => {
  let app: TestApp;
  let entry: FaqEntry;
  let sql: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

  const url = 'https://example.org/fishing';
  const german = { language: 'de', question: 'Frage?', short: 'Kurz.', long: 'Lang.', sms: 'SMS.' };
  const read = () => app.api.ok<FaqEntry>('GET', `/api/faqs/${entry.id}`);
  const change = (body: object) => app.api.request('PATCH', `/api/faqs/${entry.id}`, body);
  const ask = () => app.api.ok('POST', '/api/faqs/match', { text: 'angelschein', language: 'de' });
  const counts = () => app.api.ok('GET', '/api/faq-counts');

  beforeAll(async () => {
    app = await startTestApp();
    sql = (text, values) => app.context.database.servicePool.query(text, values);
    entry = await app.api.ok<FaqEntry>('POST', '/api/faqs', {
      key: 'fishing',
      topic: 'work',
      reviewBy: '2099-01-01',
      sources: [{ authority: 'Amt', url, checkedOn: '2026-01-01' }],
      triggers: { de: ['angelschein'] },
      translations: [german],
    });
    await change({ approve: ['de'] });
  });
  afterAll(() => app?.stop());

  it('every German text that an answer had is kept', async () => {
    await change({ translations: [{ ...german, short: 'Kürzer.' }], approve: ['de'] });
    const { items } = await app.api.ok<Page<FaqVersion>>('GET', `/api/faqs/${entry.id}/versions`);
    expect(items.map(({ version, short }) => [version, short])).toEqual([
      [2, 'Kürzer.'],
      [1, 'Kurz.'],
    ]);
    const { items: all } = await app.api.ok<Page<FaqEntry>>('GET', '/api/faqs?limit=1');
    const kept = await app.api.ok<Page<FaqVersion>>('GET', `/api/faqs/${all[0]?.id}/versions`);
    expect(kept.items).toMatchObject([{ version: 1, changedById: null }]);
  });

  it('who saves over what a colleague has changed meanwhile is told, and nothing is saved', async () => {
    const seen = (await read()).updatedAt;
    const arabic = { ...german, language: 'ar', short: 'قصير' };
    expect((await change({ translations: [arabic], expectedUpdatedAt: seen })).status).toBe(200);
    const late = await change({ risk: 'legal', expectedUpdatedAt: seen });
    expect([late.status, (await read()).risk]).toEqual([409, 'low']);
  });

  it('somebody of the organization looks after an answer', async () => {
    const { counselor } = await app.api.ok<{ counselor: { id: string } }>('GET', '/api/me');
    expect((await change({ ownerId: counselor.id })).body).toMatchObject({ ownerId: counselor.id });
    expect((await change({ ownerId: newId() })).status).toBe(422);
    expect((await change({ ownerId: null })).body).toMatchObject({ ownerId: null });
  });

  it('a frozen source withholds what cites it, at once, until it is undone', async () => {
    expect(await ask()).toMatchObject({ decision: 'answer', withheldFor: null });
    const freeze = await app.api.ok<{ id: string }>('POST', '/api/faq-freezes', {
      url,
      reason: 'Das Gesetz ändert sich',
    });
    expect(await ask()).toMatchObject({
      decision: 'person',
      entry: null,
      reason: 'withheld',
      withheldFor: 'frozen',
    });
    expect((await read()).frozen).toMatchObject({ url, reason: 'Das Gesetz ändert sich' });
    const again = await app.api.request('POST', '/api/faq-freezes', { url, reason: 'x' });
    expect(again.status).toBe(409);
    const uncited = { url: 'https://example.org/other', reason: 'x' };
    expect((await app.api.request('POST', '/api/faq-freezes', uncited)).status).toBe(422);
    const { items } = await app.api.ok<Page<CitedSource>>('GET', '/api/faq-sources');
    expect(items[0]).toMatchObject({
      authority: 'Amt',
      url,
      checkedOn: '2026-01-01',
      entries: [{ key: 'fishing' }],
      freeze: { id: freeze.id },
    });
    expect(items.length).toBeGreaterThan(10);
    expect(items.slice(1).every((one) => one.freeze === null)).toBe(true);

    await app.api.ok('DELETE', `/api/faq-freezes/${freeze.id}`);
    expect(await ask()).toMatchObject({ decision: 'answer', withheldFor: null });
    expect((await read()).frozen).toBeNull();
  });

  it('past its review date an answer is withheld and a task, until somebody has looked at it', async () => {
    expect(await counts()).toMatchObject({ due: 0, questions: 0 });
    await change({ reviewBy: berlinDay(new Date()) });
    expect(await ask()).toMatchObject({ decision: 'person', withheldFor: 'review_due' });
    expect(await counts()).toMatchObject({ due: 1 });

    const path = `/api/faqs/${entry.id}/review`;
    const stale = await app.api.request('POST', path, { months: 6, expectedVersion: 1 });
    expect(stale.status).toBe(409);
    expect((await app.api.request('POST', path, { months: 7, expectedVersion: 2 })).status).toBe(
      422,
    );
    const today = berlinDay(new Date());
    expect(await app.api.ok('POST', path, { months: 6, expectedVersion: 2 })).toMatchObject({
      reviewBy: monthsAfter(today, 6),
      sources: [{ checkedOn: today }],
    });
    expect(await ask()).toMatchObject({ decision: 'answer' });
    expect(await counts()).toMatchObject({ due: 0 });
  });

  it('questions without an answer are scrubbed, counted by their words, sealed, and forgotten', async () => {
    await noteQuestion(app, 'Wo kann ich angeln? Ich heiße Canaryname', { topic: 'work' });
    const id = await noteQuestion(app, 'wo kann ich ANGELN?? ich heiße Anders');
    await noteQuestion(app, 'Где можно рыбачить?', { language: 'ru' });
    const list = async () =>
      (await app.api.ok<Page<OpenQuestion>>('GET', '/api/faq-questions')).items;
    expect(await list()).toMatchObject([
      { id, text: 'Wo kann ich angeln? Ich heiße […]', times: 2, language: 'de', topic: 'work' },
      { text: 'Где можно рыбачить?', times: 1, language: 'ru', topic: null },
    ]);
    const { rows } = await sql('select text, text_hash from faq_question');
    expect(rows.map((row) => String(row['text'])).join()).not.toContain('angeln');
    expect(await counts()).toMatchObject({ questions: 2 });

    await app.api.ok('DELETE', `/api/faq-questions/${id}`);
    expect((await app.api.request('DELETE', `/api/faq-questions/${id}`)).status).toBe(404);
    await noteQuestion(app, 'Wo kann ich angeln? Ich heiße Dritte');
    expect((await list()).map(({ language }) => language)).toEqual(['ru']);

    await sql("update faq_question set last_asked_at = now() - interval '91 days'");
    await applyRetention(app.context.database, app.context.log);
    expect((await sql('select from faq_question')).rows.length).toBe(0);
  });

  it('says how often a version was sent, and a share only where it can’t point at anybody', async () => {
    const { rows } = await sql('select organization_id from faq_entry where id = $1', [entry.id]);
    const send = (version: number, hasHelped: boolean | null) =>
      sql(
        `insert into faq_send (id, organization_id, entry_id, version, language, sent_at, has_helped)
         values ($1, $2, $3, $4, 'de', now(), $5)`,
        [newId(), rows[0]?.['organization_id'], entry.id, version, hasHelped],
      );
    for (const helped of [true, true, true, false, null]) await send(1, helped);
    for (const helped of [true, true, true, true, false]) await send(2, helped);
    const path = `/api/faqs/${entry.id}/sends`;
    expect((await app.api.ok<Page<SendsOfVersion>>('GET', path)).items).toMatchObject([
      { version: 2, sent: 5, rated: 5, helpedShare: 0.8, corrected: 0 },
      { version: 1, sent: 5, rated: 4, helpedShare: null, corrected: 0 },
    ]);
  });
});
