import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addLineDouble, riskTexts, type LineDouble } from '../gateway/test/line-double.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

let app: TestApp;
let double: LineDouble;
let browser: Browser;

beforeAll(async () => {
  double = addLineDouble('paired-phone');
  app = await startTestApp();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  double.remove();
});

it('from the accepted risk to a phone that is paired, disconnected and paired again by code, without a reload', async () => {
  const { page, foreign } = await openPage(browser, app.url, app.api.cookie, {
    width: 390,
    height: 844,
  });
  await page.goto(`${app.url}/settings/channels/new/paired-phone`);
  await page.getByText(riskTexts.en).waitFor();
  await page.getByLabel('Name of the channel').fill('The phone');
  await page.getByRole('button', { name: 'Create and pair' }).click();
  await page.getByText('Without this consent the channel can').waitFor();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Create and pair' }).click();

  await page.getByText('Not paired').waitFor();
  await page.getByText('accepted the risk on').waitFor();
  await page.getByRole('button', { name: 'Pair with a QR code' }).click();
  const drawn = page.getByRole('img', { name: 'QR code' }).locator('path');
  const first = await drawn.getAttribute('d');
  expect(first).toMatch(/^M4 4h1v1h-1z/);
  await double.last().report({ state: 'pairing', qr: 'the next one, with another text' });
  await waitFor('the next code to be drawn', async () => (await drawn.getAttribute('d')) !== first);

  double.last().scan();
  await page.getByText('Connected', { exact: true }).waitFor();
  await page.getByText('+49301234').waitFor();
  await double.last().report({ state: 'ended', code: 'logged_out', reason: 'conflict' });
  await page.getByText('was opened with this number somewhere else').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Connected', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('Not paired').waitFor();
  await page.getByRole('button', { name: 'Pair without a camera' }).click();
  const number = page.getByRole('textbox', { name: 'Number of the phone' });
  await number.fill('0151');
  await page.getByRole('button', { name: 'Get a code' }).click();
  await page.getByText('Please enter the whole number').waitFor();
  await number.fill('+49 151 2345 6789');
  await page.getByRole('button', { name: 'Get a code' }).click();
  await page.getByText('CODE-6789').waitFor();
  expect(double.last().line.pairingNumber).toBe('4915123456789');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  expect(foreign).toEqual([]);
});
