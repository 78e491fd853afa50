import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import type { Row } from '../intake.ts';
import { figure } from './figure.ts';
import type { Installation } from './installation.ts';

const dist = fileURLToPath(new URL('../../inbox-ui/dist/', import.meta.url));

/**
 * What crosses the wire, compressed, in an empty browser. The first load is what the list cannot show a row without, as the
 * build wrote it down; what is fetched ahead of use, once the browser is idle, has a row of its own.
 */
export async function benchFirstLoad(browser: Browser, at: Installation): Promise<Row[]> {
  const needed = JSON.parse(await readFile(`${dist}.first-load.json`, 'utf8')) as { js: string[] };
  const { page, context } = await at.open(browser);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const responses = new Map<string, { type: string; path: string }>();
  const sizes = { needed: 0, ahead: 0, styles: 0 };
  session.on('Network.responseReceived', ({ requestId, type, response }) =>
    responses.set(requestId, { type, path: new URL(response.url).pathname.slice(1) }),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { type, path } = responses.get(requestId) ?? { type: '', path: '' };
    if (type === 'Stylesheet') sizes.styles += encodedDataLength;
    if (type === 'Script') {
      // The words are those of another language than the build counted.
      const isWords = needed.js.some((file) => nameOf(file) === nameOf(path));
      sizes[needed.js.includes(path) || isWords ? 'needed' : 'ahead'] += encodedDataLength;
    }
  });
  await page.goto(`${at.url}/inbox/open`);
  await page.locator('[data-conversation]').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await context.close();
  const kB = (name: string, bytes: number, limit?: number) =>
    figure({ figure: name, unit: 'kB', values: [bytes / 1000], ...(limit && { limit }) });
  return [
    kB('first load, scripts that the list waits for', sizes.needed, 250),
    kB('scripts fetched ahead while idle: thread, filters, desk', sizes.ahead),
    kB('first load, styles', sizes.styles, 45),
  ];
}

/** `assets/inbox-DbFHIcQ6.js` is the same words in one language as `assets/inbox-qWq1.js` in another. */
function nameOf(file: string): string {
  return /^assets\/(.+)-[\w-]{8}\.js$/.exec(file)?.[1] ?? file;
}
