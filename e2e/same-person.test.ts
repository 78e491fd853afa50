import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { addCorrespondent, writeAs, type Correspondent } from '../gateway/test/correspondents.ts';
import { postTelegram, startMessengers, type Messengers } from '../gateway/test/messengers.ts';
import { launchBrowser, openPage } from './browser.ts';

/** A counselor says that two contacts are one person, and takes it back; all of it on a phone's width. */
describe('the same person on two messengers', () => {
  let all: Messengers;
  let browser: Browser;
  let page: Page;
  let bySms: Correspondent;
  let byTelegram: Correspondent;

  beforeAll(async () => {
    all = await startMessengers();
    byTelegram = await addCorrespondent(all, 'telegram');
    bySms = await addCorrespondent(all, 'sms');
    const { contact } = await all.app.api.ok<Conversation>(
      'GET',
      `/api/conversations/${bySms.conversationId}`,
    );
    await all.app.api.ok('PATCH', `/api/contacts/${contact.id}`, { displayName: 'أمينة حداد' });
    browser = await launchBrowser();
    const look = { width: 390, height: 844 };
    ({ page } = await openPage(browser, all.app.url, all.app.api.cookie, look));
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
  });

  async function openPanel({ conversationId }: Correspondent) {
    await page.goto(`${all.app.url}/inbox/all/${conversationId}`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'About this person' }).click();
    await page.getByRole('heading', { name: 'Reachable at' }).waitFor();
  }
  async function expectClean() {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(tooWide).toBeLessThanOrEqual(0);
  }

  it('a proven number leads to the other contact, who is confirmed, shown here and separated again', async () => {
    await postTelegram(all, {
      update_id: 9001,
      message: {
        message_id: 9001,
        date: Math.floor(Date.now() / 1000),
        chat: { id: Number(byTelegram.address), type: 'private' },
        from: { id: Number(byTelegram.address), is_bot: false, first_name: 'Test' },
        contact: {
          phone_number: bySms.address,
          first_name: 'Amina',
          user_id: Number(byTelegram.address),
        },
      },
    });
    await openPanel(byTelegram);
    await page.getByRole('button', { name: 'Same person as أمينة حداد?' }).click();
    const steps = page.getByRole('group', { name: 'Same person' });
    await steps.getByText(bySms.address).waitFor();
    await expectClean();
    await steps.getByRole('button', { name: 'Show as one person' }).click();
    await page.getByText('أمينة حداد is shown here as the same person.').waitFor();
    await page.getByRole('button', { name: 'Separate again' }).click();
    await page.getByText('Separated. Each person').waitFor();
    await page.getByRole('button', { name: 'Same person as أمينة حداد?' }).waitFor();
  });

  it('somebody is found by name and by keyboard alone', async () => {
    await openPanel(byTelegram);
    const open = page.getByRole('button', { name: 'Same person as …' });
    await open.focus();
    await page.keyboard.press('Enter');
    const steps = page.getByRole('group', { name: 'Same person' });
    const search = steps.getByLabel('Who is it?');
    await search.waitFor();
    await search.fill('niemand');
    await steps.getByText('Nobody of this name has written.').waitFor();
    await search.fill('امينة');
    await steps.getByRole('button', { name: /أمينة حداد/ }).waitFor();
    await expectClean();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await steps.getByText('Both conversations are shown under one person.').waitFor();
    await steps.getByRole('button', { name: 'Back' }).click();
    await search.waitFor();
    await page.keyboard.press('Escape');
    await steps.waitFor({ state: 'hidden' });
    await expect.poll(() => open.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  it('a STOP is seen in the thread and at the address, and closes the composer', async () => {
    await page.goto(`${all.app.url}/inbox/all/${bySms.conversationId}`);
    await page
      .getByRole('log')
      .getByText(bySms.firstMessage.text ?? '')
      .waitFor();
    await writeAs(all, bySms, 'Stopp!', 9100);
    await page
      .getByRole('log')
      .getByText('The person asked not to be written to any more')
      .waitFor();
    await page.getByText('This person does not want any more messages').waitFor();
    await openPanel(bySms);
    await page.getByText(/No messages wanted since/).waitFor();
    await expectClean();
  });
});
