import type { Browser, Page } from '@playwright/test';
import type { Row } from '../intake.ts';
import { figure } from './figure.ts';
import type { Installation } from './installation.ts';

const throttle = 4;
const limitMs = 100;
const repeats = 5;

/** How long people wait for the next paint after what they do, on a processor a quarter as fast (Event Timing API). */
export async function benchInteractions(browser: Browser, at: Installation): Promise<Row[]> {
  const { page, context } = await at.open(browser);
  await page.addInitScript(observeEvents);
  await page.goto(`${at.url}/inbox/open/${at.otherIds[0]}`);
  await page.locator('[data-message]').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  const found = new Map<string, number[]>();
  const measure = async (name: string, act: () => Promise<unknown>) => {
    await settle(page);
    await page.evaluate(() => Object.assign(window, { slowestEvent: 0 }));
    await act();
    await settle(page);
    const elapsedMs = await page.evaluate(() => Reflect.get(window, 'slowestEvent') as number);
    found.set(name, [...(found.get(name) ?? []), elapsedMs]);
  };
  const rows = page.locator('[data-conversation]');
  const reply = page.getByRole('textbox', { name: 'Reply' });
  for (let round = 0; round < repeats; round += 1) {
    await measure('select a conversation', () => rows.nth(round + 1).click());
    await reply.waitFor();
    await reply.click();
    await measure('type a character', () => page.keyboard.press('a'));
    await measure('switch to note', () => page.getByRole('tab', { name: 'Note' }).click());
    await measure('switch to reply', () => page.getByRole('tab', { name: 'Reply' }).click());
    await reply.fill(`Throttled ${round}`);
    await measure('send', () => reply.press('Enter'));
    await measure('scroll a page of the thread by key', async () => {
      await page.getByRole('log').focus();
      await page.keyboard.press('PageUp');
    });
    await measure('next conversation by key', () => page.keyboard.press('Alt+j'));
  }
  await openMenus(page, measure);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await context.close();
  return [...found].map(([name, values]) =>
    figure({ figure: `4 × slower, ${name}`, values, limit: limitMs }),
  );
}

/** Every button of the inbox that says it opens something, by its name. */
async function openMenus(
  page: Page,
  measure: (name: string, act: () => Promise<unknown>) => Promise<void>,
) {
  const buttons = page.locator('main button[aria-haspopup]:visible');
  const count = await buttons.count();
  for (let index = 0; index < count; index += 1) {
    const button = buttons.nth(index);
    const name = (await button.getAttribute('aria-label')) ?? (await button.textContent()) ?? '';
    if (await button.isDisabled()) continue;
    for (let round = 0; round < 3; round += 1) {
      await measure(`open "${name.trim()}"`, () => button.click());
      await page.keyboard.press('Escape');
      await settle(page);
    }
  }
}

/** Until nothing has been painted for a moment; an entry comes after its paint. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 250))),
  );
}

function observeEvents() {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const slowest = Number(Reflect.get(window, 'slowestEvent') ?? 0);
      if ('interactionId' in entry && entry.interactionId)
        Object.assign(window, { slowestEvent: Math.max(slowest, entry.duration) });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}
