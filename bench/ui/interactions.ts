import type { Browser, Page } from '@playwright/test';
import type { Row } from '../intake.ts';
import { figure } from './figure.ts';
import type { Installation } from './installation.ts';

type Measure = (name: string, act: () => Promise<unknown>) => Promise<void>;

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
  const measure: Measure = async (name, act) => {
    await settle(page);
    await page.evaluate(() => Object.assign(window, { slowestEvent: 0 }));
    await act();
    await settle(page);
    const elapsedMs = await page.evaluate(() => Reflect.get(window, 'slowestEvent') as number);
    found.set(name, [...(found.get(name) ?? []), elapsedMs]);
  };
  const rows = page.locator('[data-conversation]');
  const frames: Record<string, number[]> = { list: [], log: [] };
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
    for (const [role, passed] of Object.entries(frames)) passed.push(...(await scroll(page, role)));
    await changeFilter(page, measure);
  }
  await openMenus(page, measure);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await context.close();
  return [
    ...[...found].map(([name, values]) =>
      figure({ figure: `4 × slower, ${name}`, values, limit: limitMs, isWorst: true }),
    ),
    ...Object.entries(frames).map(([role, values]) =>
      figure({
        figure: `4 × slower, a frame while the ${role === 'log' ? 'thread' : 'list'} is scrolled a page`,
        values,
        limit: limitMs,
        isWorst: true,
      }),
    ),
  ];
}

/** Up or down and back by a page in steps as a wheel makes them; what each frame took. */
function scroll(page: Page, role: string): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const scroller = document.querySelector(`[role=${wanted}]`);
    if (!scroller) throw new Error(`There is no ${wanted}`);
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const steps = 8;
    const stepPx = scroller.clientHeight / steps;
    const frames: number[] = [];
    let last = await nextFrame();
    for (const direction of scroller.scrollTop > 0 ? [-1, 1] : [1, -1])
      for (let step = 0; step < steps; step += 1) {
        scroller.scrollBy({ top: direction * stepPx, behavior: 'instant' });
        const now = await nextFrame();
        frames.push(now - last);
        last = now;
      }
    return frames;
  }, role);
}

/** Narrows the list to a topic and shows all of it again. */
async function changeFilter(page: Page, measure: Measure) {
  const open = page.getByRole('button', { name: /^Filter/ });
  await measure('open the filters', () => open.click());
  const field = page.getByRole('combobox', { name: 'Topic' });
  await measure('open the topics', () => field.click());
  const option = page.getByRole('option').first();
  await measure('filter by a topic', () => option.click());
  const remove = page.getByRole('button', { name: 'Remove filters' });
  await measure('remove the filters', () => remove.click());
}

/** Every button of the inbox that says it opens something, by its name. */
async function openMenus(page: Page, measure: Measure) {
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
