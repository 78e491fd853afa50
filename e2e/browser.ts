import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Headless Chromium: the system's, else the one that ships inside an npm package. It may reach loopback only. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: systemBrowsers.find((path) => existsSync(path)) ?? (await packagedBrowser()),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

async function packagedBrowser(): Promise<string> {
  // Makes the package bring the system libraries that a bare machine lacks.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

export type Look = {
  colorScheme?: 'light' | 'dark';
  width?: number;
  height?: number;
  locale?: string;
  /** Whether the service worker may take part; it only adds noise to a test that isn't about it. */
  hasWorker?: boolean;
};

export type OpenPage = { page: Page; context: BrowserContext; foreign: string[] };

/** A page of a fresh browser that is signed in by the given cookie. Requests to anyone but us are collected. */
export async function openPage(
  browser: Browser,
  url: string,
  cookie: string,
  {
    colorScheme = 'light',
    width = 1280,
    height = 800,
    locale = 'en-GB',
    hasWorker = false,
  }: Look = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    colorScheme,
    locale,
    viewport: { width, height },
    timezoneId: 'Europe/Berlin',
    serviceWorkers: hasWorker ? 'allow' : 'block',
  });
  const [name = '', value = ''] = cookie.split('=');
  if (name) await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(url) && !/^(data|blob):/.test(target)) foreign.push(target);
  });
  page.setDefaultTimeout(30_000);
  return { page, context, foreign };
}
