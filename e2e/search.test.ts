import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../gateway/contract/channel.ts';
import { addSimulator, write } from '../gateway/test/phone.ts';
import { indexed } from '../gateway/test/search-scene.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage } from './browser.ts';

describe('the search', () => {
  let app: TestApp;
  let channel: Channel;
  let browser: Browser;
  let page: Page;
  let arabic = '';

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    const phone = { id: 'arabic', name: 'أمينة حداد', messenger: 'simulator' };
    const say = (text: string) => write(app.api, channel, { phone, text });
    arabic = await say('السلام عليكم، أريد تمديد الإقامة قبل نهاية الشهر');
    for (let index = 0; index < 30; index += 1) await say(`رسالة رقم ${index}`);
    await write(app.api, channel, {
      phone: { id: 'de', name: 'Petra', messenger: 'simulator' },
      text: 'Ich habe eine Frage zur Wohnung',
    });
    await app.context.database.servicePool.query(
      `update contact set language = 'ar' where id = (select contact_id from conversation where id = $1)`,
      [arabic],
    );
    await indexed(app);
    browser = await launchBrowser();
    ({ page } = await openPage(browser, app.url, app.api.cookie));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  /** What the browser paints as found in the open thread. */
  const painted = () =>
    page.evaluate(() => Array.from(CSS.highlights.get('found') ?? [], (range) => String(range)));
  async function expectClean() {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  }

  it('leads from an Arabic word by keyboard to the message in the thread, the word marked in both', async () => {
    await page.goto(`${app.url}/inbox/open`);
    await page.getByRole('link', { name: 'Search', exact: true }).click();
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.type('إقامة');
    const hit = page.getByRole('link', { name: /تمديد/ });
    await hit.locator('mark', { hasText: 'الإقامة' }).waitFor();
    await page
      .getByRole('status')
      .getByText('No people')
      .or(page.getByText('0 people'))
      .first()
      .waitFor({ state: 'attached' });
    await expectClean();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('تمديد');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/inbox/search/${arabic}\\?.*message=`));
    const message = page.getByRole('log').getByText('تمديد');
    await message.waitFor();
    await expect.poll(painted).toEqual(['الإقامة']);
    await expect
      .poll(() =>
        message.evaluate((node) => {
          const { top, bottom } = node.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }),
      )
      .toBe(true);
  });

  it('goes back to the list by Escape', async () => {
    await page.goto(`${app.url}/inbox/closed`);
    await page.getByRole('link', { name: 'Search', exact: true }).click();
    await page.getByRole('searchbox').fill('wohnung');
    await page.getByRole('link', { name: /Wohnung/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL('**/inbox/closed');
  });

  it('keeps its filters in the URL', async () => {
    await page.goto(`${app.url}/inbox/search?q=amina+wohnung&language=ar`);
    await page.getByText('Nothing found that also fits the filters.').waitFor();
    await page.goto(`${app.url}/inbox/search?q=wohnung&language=ar`);
    await page.getByText('Nothing found that also fits the filters.').waitFor();
    await page.reload();
    await page.getByRole('list', { name: 'Active filters' }).getByText('Arabic').waitFor();
    await page.getByRole('button', { name: 'Remove the filter Language' }).click();
    await page.getByRole('link', { name: /Wohnung/ }).waitFor();
    expect(page.url()).not.toContain('language');
  });

  it('opens what can be done by Ctrl-K on a Cyrillic layout, finds people there and goes where one chooses', async () => {
    await page.goto(`${app.url}/inbox/open`);
    await page.getByRole('link', { name: 'Search', exact: true }).waitFor();
    await page.evaluate(() =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'л',
          code: 'KeyK',
          ctrlKey: true,
          bubbles: true,
          cancelable: true,
        }),
      ),
    );
    const field = page.getByPlaceholder('Command, person or word');
    await field.fill('امينه');
    await page.getByRole('dialog').locator('mark', { hasText: 'أمينة' }).waitFor();
    await expectClean();
    await field.fill('unass');
    await page.getByRole('button', { name: 'Unassigned' }).last().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/inbox/unassigned');
  });
});
