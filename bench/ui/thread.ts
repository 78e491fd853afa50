import type { Browser, Page } from '@playwright/test';
import { walkToBeginning } from '../../e2e/walk-thread.ts';
import type { Row } from '../intake.ts';
import { figure } from './figure.ts';
import { timeUntil } from './go.ts';
import type { Installation } from './installation.ts';

const openings = 8;
/** All 50,000 would take many minutes; the table says how far it came. */
const walkMs = 60_000;
const stepPx = 900;

/** The long conversation against the one of 50 messages, and the way up from its newest message. */
export async function benchThread(
  browser: Browser,
  { small, large }: { small: Installation; large: Installation },
): Promise<Row[]> {
  const times = { small: [] as number[], large: [] as number[] };
  const pages = { small: await small.open(browser), large: await large.open(browser) };
  for (let round = 0; round <= openings; round += 1) {
    for (const [size, at] of Object.entries({ small, large })) {
      const { page } = pages[size as 'small'];
      await page.goto(`${at.url}/inbox/open`);
      await page.locator('[data-conversation]').first().waitFor();
      await page.waitForLoadState('networkidle');
      const elapsedMs = await timeUntil(page, `/inbox/open/${at.longId}`, '[data-message]');
      if (round > 0) times[size as 'small'].push(elapsedMs);
    }
  }
  const { page } = pages.large;
  const before = await heapMb(page);
  const walk = await walkToBeginning(page, stepPx, walkMs);
  const after = await heapMb(page);
  await pages.small.context.close();
  await pages.large.context.close();
  return [
    figure({
      figure: 'long conversation, first message shown (floor: 50 messages)',
      values: times.large,
      floor: times.small,
      ratioLimit: 1.2,
    }),
    count('messages scrolled up through', walk.from - walk.reached + 1),
    count('every frame complete and in order', walk.isInOrder ? 1 : 0, { least: 1 }),
    count('frames', walk.frames),
    count('blank frames', walk.blankFrames, { most: 0 }),
    count('frames that waited for older messages', walk.waitingFrames),
    count('largest jump, px', walk.largestJumpPx, { most: 0.5 }),
    count('slowest frame, ms', walk.slowestFrameMs),
    count('seconds of scrolling', walk.seconds),
    count('most messages in the document', walk.mostInDocument, { most: 350 }),
    count('memory when opened, MB', before),
    count('memory after that, MB', after, { most: 150 }),
  ];
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1_000_000;
}

function count(name: string, value: number, aim: { most?: number; least?: number } = {}): Row {
  const isMet = value <= (aim.most ?? Infinity) && value >= (aim.least ?? -Infinity);
  const bound = aim.most === undefined ? aim.least : aim.most;
  return {
    figure: `long conversation, ${name}`,
    unit: '',
    p50: Number(value.toFixed(1)),
    aim: bound === undefined ? '' : `${aim.most === undefined ? '≥' : '≤'} ${bound}`,
    met: bound === undefined ? '' : isMet ? 'yes' : 'NO',
  };
}
