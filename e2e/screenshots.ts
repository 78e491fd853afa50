// Renders every screen from the demo's data: light, dark, Arabic, and on a phone.
// Usage: screenshots.ts [folder, by default docs/screenshots] [--only=name,name]
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import sharp from 'sharp';
import { signIn } from '../gateway/test/api-client.ts';
import { freePort } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage, type Look } from './browser.ts';
import { readPlaces, screens, showScreen } from './screens.ts';

const looks: Record<string, Look> = {
  light: { width: 1360, height: 860, locale: 'en-GB' },
  dark: { width: 1360, height: 860, locale: 'de-DE', colorScheme: 'dark' },
  arabic: { width: 1360, height: 860, locale: 'ar' },
  phone: { width: 390, height: 844, locale: 'de-DE' },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' } },
});
const folder = positionals[0] ?? 'docs/screenshots';
const only = values.only?.split(',');
await mkdir(folder, { recursive: true });
const demo = await startDemo();
const browser = await launchBrowser();
try {
  await photograph(browser, demo.url);
} finally {
  await browser.close();
  await demo.stop();
}

async function photograph(browser: Browser, url: string): Promise<void> {
  const api = await signIn(url, 'admin@demo.example', 'nordlicht-demo');
  const places = await readPlaces(api);
  const wanted = screens.filter(({ name }) => !only || only.includes(name));
  for (const [look, settings] of Object.entries(looks)) {
    const signedIn = await openPage(browser, url, api.cookie, settings);
    const signedOut = await openPage(browser, url, '', settings);
    for (const screen of wanted) {
      const { page } = screen.isSignedOut ? signedOut : signedIn;
      const { width = 1360, height = 860 } = settings;
      // A long conversation has made the page as long.
      await page.setViewportSize({ width, height });
      await showScreen(page, url, screen, places);
      await takePicture(page, join(folder, `${screen.name}-${look}.png`));
    }
    await signedIn.context.close();
    await signedOut.context.close();
  }
}

/** A palette keeps a picture of plain surfaces at a third of its size. */
async function takePicture(page: Page, path: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  const taken = await page.screenshot({ animations: 'disabled' });
  await sharp(taken).png({ palette: true, effort: 8 }).toFile(path);
}

/** The product itself with sample data, on free ports and an empty folder. */
async function startDemo(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lotse-screenshots-'));
  const port = String(await freePort());
  const child = spawn(process.execPath, ['gateway/main.ts', '--demo'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: port, INTERNAL_PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The demo did not start')));
    child.stdout.on('data', (line: Buffer) => {
      if (line.toString().includes('Lotse is ready')) resolve();
    });
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
