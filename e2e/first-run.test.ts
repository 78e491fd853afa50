import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setupToken } from '../gateway/counselors/setup-routes.ts';
import type { Running } from '../gateway/start.ts';
import { createTestDatabase, type TestDatabase } from '../gateway/test/database.ts';
import { freePort, startOn } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage } from './browser.ts';

let database: TestDatabase;
let dataDir: string;
let running: Running;
let browser: Browser;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'lotse-first-run-'));
  const port = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  running = await startOn(
    database,
    { PORT: port, PUBLIC_URL: url, DATA_DIR: dataDir, INTERNAL_PORT: '0' },
    [],
  );
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

it('from the set-up link to the first answered message, without any documentation', async () => {
  const { page, foreign } = await openPage(browser, url, '');
  await page.goto(`${url}/setup?token=${setupToken(running.context.keyring)}`);
  await page.getByRole('textbox', { name: 'Name of your organization' }).fill('Beratung am Hafen');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Mara Beispiel');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('mara@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: 'Set up Lotse' }).click();

  await page
    .getByRole('link', { name: /test phone/i })
    .first()
    .click();
  await page.getByRole('button', { name: 'Set up a test phone' }).click();
  await page.getByPlaceholder('Message').fill('Guten Tag, ich habe eine Frage');
  await page.getByPlaceholder('Message').press('Enter');
  await page.getByRole('link', { name: 'Open in the inbox' }).click();

  await page.getByRole('log').getByText('Guten Tag, ich habe eine Frage').waitFor();
  await page.getByRole('textbox', { name: 'Reply' }).fill('Guten Tag! Wie kann ich helfen?');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Sent', { exact: true }).first().waitFor();

  await page.goBack();
  await page.getByText('Guten Tag! Wie kann ich helfen?').first().waitFor();
  expect(foreign).toEqual([]);
});
