import { existsSync } from 'node:fs';

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
];

/** The Chromium or Chrome of this machine, or null. */
export function findBrowser(): string | null {
  return browsers.find((path) => existsSync(path)) ?? null;
}

/**
 * How the browser is started. Its environment is nearly empty: ours holds keys that a web page's process must not see.
 * Signals are the gateway's business; puppeteer would end the whole process on them.
 * Source: https://pptr.dev/api/puppeteer.launchoptions
 */
export function launchOptions(executablePath: string, profileFolder: string) {
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath,
    userDataDir: profileFolder,
    headless: true,
    // Through a port any user of this machine could read the chats.
    pipe: true,
    env: { HOME: profileFolder, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 30_000,
    args: [
      // Chromium refuses to run as root with its sandbox.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-breakpad',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-sync',
      '--mute-audio',
      '--no-first-run',
    ],
  };
}
