import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { seedDemo } from '../gateway/demo/seed.ts';
import { signIn, type ApiClient } from '../gateway/test/api-client.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage, type OpenPage } from './browser.ts';

const screens: [name: string, path: string][] = [
  ['sign-in', '/login'],
  ['list', '/inbox/open'],
  ['conversation', '/inbox/all/:conversation'],
  ['channels', '/settings/channels'],
  ['channel', '/settings/channels/:channel'],
  ['channel log', '/settings/channels/:channel/log'],
  ['new channel', '/settings/channels/new'],
  ['counselors', '/settings/counselors'],
  ['offices', '/settings/offices'],
  ['tokens', '/settings/tokens'],
  ['simulator', '/simulator'],
];
/** Each screen is opened once. All rules once; the dark theme differs in colours only, a phone in what fits beside each other. */
const looks: { name: string; colorScheme: 'light' | 'dark'; width: number; rules?: string[] }[] = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  {
    name: 'dark',
    colorScheme: 'dark',
    width: 1280,
    rules: ['color-contrast', 'link-in-text-block'],
  },
  {
    name: 'phone',
    colorScheme: 'light',
    width: 390,
    rules: ['target-size', 'region', 'scrollable-region-focusable'],
  },
];

describe('every screen for everybody', () => {
  let app: TestApp;
  let browser: Browser;
  let api: ApiClient;
  let conversationId: string;
  let channelId: string;
  let signedIn: OpenPage;
  let signedOut: OpenPage;

  beforeAll(async () => {
    app = await startTestApp();
    await seedDemo(app.context);
    api = await signIn(app.url, 'admin@demo.example', 'nordlicht-demo');
    const { items } = await api.ok<{ items: Conversation[] }>(
      'GET',
      '/api/conversations?status=all&limit=100',
    );
    const shown = items.find(({ contact }) => contact.language === 'ar');
    conversationId = shown?.id ?? '';
    channelId = shown?.channel.id ?? '';
    browser = await launchBrowser();
    signedIn = await openPage(browser, app.url, api.cookie);
    signedOut = await openPage(browser, app.url, '');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it.each(screens)('axe finds nothing on: %s', async (name, path) => {
    const { page, foreign } = name === 'sign-in' ? signedOut : signedIn;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(
      app.url + path.replace(':conversation', conversationId).replace(':channel', channelId),
    );
    await page.getByRole('heading').or(page.getByRole('list')).first().waitFor();
    for (const { name: look, colorScheme, width, rules } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await page.waitForFunction(
        ([scheme]) =>
          document.documentElement.dataset['mantineColorScheme'] === scheme &&
          !document.querySelector('[class*=Skeleton], [class*=Loader-root]'),
        [colorScheme],
      );
      // Legacy mode looks at this one page; there are no frames of others in it.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      const widest = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
        ),
        look,
      ).toEqual([]);
      expect(widest, look).toBeLessThanOrEqual(0);
    }
    expect(foreign).toEqual([]);
  });
});
