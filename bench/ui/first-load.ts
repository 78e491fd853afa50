import type { Browser } from '@playwright/test';
import type { Row } from '../intake.ts';
import { figure } from './figure.ts';
import type { Installation } from './installation.ts';

/** What really crosses the wire before the list shows its first row, in an empty browser. */
export async function benchFirstLoad(browser: Browser, at: Installation): Promise<Row[]> {
  const { page, context } = await at.open(browser);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, string>();
  const sizes = { Script: 0, Stylesheet: 0 };
  let isDone = false;
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (!isDone && (kind === 'Script' || kind === 'Stylesheet')) sizes[kind] += encodedDataLength;
  });
  await page.goto(`${at.url}/inbox/open`);
  await page.locator('[data-conversation]').first().waitFor();
  isDone = true;
  await context.close();
  return [
    figure({
      figure: 'first load, scripts',
      unit: 'kB',
      values: [sizes.Script / 1000],
      limit: 250,
    }),
    figure({
      figure: 'first load, styles',
      unit: 'kB',
      values: [sizes.Stylesheet / 1000],
      limit: 45,
    }),
  ];
}
