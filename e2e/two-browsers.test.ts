import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../gateway/contract/activity.ts';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { addCorrespondent, writeAs, type Correspondent } from '../gateway/test/correspondents.ts';
import { startMessengers, threadOf, type Messengers } from '../gateway/test/messengers.ts';
import { addMember } from '../gateway/test/tenants.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

type Desk = { page: Page; context: BrowserContext; name: string };

describe('two counselors at two browsers', () => {
  let all: Messengers;
  let browser: Browser;
  let amal: Desk;
  let jonas: Desk;

  beforeAll(async () => {
    all = await startMessengers();
    browser = await launchBrowser();
    [amal, jonas] = [await sitDown('Amal'), await sitDown('Jonas')];
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
  });

  async function sitDown(name: string): Promise<Desk> {
    const { api } = await addMember(all.app, name);
    const { page, context } = await openPage(browser, all.app.url, api.cookie);
    return { page, context, name };
  }
  const open = async ({ page }: Desk, person: Correspondent) => {
    await page.goto(`${all.app.url}/inbox/open/${person.conversationId}`);
    await page
      .getByRole('log')
      .getByText(person.firstMessage.text ?? '')
      .waitFor();
  };
  let seed = 5000;
  const contactWrites = (person: Correspondent, text: string) => writeAs(all, person, text, ++seed);
  const field = ({ page }: Desk) => page.getByRole('textbox', { name: 'Reply' });
  const send = async (desk: Desk, text: string) => {
    await field(desk).fill(text);
    await field(desk).press('Enter');
  };
  const thread = ({ page }: Desk) => page.getByRole('log');
  const seen = (desk: Desk, text: string | RegExp): Locator => thread(desk).getByText(text).first();
  const viewers = ({ page }: Desk) => page.getByRole('img', { name: /open as well/ });
  const sentTo = (person: Correspondent) =>
    all.telegram.requests
      .filter(
        ({ method, fields }) =>
          method === 'sendMessage' && String(fields['chat_id']) === person.address,
      )
      .map(({ fields }) => String(fields['text']));
  const textsOf = async (desk: Desk) =>
    thread(desk).getByRole('article').locator('p[dir]').allTextContents();

  it('each sees the other come, write and go, and never themselves', async () => {
    const person = await addCorrespondent(all, 'telegram');
    await open(amal, person);
    expect(await viewers(amal).count()).toBe(0);
    await open(jonas, person);
    await viewers(amal).waitFor();
    expect(await viewers(amal).getAttribute('aria-label')).toContain('Jonas');
    expect(await viewers(jonas).getAttribute('aria-label')).toContain('Amal');

    await field(jonas).pressSequentially('Guten');
    const line = amal.page.getByText(/Jonas\S? is writing a reply …/).first();
    await line.waitFor();
    await field(amal).pressSequentially('Auch');
    await amal.page
      .getByText(/Only one of you should send/)
      .first()
      .waitFor();
    await field(amal).fill('');
    await field(jonas).fill('');
    await line.waitFor({ state: 'detached' });

    await jonas.page.goto(`${all.app.url}/inbox/open`);
    await viewers(amal).waitFor({ state: 'detached' });
    await open(jonas, person);
    await viewers(amal).waitFor();
    await jonas.page.close();
    await viewers(amal).waitFor({ state: 'detached' });
    jonas.page = await jonas.context.newPage();
  });

  it('who answers meanwhile is named; the text stays, and both ways lead on', async () => {
    const person = await addCorrespondent(all, 'telegram');
    await Promise.all([open(amal, person), open(jonas, person)]);
    await jonas.context.setOffline(true);
    await send(amal, 'Antwort von Amal');
    await seen(amal, 'Antwort von Amal').waitFor();
    await send(jonas, 'Antwort von Jonas');
    await seen(jonas, 'Waits for the connection').waitFor();
    await waitFor('it to be sent', () => sentTo(person).length === 1);
    await contactWrites(person, 'Noch eine Frage');
    await jonas.context.setOffline(false);
    await seen(
      jonas,
      /has written a new message\. .?Amal.? has answered\. Your text is kept/,
    ).waitFor();
    await seen(jonas, 'Noch eine Frage').waitFor();
    expect(sentTo(person)).toEqual(['Antwort von Amal']);

    await jonas.page.getByRole('button', { name: 'Look first' }).click();
    expect(await field(jonas).inputValue()).toBe('Antwort von Jonas');
    await field(jonas).press('Enter');
    await waitFor('the second to be sent', () => sentTo(person).length === 2);

    await jonas.context.setOffline(true);
    await send(jonas, 'Trotzdem');
    await contactWrites(person, 'Ich habe es verstanden');
    await jonas.context.setOffline(false);
    await jonas.page.getByRole('button', { name: 'Send anyway' }).click();
    await waitFor('the third to be sent', () => sentTo(person).length === 3);
    expect(sentTo(person)).toEqual(['Antwort von Amal', 'Antwort von Jonas', 'Trotzdem']);
    const { items } = await all.app.api.ok<{ items: Activity[] }>(
      'GET',
      `/api/conversations/${person.conversationId}/activities`,
    );
    expect(items.map(({ kind }) => kind)).toEqual(['taken', 'sent_anyway']);
    await seen(amal, /Jonas.? sent this although something new had arrived/).waitFor();
  });

  it('of two who take the same conversation one gets it, and the other reads who', async () => {
    const person = await addCorrespondent(all, 'telegram');
    await Promise.all([open(amal, person), open(jonas, person)]);
    // Jonas has not heard of it yet.
    await jonas.page.route('**/api/events**', (route) => route.abort());
    await jonas.page.reload();
    await seen(jonas, person.firstMessage.text ?? '').waitFor();
    const take = async ({ page }: Desk) => {
      await page
        .getByRole('button', { name: /Assign/ })
        .first()
        .click();
      await page.getByRole('option', { name: 'I will take care' }).click();
    };
    await take(amal);
    await seen(amal, /Amal.? took this on/).waitFor();
    await take(jonas);
    await jonas.page.getByText(/Amal.? was faster and takes care of it/).waitFor();
    const { assignee } = await all.app.api.ok<Conversation>(
      'GET',
      `/api/conversations/${person.conversationId}`,
    );
    expect(assignee?.displayName).toBe('Amal');
    await jonas.page.unroute('**/api/events**');
  });

  it('after a lost connection everything is there in order, and what was written leaves once', async () => {
    const person = await addCorrespondent(all, 'telegram');
    await Promise.all([open(amal, person), open(jonas, person)]);
    await jonas.page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await send(jonas, 'Vorher');
    await waitFor('it to be sent', () => sentTo(person).length === 1);
    await seen(amal, 'Vorher').waitFor();

    await jonas.context.setOffline(true);
    await contactWrites(person, 'Erste Frage');
    await seen(amal, 'Erste Frage').waitFor();
    await send(amal, 'Amal antwortet');
    await waitFor('her answer to be sent', () => sentTo(person).length === 2);
    await contactWrites(person, 'Zweite Frage');
    await jonas.page.getByText('No connection', { exact: false }).first().waitFor();
    await jonas.context.setOffline(false);
    await seen(jonas, 'Zweite Frage').waitFor();
    const expected = [
      person.firstMessage.text,
      'Vorher',
      'Erste Frage',
      'Amal antwortet',
      'Zweite Frage',
    ];
    expect(await textsOf(jonas)).toEqual(expected);
    expect(await jonas.page.evaluate(() => 'isSamePage' in window)).toBe(true);

    await jonas.context.setOffline(true);
    await send(jonas, 'Eins');
    await send(jonas, 'Zwei');
    await seen(jonas, 'Zwei').waitFor();
    await jonas.context.setOffline(false);
    await waitFor('both to be sent', () => sentTo(person).length === 4);
    await seen(amal, 'Zwei').waitFor();
    const texts = (await threadOf(all.app, person.conversationId)).map(({ text }) => text);
    expect(texts).toEqual([...expected, 'Eins', 'Zwei']);
    await waitFor(
      'the thread to be the same',
      async () => JSON.stringify(await textsOf(jonas)) === JSON.stringify(texts),
    );
    expect(sentTo(person)).toEqual(['Vorher', 'Amal antwortet', 'Eins', 'Zwei']);
  });

  it('what was written without a connection also outlives a reload of the page', async () => {
    const person = await addCorrespondent(all, 'telegram');
    await open(jonas, person);
    // The gateway is unreachable for what is written, the page itself can be loaded again.
    await jonas.page.route('**/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await send(jonas, 'Vor dem Neuladen');
    await seen(jonas, 'Waits for the connection').waitFor();
    await jonas.page.unroute('**/messages');
    await jonas.page.reload();
    await waitFor('it to be sent', () => sentTo(person).length > 0);
    await seen(jonas, 'Vor dem Neuladen').waitFor();
    expect(sentTo(person)).toEqual(['Vor dem Neuladen']);
  });
});
