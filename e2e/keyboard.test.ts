import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Conversation } from '../gateway/contract/conversation.ts';
import {
  addCorrespondent,
  requestsTo,
  type Correspondent,
} from '../gateway/test/correspondents.ts';
import { startMessengers, threadOf, type Messengers } from '../gateway/test/messengers.ts';
import { indexed } from '../gateway/test/search-scene.ts';
import { addMember, type Member } from '../gateway/test/tenants.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

let all: Messengers;
let browser: Browser;
let page: Page;
let person: Correspondent;
let colleague: Member;

beforeAll(async () => {
  all = await startMessengers();
  const { app } = all;
  person = await addCorrespondent(all, 'telegram');
  const { contact } = await conversation();
  await app.api.ok('PATCH', `/api/contacts/${contact.id}`, {
    displayName: 'Олена',
    language: 'uk',
  });
  await app.api.ok('POST', '/api/saved-replies', {
    key: 'termin',
    title: 'Termin anbieten',
    texts: { de: 'Wann passt es?', uk: 'Коли Вам зручно, {{contact.name}}?' },
    isShared: true,
  });
  colleague = await addMember(app, 'Samira');
  await indexed(app);
  browser = await launchBrowser();
  ({ page } = await openPage(browser, app.url, app.api.cookie));
  // Whoever touches a mouse here would not notice: the page hears no pointer.
  await page.addInitScript(() => {
    for (const type of ['pointerdown', 'mousedown', 'click'])
      window.addEventListener(type, (event) => event.isTrusted && noteMouse(type, event), true);
    function noteMouse(type: string, event: Event) {
      // Enter and Space on a button make a click without a pointer.
      if (type === 'click' && (event as MouseEvent).detail === 0) return;
      document.documentElement.dataset['mouse'] = type;
    }
  });
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

const conversation = () =>
  all.app.api.ok<Conversation>('GET', `/api/conversations/${person.conversationId}`);
const focused = (role: string, name: string) =>
  waitFor(`the focus on ${name}`, () =>
    page
      .getByRole(role as 'textbox', { name })
      .first()
      .evaluate((element) => element === document.activeElement),
  );
/** As on a Ukrainian keyboard: the place of the key counts, not its letter. */
const place = (code: string, letter: string) =>
  page.evaluate(
    ([code, key]) => {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(
        new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }),
      );
    },
    [code, letter],
  );

it('a whole case by keyboard alone, on a Cyrillic layout: find, open, read, reply with a saved text, note, assign, close', async () => {
  const { url } = all.app;
  await page.goto(`${url}/inbox/unassigned`);
  await page.getByRole('list', { name: 'Conversations' }).getByText('Олена').waitFor();

  await page.keyboard.press('Control+KeyK');
  await page.getByPlaceholder('Command, person or word').waitFor();
  await page.keyboard.type('олен');
  await page.getByRole('dialog').locator('mark', { hasText: 'Олен' }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(person.conversationId));
  await page
    .getByRole('log')
    .getByText(person.firstMessage.text ?? '')
    .waitFor();

  await place('KeyR', 'к');
  await focused('textbox', 'Reply');
  await page.keyboard.type('/тер');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('/ter');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Коли Вам зручно, Олена?').waitFor();
  await waitFor('the reply at the provider', () => requestsTo(all, person).length === 1);
  expect(requestsTo(all, person)[0]?.text).toBe('Коли Вам зручно, Олена?');
  await focused('textbox', 'Reply');
  expect((await conversation()).assignee).not.toBeNull();

  await page.keyboard.press('Escape');
  await place('KeyN', 'т');
  await focused('textbox', 'Note for colleagues');
  await page.keyboard.type('Bitte übernehmen, @sam');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Bitte übernehmen').waitFor();

  await page.keyboard.press('Escape');
  await place('KeyA', 'ф');
  await page.getByPlaceholder('Find a name').waitFor();
  await page.keyboard.type('sam');
  await page.keyboard.press('Enter');
  await waitFor(
    'the colleague to have it',
    async () => (await conversation()).assignee?.id === colleague.id,
  );

  await page.getByPlaceholder('Find a name').waitFor({ state: 'detached' });
  await place('KeyE', 'у');
  await waitFor('the case to be closed', async () => (await conversation()).status === 'closed');
  await page.waitForURL(/inbox.search.q=/);

  const thread = await threadOf(all.app, person.conversationId);
  expect(thread.find(({ isNote }) => isNote)).toMatchObject({
    mentions: [{ id: colleague.id }],
  });
  expect(requestsTo(all, person)).toHaveLength(1);
  expect(await page.evaluate(() => document.documentElement.dataset['mouse'])).toBeUndefined();
});
