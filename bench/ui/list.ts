import type { Browser, Page } from '@playwright/test';
import type { Row } from '../intake.ts';
import { figure } from './figure.ts';
import { timeOfLoad, timeUntil } from './go.ts';
import type { Installation } from './installation.ts';

type Both = { small: Installation; large: Installation };
type Times = Record<keyof Both, number[]>;

const rounds = 5;
const filters = [
  'topic=work',
  'topic=residence',
  'language=uk',
  'language=ar',
  'language=ti',
  'topic=housing&language=tr',
];

/** A list of 100,000 conversations against one of 100: what the server takes, what the screen takes, and far scrolling. */
export async function benchList(browser: Browser, both: Both): Promise<Row[]> {
  const server = { first: times(), filtered: new Map(filters.map((one) => [one, times()])) };
  // As many rows as the small one has: what a row costs is no matter of how many lie behind it.
  const limits = new Map<string, number>();
  for (const filter of ['', ...filters.map((one) => `&${one}`)])
    limits.set(filter, Math.max(1, (await listed(both.small, filter, 50)).length));
  for (let round = 0; round <= rounds * 3; round += 1) {
    await eachSize(both, async (at, size) => {
      const first = await serverTime(at, '', limits);
      if (round > 0) server.first[size].push(first);
      for (const filter of filters) {
        const elapsedMs = await serverTime(at, `&${filter}`, limits);
        if (round > 0) server.filtered.get(filter)?.[size].push(elapsedMs);
      }
    });
  }
  const screen = await onScreen(browser, both);
  const ratio = (name: string, { small, large }: Times) =>
    figure({ figure: `list, ${name} (floor: 100)`, values: large, floor: small, ratioLimit: 1.2 });
  return [
    ratio('first page, server', server.first),
    ...[...server.filtered].map(([filter, one]) => ratio(`${filter}, server`, one)),
    ratio('first row shown after a load', screen.first),
    ratio('first row shown after a filter', screen.filtered),
    ...(await scrollFar(browser, both.large)),
  ];
}

async function onScreen(browser: Browser, both: Both) {
  const first = times();
  const filtered = times();
  const pages = { small: await both.small.open(browser), large: await both.large.open(browser) };
  for (let round = 0; round <= rounds; round += 1) {
    await eachSize(both, async (at, size) => {
      const { page } = pages[size];
      const elapsedMs = await timeOfLoad(page, `${at.url}/inbox/open`, '[data-conversation]');
      if (round > 0) first[size].push(elapsedMs);
      await page.waitForLoadState('networkidle');
      for (const filter of filters.filter((one) => one !== 'language=ti')) {
        const found = await listed(at, `&${filter}`, 50);
        const shown = await shownIds(page);
        const id = found.slice(0, 10).find((one) => !shown.includes(one.id))?.id;
        if (!id) continue;
        const ms = await timeUntil(page, `/inbox/open?${filter}`, `[data-conversation="${id}"]`);
        if (round > 0) filtered[size].push(ms);
      }
    });
  }
  await pages.small.context.close();
  await pages.large.context.close();
  return { first, filtered };
}

async function scrollFar(browser: Browser, at: Installation): Promise<Row[]> {
  const { page, context } = await at.open(browser);
  await page.goto(`${at.url}/inbox/open`);
  const rows = page.locator('[data-conversation]');
  await rows.first().waitFor();
  await page.waitForLoadState('networkidle');
  const wheel = await page.evaluate(async () => {
    const list = document.querySelector('[data-conversation]')?.closest<HTMLElement>('[role=list]');
    if (!list) throw new Error('There is no list');
    const frames: number[] = [];
    let blank = 0;
    let last = performance.now();
    const endAt = last + 6000;
    for (let now = last; now < endAt;) {
      now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      frames.push(now - last);
      last = now;
      const view = list.getBoundingClientRect();
      const seen = document.elementsFromPoint(
        view.left + view.width / 2,
        view.top + view.height / 2,
      );
      if (!seen.some((element) => element.closest('[data-conversation]'))) blank += 1;
      list.scrollTop += 240;
    }
    return { frames: frames.slice(1), blank, rows: Math.round(list.scrollTop / 64) };
  });
  const keys: number[] = [];
  await rows.nth(3).focus();
  for (let press = 0; press < 40; press += 1) {
    const startedAt = performance.now();
    await page.keyboard.press('ArrowDown');
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    keys.push(performance.now() - startedAt);
  }
  await context.close();
  return [
    figure({
      figure: 'list scrolled by 240 px a frame, time of a frame',
      values: wheel.frames,
      limit: 34,
    }),
    figure({ figure: 'list scrolled, rows passed', unit: '', values: [wheel.rows] }),
    figure({ figure: 'list scrolled, blank frames', unit: '', values: [wheel.blank], limit: 0 }),
    figure({ figure: 'list, arrow key to next frame', values: keys, limit: 100 }),
  ];
}

function shownIds(page: Page): Promise<string[]> {
  return page
    .locator('[data-conversation]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-conversation') ?? ''));
}

async function serverTime(
  at: Installation,
  filter: string,
  limits: ReadonlyMap<string, number>,
): Promise<number> {
  const startedAt = performance.now();
  await listed(at, filter, limits.get(filter) ?? 50);
  return performance.now() - startedAt;
}

async function listed(at: Installation, filter: string, limit: number): Promise<{ id: string }[]> {
  const path = `/api/conversations?limit=${limit}${filter}`;
  return (await at.get<{ items: { id: string }[] }>(path)).items;
}

async function eachSize(
  both: Both,
  work: (at: Installation, size: keyof Both) => Promise<void>,
): Promise<void> {
  await work(both.small, 'small');
  await work(both.large, 'large');
}

function times(): Times {
  return { small: [], large: [] };
}
