// Renders every screen from the demo's data: light, dark, with an Arabic thread, and on a phone.
// Usage: screenshots.ts [folder, by default docs/screenshots]
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { Channel } from '../gateway/contract/channel.ts';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { signIn, type ApiClient } from '../gateway/test/api-client.ts';
import { freePort } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage, type Look } from './browser.ts';

const looks: Record<string, Look> = {
  light: { width: 1360, height: 860, locale: 'de-DE' },
  dark: { width: 1360, height: 860, locale: 'de-DE', colorScheme: 'dark' },
  phone: { width: 390, height: 844, locale: 'de-DE' },
};

const folder = process.argv[2] ?? 'docs/screenshots';
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
  const screens = await listScreens(api);
  for (const [look, settings] of Object.entries(looks)) {
    const { page, context } = await openPage(browser, url, api.cookie, settings);
    for (const [name, path] of Object.entries(screens)) {
      await page.goto(url + path);
      await page.waitForLoadState('networkidle');
      await page.waitForFunction(
        () => !document.querySelector('[class*=Skeleton], [class*=Loader-root]'),
      );
      await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
    }
    await context.close();
  }
}

async function listScreens(api: ApiClient): Promise<Record<string, string>> {
  const { items } = await api.ok<{ items: Conversation[] }>(
    'GET',
    '/api/conversations?status=all&limit=100',
  );
  const channels = await api.ok<{ items: Channel[] }>('GET', '/api/channels');
  const conversation = (language: string) =>
    `/inbox/all/${items.find(({ contact }) => contact.language === language)?.id}`;
  const channel = (kind: string) => channels.items.find((one) => one.kind === kind)?.id;
  return {
    inbox: '/inbox/open',
    thread: conversation('de'),
    'thread-arabic': conversation('ar'),
    simulator: '/simulator',
    channels: '/settings/channels',
    'channel-new': '/settings/channels/new',
    'channel-telegram': `/settings/channels/${channel('telegram')}`,
    'channel-whatsapp': `/settings/channels/${channel('whatsapp-cloud')}`,
    counselors: '/settings/counselors',
    offices: '/settings/offices',
    tokens: '/settings/tokens',
  };
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
