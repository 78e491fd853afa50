import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { createFakeClient } from './fake-client.ts';
import { awaitProcess, killBrowser } from './kill-browser.ts';
import type { WebLibrary } from './library.ts';
import { openClient } from './open-client.ts';

/** A library whose client does what it is told, and tells what it was given. */
function fakeLibrary() {
  const given: Record<string, unknown>[] = [];
  const answer = vi.fn<() => Promise<string>>(async () => 'ABCD1234');
  const client = {
    ...createFakeClient(),
    pupBrowser: null,
    pupPage: null,
    requestPairingCode: answer as () => Promise<string>,
  };
  /** Called with `new`, it gives this client. */
  function Client(this: unknown, options: Record<string, unknown>) {
    given.push(options);
    return client;
  }
  const library = { Client, MessageMedia: Object } as unknown as WebLibrary;
  return { client, answer, given, load: async () => library };
}

const options = {
  executablePath: '/usr/bin/chromium',
  profileFolder: '/data/lines/1-x/profile',
  pairingNumber: '4930901820',
  onGone: () => undefined,
  onPairingRefused: vi.fn<() => void>(),
};

describe('a client', () => {
  it('gets a browser that knows nothing of our environment, opens no port and leaves signals to us', async () => {
    process.env['MASTER_KEY_OF_TEST'] = 'secret';
    const { given, load } = fakeLibrary();
    await openClient(options, load);
    const { puppeteer, webVersionCache, pairWithPhoneNumber } = given[0] ?? {};
    expect(puppeteer).toMatchObject({
      userDataDir: options.profileFolder,
      pipe: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      env: { HOME: options.profileFolder },
    });
    expect(JSON.stringify(puppeteer)).not.toContain('secret');
    expect(webVersionCache).toEqual({ type: 'none' });
    expect(pairWithPhoneNumber).toMatchObject({ phoneNumber: '4930901820' });
  });

  it('never rejects where the library does not wait, and says that a code was refused', async () => {
    const { client, answer, load } = fakeLibrary();
    const opened = await openClient(options, load);
    client.once('destroy', () => Promise.reject(new Error('Target closed')));
    await expect(opened?.client.destroy()).resolves.toBeUndefined();
    expect(await client.requestPairingCode()).toBe('ABCD1234');
    expect(options.onPairingRefused).not.toHaveBeenCalled();
    answer.mockRejectedValueOnce(new Error('Target closed'));
    expect(await client.requestPairingCode()).toBe('');
    expect(options.onPairingRefused).not.toHaveBeenCalled();
    answer.mockRejectedValueOnce(new Error('CompanionHelloError: rate-overlimit'));
    expect(await client.requestPairingCode()).toBe('');
    expect(options.onPairingRefused).toHaveBeenCalledTimes(1);
  });

  it('is none when the library is not installed', async () => {
    expect(await openClient(options, async () => null)).toBeNull();
  });
});

describe('a browser process', () => {
  it('is known as soon as it is started, and killed with all its helpers', async () => {
    const mark = `--user-data-dir=/data/${crypto.randomUUID()}`;
    const { process: started } = awaitProcess(mark);
    spawn('sleep', ['60']).kill();
    const parent = spawn('sh', ['-c', 'sleep 61 & echo $!; wait', mark], { detached: true });
    const [helper] = (await once(parent.stdout, 'data')) as [Buffer];
    const found = await started;
    expect(found?.pid).toBe(parent.pid);
    expect(isAlive(Number(helper))).toBe(true);
    if (found) await killBrowser(found);
    expect(isAlive(Number(helper))).toBe(false);
    expect(parent.signalCode).toBe('SIGKILL');
  });

  it('that never comes is not waited for', async () => {
    const { process: started, stop } = awaitProcess('--user-data-dir=/nowhere');
    stop();
    expect(await started).toBeNull();
  });
});

/** Runs, and is not merely waiting for somebody to collect it. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
