import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { seedDemo } from '../gateway/demo/seed.ts';
import { signIn, type ApiClient } from '../gateway/test/api-client.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage, type Look, type OpenPage } from './browser.ts';

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
/** All rules once; the dark theme differs in colours only, a phone in what fits beside each other. */
const looks: [name: string, look: Look, rules: string[] | undefined][] = [
  ['light', { colorScheme: 'light' }, undefined],
  ['dark', { colorScheme: 'dark' }, ['color-contrast', 'link-in-text-block']],
  ['phone', { width: 390, height: 844 }, ['target-size', 'region', 'scrollable-region-focusable']],
];

describe('every screen for everybody', () => {
  let app: TestApp;
  let browser: Browser;
  let api: ApiClient;
  let conversationId: string;
  let channelId: string;

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
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  // One browser profile a look: what was loaded once is in its cache.
  describe.each(looks)('%s', (_name, look, rules) => {
    let signedIn: OpenPage;
    let signedOut: OpenPage;

    beforeAll(async () => {
      signedIn = await openPage(browser, app.url, api.cookie, look);
      signedOut = await openPage(browser, app.url, '', look);
    });
    afterAll(async () => {
      await signedIn?.context.close();
      await signedOut?.context.close();
    });

    it.each(screens)('axe finds nothing on: %s', async (name, path) => {
      const { page, foreign } = name === 'sign-in' ? signedOut : signedIn;
      await page.goto(
        app.url + path.replace(':conversation', conversationId).replace(':channel', channelId),
      );
      await page.getByRole('heading').or(page.getByRole('list')).first().waitFor();
      await page.waitForFunction(
        () => !document.querySelector('[class*=Skeleton], [class*=Loader-root]'),
      );
      // Legacy mode looks at this one page; there are no frames of others in it.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      const widest = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
        ),
      ).toEqual([]);
      expect(widest).toBeLessThanOrEqual(0);
      expect(foreign).toEqual([]);
    });
  });
});
