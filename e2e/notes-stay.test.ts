import { serialize } from 'node:v8';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../gateway/contract/message.ts';
import type { ApiClient } from '../gateway/test/api-client.ts';
import { addCorrespondent, lines, type Correspondent } from '../gateway/test/correspondents.ts';
import { startFakeGraph, type FakeGraph } from '../gateway/test/fake-graph.ts';
import { startFakeTelegram, type FakeTelegram } from '../gateway/test/fake-telegram.ts';
import { startFakeTwilio, type FakeTwilio } from '../gateway/test/fake-twilio.ts';
import { createChannels, threadOf, type Messengers } from '../gateway/test/messengers.ts';
import {
  createInstallation,
  type Installation,
  type SpawnedApp,
} from '../gateway/test/spawned-app.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

/** What must never leave: words, the file's name, its bytes. */
const [words, fileName, bytes] = [
  'canary-words',
  'canary-file.pdf',
  '%PDF-1.4\ncanary-bytes\n%%EOF\n',
];
const file = { name: fileName, mimeType: 'application/pdf', buffer: Buffer.from(bytes) };

/** The product runs as a process of its own, so that it can be restarted in between. */
describe('a note and its file never reach a provider', () => {
  let telegram: FakeTelegram;
  let twilio: FakeTwilio;
  let graph: FakeGraph;
  let installation: Installation;
  let app: SpawnedApp;
  let all: Messengers;
  let api: ApiClient;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const people: Correspondent[] = [];
  const notes = new Map<string, Message>();

  beforeAll(async () => {
    [telegram, twilio, graph] = await Promise.all([
      startFakeTelegram(),
      startFakeTwilio(),
      startFakeGraph(),
    ]);
    installation = await createInstallation({
      TELEGRAM_API_ROOT: telegram.url,
      TWILIO_API_ROOT: twilio.url,
      WHATSAPP_API_ROOT: graph.url,
      FFMPEG_PATH: 'off',
    });
    app = await installation.start();
    api = await app.signIn();
    const channels = await createChannels(api, twilio);
    all = { app: { api }, telegram, twilio, graph, channels } as unknown as Messengers;
    for (const line of lines) people.push(await addCorrespondent(all, line));
    browser = await launchBrowser();
    ({ page, context } = await openPage(browser, app.url, api.cookie));
  });
  afterAll(async () => {
    await browser?.close();
    await installation?.stop();
    await Promise.all([telegram?.close(), twilio?.close(), graph?.close()]);
  });

  const open = async ({ conversationId, firstMessage }: Correspondent) => {
    await page.goto(`${app.url}/inbox/open/${conversationId}`);
    await page
      .getByRole('log')
      .getByText(firstMessage.text ?? '')
      .waitFor();
  };
  const personOn = (line: string) => {
    const person = people.find((one) => one.line === line);
    if (!person) throw new Error(`Nobody wrote by ${line}`);
    return person;
  };
  const noteOf = ({ line }: Correspondent) => {
    const note = notes.get(line);
    if (!note) throw new Error(`No note by ${line}`);
    return note;
  };
  const post = (path: string, body: unknown = {}) => api.request('POST', path, body);
  /** All that the providers' stand-ins were ever sent, files among it. */
  const received = () =>
    serialize([telegram.requests, twilio.requests, graph.requests, [...graph.files]]);
  const sentTexts = () =>
    [telegram.requests, twilio.requests, graph.requests]
      .flatMap((requests) => requests.map(({ fields }) => JSON.stringify(fields)))
      .filter((fields) => fields.includes('Hallo zurück'));

  it.each(lines)('%s: written with a file, whatever is clicked', async (line) => {
    const person = personOn(line);
    await open(person);
    // The mode changes while the file is under way, twice, and the button is pressed twice.
    await page.route('**/api/attachments', async (route) => {
      await page.getByRole('tab', { name: 'Reply' }).click();
      await page.getByRole('tab', { name: 'Note' }).click();
      await route.continue();
    });
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByRole('textbox', { name: 'Note for colleagues' }).fill(words);
    const save = page.getByRole('button', { name: 'Save note' });
    await waitFor(
      'the upload to be done',
      async () => (await save.getAttribute('aria-disabled')) !== 'true',
    );
    await save.dblclick();
    const written = page.getByRole('log').getByRole('article').filter({ hasText: words });
    await written.waitFor();
    await page.unroute('**/api/attachments');

    const thread = await waitFor('the note to be stored', async () => {
      const messages = await threadOf(all.app, person.conversationId, api);
      return messages.some(({ isNote }) => isNote) && messages;
    });
    const [note, ...more] = thread.filter(({ isNote }) => isNote);
    expect(more).toEqual([]);
    expect(note).toMatchObject({ text: words, delivery: null, attachments: [{ fileName }] });
    if (note) notes.set(line, note);

    await page.reload();
    await written.waitFor();
    await written.hover();
    for (const name of [/Try again/, /Reply to this/, /Quote/, /React/])
      expect(await written.getByRole('button', { name }).count(), String(name)).toBe(0);
  });

  it('its file can’t be forwarded, itself be quoted, retried, canceled or reacted to', async () => {
    for (const person of people) {
      const note = noteOf(person);
      const messages = `/api/conversations/${person.conversationId}/messages`;
      const attachmentIds = note.attachments.map(({ id }) => id);
      const attempts = [
        post(messages, { clientMessageId: 'forward', text: 'Mit Anhang', attachmentIds }),
        post(messages, { clientMessageId: 'file', attachmentIds }),
        post(messages, { clientMessageId: 'quote', text: 'Zitat', replyToId: note.id }),
        post(`/api/messages/${note.id}/retry`),
        post(`/api/messages/${note.id}/cancel`),
        post(`/api/messages/${note.id}/reactions`, { emoji: '👍' }),
      ];
      expect((await Promise.all(attempts)).map(({ status }) => status)).toEqual(
        attempts.map(() => 422),
      );
      const again = { clientMessageId: note.clientMessageId, text: words, attachmentIds };
      expect((await post(messages, again)).body).toMatchObject({ code: 'conflict' });
    }
  });

  it('a restart in between sends nothing but what was to be sent', async () => {
    await app.kill();
    app = await installation.start();
    api = await app.signIn();
    await context.addCookies([
      { name: 'lotse', value: api.cookie.split('=')[1] ?? '', url: app.url },
    ]);
    for (const person of people) {
      await open(person);
      await page.getByRole('log').getByText(words).waitFor();
      await page.getByRole('textbox', { name: 'Reply' }).fill('Hallo zurück');
      await page.keyboard.press('Enter');
    }
    await waitFor('the four replies to arrive', () => sentTexts().length === people.length);
    const all = received();
    expect(all.includes('/files/'), 'a link to a file').toBe(false);
    for (const secret of ['canary', Buffer.from('canary', 'utf16le')])
      expect(all.includes(secret)).toBe(false);
    expect(graph.files.size).toBe(0);
    expect([...twilio.violations, ...graph.violations]).toEqual([]);
  });
});
