import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../gateway/demo/seed.ts';
import { signIn } from '../gateway/test/api-client.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage } from './browser.ts';
import { readPlaces, screens, showScreen } from './screens.ts';

/** A key of the locale files where a word should stand. */
const keyLike = /^[a-z]+(\.[a-zA-Z_]+)+$/;
const languages = ['en', 'ru', 'uk', 'ar', 'tr', 'de'];
const visited = ['thread-arabic', 'channel-form', 'channel-telegram', 'counselors'];

describe('the languages of the interface', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let places: Map<string, string>;
  const files: string[] = [];
  let foreign: string[];

  beforeAll(async () => {
    app = await startTestApp();
    await seedDemo(app.context);
    const api = await signIn(app.url, 'admin@demo.example', 'nordlicht-demo');
    places = await readPlaces(api);
    browser = await launchBrowser();
    ({ page, foreign } = await openPage(browser, app.url, api.cookie, { locale: 'de-DE' }));
    page.on('request', (request) => files.push(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('change without a reload: words, direction and the forms of numbers; the choice stays', async () => {
    await page.goto(`${app.url}/inbox/open`);
    await page
      .getByText(/^[2-4] ungelesene Nachrichten/)
      .first()
      .waitFor({ state: 'attached' });
    await openAccount();
    const before = files.length;
    await choose('ru');
    const unread = page.getByText('непрочитанных сообщения').first();
    await unread.waitFor({ state: 'attached' });
    expect(await unread.textContent()).toMatch(/^\D*[2-4] непрочитанных сообщения/);
    expect(await page.evaluate(() => document.dir)).toBe('ltr');

    await choose('ar');
    await page.getByText('رسالتان غير مقروءتين').first().waitFor({ state: 'attached' });
    expect(await page.evaluate(() => document.dir)).toBe('rtl');
    const rail = await page.getByRole('navigation').first().boundingBox();
    expect(rail?.x, 'the rail has changed its side').toBeGreaterThan(640);
    const loaded = files.slice(before).filter((url) => !url.includes('/api/'));
    expect(
      loaded.filter((url) => !/\.(js|woff2)$/.test(url)),
      'no reload',
    ).toEqual([]);

    await page.reload();
    await page.getByRole('button', { name: 'حسابي' }).waitFor();
  });

  it.each(visited)('on %s no language lacks a word', async (name) => {
    const screen = screens.find((one) => one.name === name);
    if (!screen) throw new Error(`No screen ${name}`);
    await showScreen(page, app.url, screen, places);
    await openAccount();
    for (const language of languages) {
      await choose(language);
      const lines = await page.evaluate(() => document.body.innerText.split('\n'));
      expect(lines.length).toBeGreaterThan(10);
      expect(
        lines.filter((line) => keyLike.test(line.trim())),
        language,
      ).toEqual([]);
    }
    expect(foreign).toEqual([]);
  });

  async function openAccount() {
    await page.getByRole('button', { name: /^(Mein Konto|حسابي)$/ }).click();
  }

  async function choose(language: string) {
    await page.locator('select:has(option[lang=uk])').selectOption(language);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
  }
});
