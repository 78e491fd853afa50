import { launchBrowser } from '../e2e/browser.ts';
import type { Row } from './intake.ts';
import { startBotApi } from './ui/bot-api.ts';
import { benchFirstLoad } from './ui/first-load.ts';
import { startInstallation, type Installation } from './ui/installation.ts';
import { benchInteractions } from './ui/interactions.ts';
import { benchLatency } from './ui/latency.ts';
import { benchList } from './ui/list.ts';
import { benchThread } from './ui/thread.ts';

const small = { conversations: 100, messages: 50 };
const sizes = {
  full: { conversations: 100_000, messages: 50_000 },
  quick: { conversations: 3000, messages: 3000 },
};

/**
 * The inbox in headless Chromium: a large installation beside a small one in the same run. `--quick` fills the large
 * one with less; its figures don't count.
 */
export async function benchUi(options: ReadonlySet<string>): Promise<Row[]> {
  const only = [...options].find((option) => option.startsWith('--only='))?.slice(7);
  const botApi = await startBotApi();
  const browser = await launchBrowser();
  const installations: Installation[] = [];
  try {
    const at = {
      small: await startInstallation(botApi.url, small),
      large: await startInstallation(botApi.url, options.has('--quick') ? sizes.quick : sizes.full),
    };
    installations.push(at.small, at.large);
    const parts: Record<string, () => Promise<Row[]>> = {
      load: () => benchFirstLoad(browser, at.large),
      thread: () => benchThread(browser, at),
      list: () => benchList(browser, at),
      latency: () => benchLatency(browser, at.large, botApi),
      interactions: () => benchInteractions(browser, at.large),
    };
    const rows: Row[] = [];
    for (const [name, run] of Object.entries(parts)) {
      if (only && only !== name) continue;
      const startedAt = performance.now();
      const measured = await run();
      rows.push(...measured);
      console.log(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
      console.table(measured);
    }
    return rows;
  } finally {
    await browser.close();
    for (const installation of installations) await installation.stop();
    botApi.stop();
  }
}
