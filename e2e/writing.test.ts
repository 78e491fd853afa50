import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Drafts } from '../gateway/contract/draft.ts';
import type { Conversation } from '../gateway/contract/conversation.ts';
import type { Message } from '../gateway/contract/message.ts';
import type { Page as ListPage } from '../gateway/test/phone.ts';
import {
  addCorrespondent,
  requestsTo,
  type Correspondent,
} from '../gateway/test/correspondents.ts';
import { startMessengers, type Messengers } from '../gateway/test/messengers.ts';
import { addMember, type Member } from '../gateway/test/tenants.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

const arabic = 'مرحباً {{contact.name}}، متى يناسبكم؟';

describe('writing', () => {
  let all: Messengers;
  let browser: Browser;
  let person: Correspondent;
  let colleague: Member;
  let page: Page;
  let elsewhere: Page;
  const path = () => `/api/conversations/${person.conversationId}`;
  const reply = (of = page) => of.getByRole('textbox', { name: 'Reply' });
  const note = (of = page) => of.getByRole('textbox', { name: 'Note for colleagues' });
  const options = () => page.getByRole('option');
  const valueOf = (of: Page, value: string) =>
    waitFor(`the field to say ${value}`, async () => (await reply(of).inputValue()) === value);

  beforeAll(async () => {
    all = await startMessengers();
    const { api, url } = all.app;
    person = await addCorrespondent(all, 'telegram');
    const { contact } = await api.ok<Conversation>('GET', path());
    await api.ok('PATCH', `/api/contacts/${contact.id}`, { displayName: 'أمينة', language: 'ar' });
    await api.ok('POST', '/api/saved-replies', {
      key: 'termin',
      title: 'Termin anbieten',
      texts: { de: 'Guten Tag {{contact.name}}, wann passt es?', ar: arabic },
      isShared: true,
    });
    await api.ok('POST', '/api/saved-replies', {
      key: 'ort',
      title: 'Wo wir sind',
      texts: { ar: 'نحن هنا: {{office.name}}.' },
      isShared: true,
    });
    colleague = await addMember(all.app, 'samira');
    browser = await launchBrowser();
    ({ page } = await openPage(browser, url, api.cookie));
    ({ page: elsewhere } = await openPage(browser, url, api.cookie));
    await page.goto(`${url}/inbox/all/${person.conversationId}`);
    await reply().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
  });

  it('a saved reply comes in the language of the contact, filled, can be taken back, and is sent exactly so', async () => {
    await reply().click();
    await page.keyboard.type('/ter');
    await options().first().waitFor();
    expect(await options().first().textContent()).toContain('مرحباً أمينة');
    expect(await reply().getAttribute('aria-activedescendant')).toBe(
      await options().first().getAttribute('id'),
    );
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
    await page.keyboard.press('Escape');
    expect([await options().count(), await reply().inputValue()]).toEqual([0, '/ter']);
    await page.keyboard.type('m');
    expect(await options().count()).toBe(0);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('/еук');
    await options().first().waitFor();
    const filled = arabic.replace('{{contact.name}}', 'أمينة');
    await page.keyboard.press('Enter');
    await valueOf(page, filled);
    await page.keyboard.press('Control+Z');
    await valueOf(page, '/еук');
    await page.keyboard.press('End');
    await options().first().waitFor();
    await page.keyboard.press('Tab');
    await valueOf(page, filled);
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(filled).waitFor();
    const [request] = await waitFor('the reply at the provider', () => {
      const requests = requestsTo(all, person);
      return requests.length > 0 && requests;
    });
    expect(request?.text).toBe(filled);
    expect(await reply().evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('a blank that nobody could fill is not sent, and the next key fills it', async () => {
    await page.getByRole('button', { name: 'Saved replies' }).click();
    await options().filter({ hasText: 'Wo wir sind' }).click();
    await valueOf(page, 'نحن هنا: {{office.name}}.');
    await page.getByText('Still to fill in: the name of your office.').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Hafen');
    await valueOf(page, 'نحن هنا: Hafen.');
    expect(requestsTo(all, person)).toHaveLength(1);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type('@sam');
    expect(await options().count()).toBe(0);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
  });

  it('a note names a colleague, who finds it; who was deleted from it does not', async () => {
    await page.getByRole('tab', { name: 'Note' }).click();
    await note().click();
    await page.keyboard.type('Bitte @sam');
    await options().first().waitFor();
    await page.keyboard.press('Enter');
    expect(await note().inputValue()).toBe('Bitte @samira ');
    await page.keyboard.type('übernehmen');
    await page.keyboard.press('Enter');
    const mention = page.getByRole('log').locator('bdi', { hasText: /^@samira$/ });
    await mention.waitFor();
    const mentioned = await colleague.api.ok<ListPage<Conversation>>(
      'GET',
      '/api/conversations?mentioned=me&status=all',
    );
    expect(mentioned.items.map(({ id }) => id)).toEqual([person.conversationId]);
    await page.keyboard.type('@sam');
    await options().first().waitFor();
    await page.keyboard.press('Enter');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Backspace');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('@sami', { exact: true }).waitFor();
    const notes = await waitFor('both notes', async () => {
      const { items } = await all.app.api.ok<ListPage<Message>>('GET', `${path()}/messages`);
      const found = items.filter(({ isNote }) => isNote);
      return found.length === 2 && found;
    });
    expect(notes.map(({ mentions }) => mentions.length)).toEqual([1, 0]);
    await page.getByRole('tab', { name: 'Reply' }).click();
  });

  it('what is typed in one browser appears in the other, and never over what is typed there', async () => {
    await elsewhere.goto(`${all.app.url}/inbox/all/${person.conversationId}`);
    await reply(elsewhere).waitFor();
    await reply().fill('Ein Entwurf vom Schreibtisch');
    await valueOf(elsewhere, 'Ein Entwurf vom Schreibtisch');
    const row = elsewhere.locator(`a[data-conversation="${person.conversationId}"]`);
    await row.getByText('Draft:').waitFor();
    await reply(elsewhere).press('End');
    await elsewhere.keyboard.type(', weiter am Telefon');
    await reply().evaluate((field) => (field as HTMLTextAreaElement).blur());
    await valueOf(page, 'Ein Entwurf vom Schreibtisch, weiter am Telefon');
    await elsewhere.reload();
    await valueOf(elsewhere, 'Ein Entwurf vom Schreibtisch, weiter am Telefon');
    await reply(elsewhere).press('Enter');
    await valueOf(page, '');
    await row.getByText('Draft:').waitFor({ state: 'detached' });
    const drafts = await all.app.api.ok<Drafts>('GET', `${path()}/draft`);
    expect(drafts).toMatchObject({ text: '', note: { text: '' } });
  });

  it('files wait with the note they were chosen for, also in another browser, and go with no reply', async () => {
    await page.getByRole('tab', { name: 'Note' }).click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'bescheid.txt', mimeType: 'text/plain', buffer: Buffer.from('§') });
    const tray = (of: Page) => of.getByRole('list', { name: 'Attached files' });
    await tray(page).getByText('bescheid.txt').waitFor();
    await page.getByRole('tab', { name: 'Reply' }).click();
    expect(await tray(page).count()).toBe(0);
    expect(await tray(elsewhere).count()).toBe(0);
    await elsewhere.getByRole('tab', { name: 'Note' }).click();
    await tray(elsewhere).getByText('bescheid.txt').waitFor();
    await elsewhere.getByRole('button', { name: 'Save note' }).click();
    await elsewhere.getByRole('log').getByText('bescheid.txt').waitFor();
    await page.getByRole('tab', { name: 'Note' }).click();
    await waitFor('the tray to be empty', async () => (await tray(page).count()) === 0);
  });
});
