import type { Browser, Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCorrespondent, type Correspondent } from '../gateway/test/correspondents.ts';
import { startMessengers, type Messengers } from '../gateway/test/messengers.ts';
import { launchBrowser, openPage } from './browser.ts';

describe('what stays as it is while somebody works', () => {
  let all: Messengers;
  let browser: Browser;
  let people: [Correspondent, Correspondent];
  let page: Page;
  const thread = () => page.getByRole('log');
  const header = () => page.getByRole('heading', { level: 2 });
  const reply = () => page.getByRole('textbox', { name: 'Reply' });

  beforeAll(async () => {
    all = await startMessengers();
    people = [await addCorrespondent(all, 'telegram'), await addCorrespondent(all, 'telegram')];
    browser = await launchBrowser();
    ({ page } = await openPage(browser, all.app.url, all.app.api.cookie));
    await page.goto(`${all.app.url}/inbox/all/${people[0].conversationId}`);
    await reply().waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
  });

  it('typing and turning to the note draw neither the thread nor the header anew', async () => {
    await reply().click();
    await remember(thread(), header());
    await page.keyboard.type('Guten Tag');
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.getByRole('tab', { name: 'Reply' }).click();
    expect([await isSame(thread()), await isSame(header())]).toEqual([true, true]);
    expect(await reply().inputValue()).toBe('Guten Tag');
    await reply().press('Enter');
    await thread().getByText('Guten Tag').first().waitFor();
    expect(await isSame(thread())).toBe(false);
  });

  it('a row is marked as chosen by the click itself, before its thread is there', async () => {
    const row = page.locator(`[data-conversation="${people[1].conversationId}"]`);
    const isMarked = await row.evaluate(async (element) => {
      (element as HTMLElement).click();
      // React draws what a click changes at the end of the task, everything else in later ones.
      await new Promise<void>(queueMicrotask);
      return element.getAttribute('aria-current') === 'true';
    });
    expect(isMarked).toBe(true);
    await page.waitForURL(`**/${people[1].conversationId}`);
    await page.goBack();
    await page.waitForURL(`**/${people[0].conversationId}`);
    await page.locator(`[data-conversation="${people[0].conversationId}"][aria-current]`).waitFor();
    expect(await row.getAttribute('aria-current')).toBeNull();
  });
});

/** React leaves the properties of what it drew on the element: another object means that it was drawn anew. */
async function remember(...places: Locator[]): Promise<void> {
  for (const place of places)
    await place.evaluate((element) => {
      const key = Object.keys(element).find((name) => name.startsWith('__reactProps$')) ?? '';
      Object.assign(element, { drawnAs: Reflect.get(element, key) });
    });
}

function isSame(place: Locator): Promise<boolean> {
  return place.evaluate((element) => {
    const key = Object.keys(element).find((name) => name.startsWith('__reactProps$')) ?? '';
    return Reflect.get(element, key) === Reflect.get(element, 'drawnAs');
  });
}
