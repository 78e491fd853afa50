import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { addSimulator, threadOf, write } from '../gateway/test/phone.ts';
import { indexed } from '../gateway/test/search-scene.ts';
import { addMember, type Member } from '../gateway/test/tenants.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

/** What one does with many conversations on a morning. */
describe('going through the list', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let colleague: Member;
  let channel: { id: string };
  let ids: string[];
  const names = ['Amina', 'Bohdan', 'Cem', 'Darya'];

  beforeAll(async () => {
    app = await startTestApp();
    browser = await launchBrowser();
    channel = await addSimulator(app.api);
    colleague = await addMember(app, 'Samira');
    ({ page } = await openPage(browser, app.url, app.api.cookie));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  beforeEach(async () => {
    await app.context.database.servicePool.query('delete from conversation');
    ids = [];
    for (const name of names) {
      const phone = { id: crypto.randomUUID(), name, messenger: 'simulator' };
      ids.push(await write(app.api, channel, { phone, text: `Frage von ${name}` }));
    }
    // What is learned of a message after its arrival changes its conversation, too.
    await indexed(app);
    await page.goto(`${app.url}/inbox/open`);
    await row('Amina').waitFor();
  });

  const row = (name: string, where = page) =>
    where
      .getByRole('list', { name: 'Conversations' })
      .getByRole('listitem')
      .filter({ hasText: `Frage von ${name}` });
  const box = (name: string) =>
    page.getByRole('checkbox', { name: `Select the conversation with ${name}` });
  const toast = (text: string) => page.getByRole('alert').filter({ hasText: text });
  const get = (index: number) =>
    app.api.ok<Conversation>('GET', `/api/conversations/${ids[index]}`);
  const openedId = () => page.url().split('/').at(-1);
  const awayFromTheList = () => page.mouse.move(900, 400);

  it('three chosen are closed together, and undone together', async () => {
    const before = await Promise.all([0, 1, 2, 3].map(get));
    await box('Amina').check();
    await box('Cem').click({ modifiers: ['Shift'] });
    const bar = page.getByRole('region', { name: 'Selected conversations' });
    await bar.getByText('3 selected').waitFor();
    expect(await box('Bohdan').isChecked()).toBe(true);
    await bar.getByRole('button', { name: 'Done', exact: true }).click();
    await awayFromTheList();
    await toast('3 conversations done.').waitFor();
    await row('Amina').waitFor({ state: 'detached' });
    expect(await row('Darya').count()).toBe(1);
    await toast('3 conversations done.').getByRole('button', { name: 'Undo' }).click();
    for (const name of names) await row(name).waitFor();
    expect(await Promise.all([0, 1, 2, 3].map(get))).toEqual(before);
  });

  it('keys choose as well: x, Shift and x, Esc', async () => {
    await page.goto(`${app.url}/inbox/open/${ids[0]}`);
    await page.getByRole('log').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Amina' }).first().click();
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('j');
    await waitFor('the second to be open', () => openedId() === ids[1]);
    await page.getByRole('heading', { name: 'Bohdan' }).first().click();
    await page.keyboard.press('j');
    await waitFor('the third to be open', () => openedId() === ids[2]);
    await page.getByRole('heading', { name: 'Cem' }).first().click();
    await page.keyboard.press('Shift+X');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('3 selected').waitFor({ state: 'detached' });
  });

  it('a label made in the header shows in the row, for colleagues, too', async () => {
    const theirs = await openPage(browser, app.url, colleague.api.cookie);
    await theirs.page.goto(`${app.url}/inbox/open`);
    await row('Bohdan', theirs.page).waitFor();
    await row('Bohdan').getByRole('link').click();
    await awayFromTheList();
    await page.getByRole('button', { name: 'Labels: none. Change' }).first().click();
    await page.getByRole('textbox', { name: 'Find a label' }).fill('Interpreter');
    await page.getByRole('option', { name: 'Create “Interpreter”' }).click();
    await page.keyboard.press('Escape');
    await row('Bohdan').getByRole('img', { name: 'Labels: Interpreter' }).waitFor();
    await row('Bohdan', theirs.page).getByRole('img', { name: 'Labels: Interpreter' }).waitFor();
    await theirs.context.close();
  });

  it('handing over reaches the colleague live, with the note', async () => {
    const theirs = await openPage(browser, app.url, colleague.api.cookie);
    await theirs.page.goto(`${app.url}/inbox/mine`);
    await row('Cem').getByRole('link').click();
    await page.getByRole('button', { name: 'Nobody takes care of this yet. Assign' }).click();
    await page.getByRole('option', { name: 'Hand over with a note' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hand over the conversation' });
    await dialog.getByLabel('To whom?').first().fill('Sam');
    await page.getByRole('option', { name: 'Samira', exact: true }).click();
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await dialog.getByText('Please write briefly what it is about.').waitFor();
    await dialog.getByRole('textbox', { name: /What is it about/ }).fill('Wartet auf den Termin.');
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row('Cem', theirs.page).waitFor();
    expect((await get(2)).assignee?.id).toBe(colleague.id);
    const notes = (await threadOf(app.api, ids[2] ?? '')).filter(({ isNote }) => isNote);
    expect(notes.map(({ text }) => text)).toEqual(['Wartet auf den Termin.']);
    await page.getByRole('log').getByText('Wartet auf den Termin.').waitFor();
    await theirs.context.close();
  });

  it('closing goes on to the next, undoing goes back; after the last one nothing is left', async () => {
    await row('Bohdan').getByRole('link').click();
    await awayFromTheList();
    await page.getByRole('log').getByText('Frage von Bohdan').waitFor();
    await page.getByRole('button', { name: 'Done, next' }).click();
    await waitFor('the next one', () => openedId() === ids[2]);
    await page.getByRole('log').getByText('Frage von Cem').waitFor();
    expect((await get(1)).status).toBe('closed');
    await toast('Conversation done.').getByRole('button', { name: 'Undo' }).click();
    await waitFor('the way back', () => openedId() === ids[1]);
    await row('Bohdan').waitFor();
    expect((await get(1)).status).toBe('open');

    // All the rest by key.
    await page.getByRole('button', { name: 'Done, next' }).waitFor();
    for (const next of [2, 3, 0]) {
      await page
        .getByRole('heading')
        .filter({ hasText: /Amina|Bohdan|Cem|Darya/ })
        .first()
        .click();
      await page.keyboard.press('e');
      await waitFor(`conversation ${next}`, () => openedId() === ids[next]);
      await page.getByRole('log').getByText(`Frage von ${names[next]}`).waitFor();
    }
    await page.keyboard.press('e');
    await waitFor('the empty list', () => page.url().endsWith('/inbox/open'));
    await page.getByText('Nobody is waiting for an answer.').waitFor();
  });

  it('what is snoozed leaves the list and comes back by itself', async () => {
    await row('Darya').getByRole('link').click();
    await awayFromTheList();
    await page.getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('menuitem', { name: 'Until the next reply' }).click();
    await page.getByRole('button', { name: 'Snoozed until the person writes. Change' }).waitFor();
    await row('Darya').waitFor({ state: 'detached' });
    await app.context.database.servicePool.query(
      `update conversation set snoozed_until = now() - interval '1 second' where id = $1`,
      [ids[3]],
    );
    await row('Darya').waitFor();
    await page.getByRole('button', { name: 'Snooze', exact: true }).waitFor();
  });
});
