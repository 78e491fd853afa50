import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { berlinDay } from '../gateway/contract/berlin-day.ts';
import type { FaqEntry } from '../gateway/contract/faq.ts';
import { noteQuestion } from '../gateway/test/faq-scene.ts';
import { addMember } from '../gateway/test/tenants.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

describe('editing answers', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let entry: FaqEntry;

  const german = {
    language: 'de',
    question: 'Wo darf ich angeln?',
    short: 'Mit Schein.',
    long: 'Mit einem Angelschein.',
    sms: 'Mit Schein.',
  };
  const arabic = { ...german, language: 'ar', question: 'أين يمكنني الصيد؟' };
  const read = () => app.api.ok<FaqEntry>('GET', `/api/faqs/${entry.id}`);
  const stateOf = async (language: string) =>
    (await read()).translations.find((one) => one.language === language)?.state;

  beforeAll(async () => {
    app = await startTestApp();
    entry = await app.api.ok<FaqEntry>('POST', '/api/faqs', {
      key: 'fishing',
      topic: 'work',
      reviewBy: '2099-01-01',
      sources: [{ authority: 'Angelamt', url: 'https://example.org/f', checkedOn: '2026-01-01' }],
      triggers: { de: ['angelschein'] },
      translations: [german, arabic],
    });
    await app.api.ok('PATCH', `/api/faqs/${entry.id}`, { approve: ['de', 'ar'] });
    browser = await launchBrowser();
    ({ page } = await openPage(browser, app.url, app.api.cookie, { width: 1440 }));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('a changed German text makes the Arabic one outdated; what changed is shown; approving ends it', async () => {
    await page.goto(`${app.url}/faq/entries/${entry.id}?language=ar`);
    const german = page.getByRole('region', { name: 'German' });
    await german.getByRole('textbox', { name: 'Short answer' }).fill('Nur mit Angelschein.');
    await german.getByRole('button', { name: 'Save and approve German' }).click();
    const arabic = page.getByRole('region', { name: 'Arabic' });
    await arabic.getByText('Outdated').waitFor();
    await arabic.getByText(/this text still says what version 1 said \(now 2\)/).waitFor();
    expect(await arabic.locator('ins').first().textContent()).toContain('Nur');
    await arabic.getByRole('button', { name: 'Approve Arabic' }).click();
    await arabic.getByText('Approved').waitFor();
    expect(await stateOf('ar')).toBe('approved');
  });

  it('who is slower keeps what they typed, sees the other text, and decides', async () => {
    await page.goto(`${app.url}/faq/entries/${entry.id}?language=ar`);
    const arabic = page.getByRole('region', { name: 'Arabic' });
    await arabic.getByRole('textbox', { name: 'Short answer' }).fill('نص طويل');
    const { translations } = await read();
    const { question, long, sms } = translations.find((one) => one.language === 'ar') ?? german;
    await app.api.ok('PATCH', `/api/faqs/${entry.id}`, {
      translations: [{ language: 'ar', question, short: 'نص آخر', long, sms }],
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Somebody else has changed this answer meanwhile').waitFor();
    await arabic.getByText('نص آخر').waitFor();
    await page.getByRole('link', { name: 'Answers' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Save my changes' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await read()).translations.find((one) => one.language === 'ar')?.short).toBe('نص طويل');
  });

  it('drafts are approved one after the other with a key each', async () => {
    await page.goto(`${app.url}/faq/approve?language=tr`);
    await page.getByText(/Text 1 of \d+, approved: 0/).waitFor();
    await page.keyboard.press('a');
    await page.getByText(/Text 2 of \d+, approved: 1/).waitFor();
    await page.keyboard.press('n');
    await page.getByText(/Text 3 of \d+, approved: 1/).waitFor();
    await page.keyboard.press('b');
    await page.getByText(/Text 2 of \d+, approved: 1/).waitFor();
    const { items } = await app.api.ok<{ items: FaqEntry[] }>('GET', '/api/faqs?limit=100');
    const turkish = items.flatMap(({ translations }) =>
      translations.filter(({ language, state }) => language === 'tr' && state === 'approved'),
    );
    expect(turkish.length).toBe(1);
  });

  it('a frozen source withholds what cites it, and the test box says so', async () => {
    await page.goto(`${app.url}/faq/sources`);
    const source = page.getByRole('listitem').filter({ hasText: 'Angelamt' });
    await source.getByRole('button', { name: 'Freeze' }).click();
    await source.getByRole('textbox', { name: 'Why?' }).fill('Neues Gesetz');
    await page.keyboard.press('Enter');
    await source.getByText(/Frozen since .*: Neues Gesetz/).waitFor();
    await page.getByRole('link', { name: 'Try it' }).click();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await page.getByRole('textbox', { name: 'Message' }).fill('Angelschein');
    await page.getByRole('button', { name: 'What would they get?' }).click();
    await page.getByText('A person is offered').waitFor();
    await page.getByText(/a source is frozen/).waitFor();
    await page.goto(`${app.url}/faq?state=withheld`);
    await page.getByRole('link', { name: 'Source frozen' }).first().waitFor();
    await page.getByRole('link', { name: 'Sources' }).click();
    await source.getByRole('button', { name: 'Undo the freeze' }).click();
    await source.getByRole('button', { name: 'Freeze', exact: true }).waitFor();
    expect((await read()).frozen).toBeNull();
  });

  it('what is due stands in the menu and goes when somebody has looked', async () => {
    await app.api.ok('PATCH', `/api/faqs/${entry.id}`, { reviewBy: berlinDay(new Date()) });
    await page.goto(`${app.url}/faq/calendar`);
    await page
      .getByRole('link', { name: /Answers.*1 answer to review/ })
      .first()
      .waitFor();
    await page.getByRole('heading', { name: 'Overdue' }).waitFor();
    await page.getByRole('button', { name: 'Still right: 12 months' }).first().click();
    await page.getByRole('heading', { name: 'Overdue' }).waitFor({ state: 'detached' });
    await waitFor(
      'the menu to lose its count',
      async () => (await page.getByRole('link', { name: /answer to review/ }).count()) === 0,
    );
  });

  it('a question without an answer becomes one', async () => {
    await noteQuestion(app, 'Wo kann ich nachts angeln?');
    await page.goto(`${app.url}/faq/questions`);
    await page.getByText('Wo kann ich nachts angeln?').waitFor();
    await page.getByRole('link', { name: 'Write an answer' }).click();
    const german = page.getByRole('region', { name: 'German' });
    await expect
      .poll(() => german.getByRole('textbox', { name: 'Question' }).inputValue())
      .toBe('Wo kann ich nachts angeln?');
    for (const field of ['Short answer', 'Long answer', 'For SMS'])
      await german.getByRole('textbox', { name: field }).fill('Nirgends.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Wo kann ich nachts angeln?' }).waitFor();
    await waitFor('the question to be gone', async () => {
      const { items } = await app.api.ok<{ items: unknown[] }>('GET', '/api/faq-questions');
      return items.length === 0;
    });
  });

  it('those who got a version get a correction, asked about once more', async () => {
    const { organization } = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me');
    await app.context.database.servicePool.query(
      `insert into faq_send (id, organization_id, entry_id, version, language, sent_at)
       values (gen_random_uuid(), $1, $2, 1, 'ar', now())`,
      [organization.id, entry.id],
    );
    await page.goto(`${app.url}/faq/entries/${entry.id}/sent`);
    await page.getByText('Version 1').waitFor();
    await page.getByRole('button', { name: 'Write a correction' }).click();
    await page.getByRole('textbox', { name: 'Arabic' }).fill('تصحيح');
    await page.getByRole('button', { name: 'Send the correction' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send the correction' }).click();
    await page.getByText(/Correction on its way. Answers: \d/).waitFor();
    const path = `/api/faqs/${entry.id}/corrections`;
    expect((await app.api.ok<{ items: unknown[] }>('GET', path)).items).toMatchObject([
      { versions: [1] },
    ]);
  });

  it('who only reads sees the same without anything to change', async () => {
    const reader = await addMember(app, 'reader');
    const { page: theirs } = await openPage(browser, app.url, reader.api.cookie, { width: 1440 });
    await theirs.goto(`${app.url}/faq/entries/${entry.id}?language=ar`);
    await theirs.getByRole('region', { name: 'Arabic' }).waitFor();
    expect(await theirs.getByRole('button', { name: /Save|Approve|Archive/ }).count()).toBe(0);
    expect(await theirs.getByRole('link', { name: 'Open questions' }).count()).toBe(0);
  });
});
