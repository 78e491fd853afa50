import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMessageReceiver } from '../gateway/intake/receive-messages.ts';
import { addSimulator } from '../gateway/test/phone.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage } from './browser.ts';
import { walkToBeginning } from './walk-thread.ts';

const count = 3000;
const minuteMs = 60_000;
/** It takes five seconds where nobody else works. */
const patienceMs = 180_000;

describe('a conversation of 3,000 messages', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let write: (index: number, at: Date) => Promise<unknown>;

  beforeAll(async () => {
    app = await startTestApp();
    const { id } = await addSimulator(app.api);
    const channel = await app.context.directory.byId(id);
    if (!channel) throw new Error('The channel is not there');
    const receive = createMessageReceiver(app.context.database);
    write = (index, at) =>
      receive({
        channel,
        receivedAt: at,
        event: {
          type: 'message.received',
          externalId: `m${index}`,
          sender: { urn: 'simulator:long', messenger: 'simulator', displayName: 'Amina' },
          sentAt: at,
          providerOrder: 0,
          content: {
            kind: 'text',
            text: `${index}. ${'Guten Tag, ich habe noch eine Frage. '.repeat(1 + (index % 4))}`,
            payload: null,
            attachments: [],
          },
          raw: null,
        },
      });
    const startAt = Date.now() - (count + 10) * minuteMs;
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    await Promise.all(numbers.map((index) => write(index, new Date(startAt + index * minuteMs))));
    browser = await launchBrowser();
    ({ page } = await openPage(browser, app.url, app.api.cookie));
    await page.goto(`${app.url}/inbox/open`);
    await page.locator('[data-conversation]').first().click();
    await page.getByRole('log').getByText(`${count}. Guten`).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it(
    'is read up to its beginning: nothing jumps, nothing is blank or missing, 300 stay in the document',
    async () => {
      const walk = await walkToBeginning(page, 900, patienceMs);
      expect(walk).toMatchObject({ isInOrder: true, reached: 1, blankFrames: 0 });
      expect(walk.largestJumpPx).toBeLessThanOrEqual(0.5);
      expect(walk.mostInDocument).toBe(300);
    },
    patienceMs,
  );

  it('a message that arrives meanwhile moves nothing, is counted, and one click away', async () => {
    const log = page.getByRole('log');
    const tenth = log.getByText('10. Guten').first();
    const before = await tenth.boundingBox();
    await write(count + 1, new Date());
    await page.getByRole('button', { name: '1 new message' }).waitFor();
    expect(await tenth.boundingBox()).toEqual(before);
    await page.getByRole('button', { name: '1 new message' }).click();
    await log.getByText(`${count + 1}. Guten`).waitFor();
    expect(await log.getByRole('article').count()).toBeLessThanOrEqual(300);
  });

  it('the way back down is complete, too', async () => {
    const log = page.getByRole('log');
    await walkUp(900, 25);
    await page.getByRole('button', { name: 'To the latest' }).waitFor();
    await walkUp(-900, 60);
    const numbers = (await log.getByRole('article').locator('p').allTextContents()).map((text) =>
      Number.parseInt(text, 10),
    );
    expect(numbers.at(-1)).toBe(count + 1);
    const first = numbers[0] ?? 0;
    expect(numbers).toEqual(numbers.map((_, index) => first + index));
  });

  function walkUp(stepPx: number, steps: number) {
    return page.evaluate(
      async ([step, total]) => {
        const scroller = document.querySelector('[role=log]');
        for (let index = 0; index < total; index += 1) {
          scroller?.scrollBy(0, -step);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      },
      [stepPx, steps] as const,
    );
  }
});
