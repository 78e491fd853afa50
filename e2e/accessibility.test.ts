import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { seedDemo } from '../gateway/demo/seed.ts';
import { signIn, type ApiClient } from '../gateway/test/api-client.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage, type Look } from './browser.ts';

const screens: [name: string, path: string][] = [
  ['sign-in', '/login'],
  ['list', '/inbox/open'],
  ['conversation', '/inbox/all/:conversation'],
  ['channels', '/settings/channels'],
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

  beforeAll(async () => {
    app = await startTestApp();
    await seedDemo(app.context);
    api = await signIn(app.url, 'admin@demo.example', 'nordlicht-demo');
    const { items } = await api.ok<{ items: Conversation[] }>(
      'GET',
      '/api/conversations?status=all&limit=100',
    );
    conversationId = items.find(({ contact }) => contact.language === 'ar')?.id ?? '';
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  describe.each(looks)('%s', (_name, look, rules) => {
    it.each(screens)('axe finds nothing on: %s', async (name, path) => {
      const { page, context, foreign } = await openPage(
        browser,
        app.url,
        name === 'sign-in' ? '' : api.cookie,
        look,
      );
      await page.goto(app.url + path.replace(':conversation', conversationId));
      await page.getByRole('heading').or(page.getByRole('list')).first().waitFor();
      await page.waitForFunction(
        () => !document.querySelector('[class*=Skeleton], [class*=Loader-root]'),
      );
      const axe = new AxeBuilder({ page });
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      const widest = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await context.close();
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
