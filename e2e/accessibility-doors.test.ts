import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { setupToken } from '../gateway/counselors/setup-routes.ts';
import { createTestDatabase } from '../gateway/test/database.ts';
import { admin, freePort, startOn, startTestApp } from '../gateway/test/test-app.ts';
import { signIn } from '../gateway/test/api-client.ts';
import { inAnyLanguage } from './any-language.ts';
import { expectEveryLook } from './axe.ts';
import { launchBrowser, openPage } from './browser.ts';

const look = { colorScheme: 'light', width: 1280, height: 844 } as const;

describe.each(['de-DE', 'ar'])('before and behind the inbox, in %s', (locale) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('set-up: axe finds nothing, light and dark, from 320 px on', async () => {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'lotse-doors-'));
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const environment = { PORT: port, PUBLIC_URL: url, DATA_DIR: dataDir, INTERNAL_PORT: '0' };
    const running = await startOn(database, environment, []);
    const opened = await openPage(browser, url, '', { ...look, locale });
    await opened.page.goto(`${url}/setup?token=${setupToken(running.context.keyring)}`);
    await opened.page.getByRole('textbox').first().waitFor();
    await expectEveryLook(opened);
    await running.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('the lock: axe finds nothing, light and dark, from 320 px on', async () => {
    const app = await startTestApp();
    const { cookie } = await signIn(app.url, admin.email, admin.password);
    const opened = await openPage(browser, app.url, cookie, { ...look, locale });
    const { page } = opened;
    await page.goto(`${app.url}/settings/notifications`);
    await page
      .getByRole('button', { name: inAnyLanguage('notifications', 'lock.now') })
      .first()
      .click();
    await page.locator('input[type=password]').waitFor();
    await expectEveryLook(opened);
    await app.stop();
  });
});
