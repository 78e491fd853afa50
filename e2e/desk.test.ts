import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../gateway/contract/channel.ts';
import { signIn } from '../gateway/test/api-client.ts';
import { addSimulator, write } from '../gateway/test/phone.ts';
import { png } from '../gateway/test/sample-files.ts';
import { addMember, password, type Member } from '../gateway/test/tenants.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

const words = 'Zaunkönigin sucht eine Wohnung';

describe('privacy at the desk', () => {
  let app: TestApp;
  let browser: Browser;
  let olena: Member;
  let channel: Channel;
  let mine: string;
  let other: string;
  const phones = { mine: crypto.randomUUID(), other: crypto.randomUUID() };

  beforeAll(async () => {
    app = await startTestApp();
    browser = await launchBrowser();
    olena = await addMember(app, 'olena');
    channel = await addSimulator(app.api);
    const file = {
      fileName: 'brief.png',
      mimeType: 'image/png',
      base64: png.toString('base64'),
      kind: 'image',
    };
    mine = await write(app.api, channel, { text: words, phoneId: phones.mine, file });
    other = await write(app.api, channel, { phoneId: phones.other });
    for (const id of [mine, other])
      await app.api.ok('POST', `/api/conversations/${id}/assign`, { counselorId: olena.id });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  /** Olena at a desk of her own: a fresh browser, signed in. */
  async function sitDown(path: string, look: { hasWorker?: boolean } = {}) {
    const { cookie } = await signIn(app.url, olena.email, password);
    const opened = await openPage(browser, app.url, cookie, look);
    await opened.page.goto(app.url + path);
    return opened;
  }
  const ofMine = () => `/inbox/mine/${mine}`;
  const lockedTitle = (page: Page) => page.getByRole('heading', { name: 'The screen is locked' });
  const stateOf = (page: Page) => page.evaluate(async () => (await fetch('/api/me')).status);

  it('a locked screen shows and answers nothing, in every window; the password brings all back', async () => {
    const { page, context } = await sitDown(ofMine());
    const second = await context.newPage();
    await second.goto(`${app.url}/inbox/mine`);
    await second.getByText('Amina').first().waitFor();
    await page.getByRole('log').getByText(words).waitFor();
    await page.getByRole('textbox', { name: 'Reply' }).fill('Liebe Amina, ein Entwurf');
    await page.getByRole('button', { name: 'My account' }).click();
    await page.getByRole('button', { name: 'Lock the screen now' }).click();
    for (const window of [page, second]) {
      await lockedTitle(window).waitFor();
      expect(await window.content()).not.toMatch(/Zaunkönigin|Amina|olena@/);
      await waitFor('the server to lock', async () => (await stateOf(window)) === 401);
    }
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toMatch(/Zaunkönigin|Amina|Entwurf/);
    await second.reload();
    await lockedTitle(second).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('The password is not right').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(words).waitFor();
    expect(new URL(page.url()).pathname).toBe(ofMine());
    expect(await page.getByRole('textbox', { name: 'Reply' }).inputValue()).toContain(
      'ein Entwurf',
    );
    await second.getByText('Amina').first().waitFor();
    await context.close();
  });

  it('locks by itself when nobody has done anything, also across a sleeping or closed laptop', async () => {
    const { page, context } = await sitDown(ofMine());
    await page.getByRole('log').getByText(words).waitFor();
    await desk(page);
    const sleep = () =>
      page.evaluate(() => {
        localStorage.setItem('lotse.activity', String(Date.now() - 16 * 60_000));
      });
    await sleep();
    await page.mouse.move(200, 200);
    await lockedTitle(page).waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(words).waitFor();
    await sleep();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await lockedTitle(page).waitFor();
    expect(asked.filter((path) => /^\/api\/(me|conv|events)/.test(path))).toEqual([]);
    await waitFor('the server to lock', async () => (await stateOf(page)) === 401);
    await context.close();
  });

  it('Alt+B blurs names and texts over every page, and says how they come back', async () => {
    const { page, context } = await sitDown(ofMine());
    const text = page.getByRole('log').getByText(words);
    await text.waitFor();
    const isBlurred = () =>
      text.evaluate((element) => {
        const all = [];
        for (let at: Element | null = element; at; at = at.parentElement)
          all.push(getComputedStyle(at).filter);
        return all.some((filter) => filter.includes('blur'));
      });
    await page.getByRole('textbox', { name: 'Reply' }).focus();
    await desk(page);
    await page.keyboard.press('Alt+KeyB');
    await page.getByRole('button', { name: /Alt\+B/ }).waitFor();
    expect(await isBlurred()).toBe(true);
    expect(await page.title()).not.toContain('Amina');
    await page.reload();
    await text.waitFor();
    expect(await isBlurred()).toBe(true);
    await page.getByRole('button', { name: /Alt\+B/ }).click();
    expect(await isBlurred()).toBe(false);
    await context.close();
  });

  it('tells by name of a message that nobody looks at, once a burst, and opens it; the tab counts', async () => {
    const { page, context } = await sitDown(ofMine());
    await page.getByRole('log').getByText(words).waitFor();
    await desk(page);
    await write(app.api, channel, { text: 'Das sehe ich schon', phoneId: phones.mine });
    await page.getByRole('log').getByText('Das sehe ich schon').waitFor();
    for (const text of ['eins', 'zwei', 'drei'])
      await write(app.api, channel, { text, phoneId: phones.other });
    const notice = page.getByRole('button', { name: /New message from Amina/ });
    await notice.waitFor();
    expect(await notice.count()).toBe(1);
    const icon = () => page.locator('link[rel="icon"]').getAttribute('href');
    await waitFor('the tab to count', async () => (await icon())?.startsWith('data:image/svg'));
    expect(await page.title()).toMatch(/^\(\d\) /);
    await notice.click();
    await waitFor('the conversation', () => page.url().endsWith(other));
    await page.getByRole('log').getByText('drei').waitFor();
    await context.close();
  });

  it('only the shell is ever kept in the browser; without a network it says so and goes on by itself', async () => {
    const { page, context } = await sitDown(ofMine(), { hasWorker: true });
    await page.getByRole('log').getByText(words).waitFor();
    await page.locator('[role="log"] img').first().waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await waitFor('the shell to be kept', async () =>
      (await keptIn(page)).some((path) => path === '/index.html'),
    );
    await page.reload();
    await page.getByRole('log').getByText(words).waitFor();
    const kept = await keptIn(page);
    expect(kept.length).toBeGreaterThan(20);
    const shell =
      /^\/(assets\/[\w.-]+|icons\/[\w.-]+|early\.js|favicon\.svg|manifest\.webmanifest|index\.html)$/;
    expect(kept.filter((path) => !shell.test(path))).toEqual([]);
    const heads = await fetch(`${app.url}/sw.js`, { method: 'HEAD' });
    expect(heads.headers.get('service-worker-allowed')).toBe('/');
    expect(heads.headers.get('cache-control')).toBe('no-cache');
    await context.setOffline(true);
    await page.reload();
    await page.getByText('Lotse cannot be reached at the moment').waitFor();
    await context.setOffline(false);
    await page.getByRole('log').getByText(words).waitFor();
    await context.close();
  });

  it('P17: a push shows “New message” and nothing else, and a click opens the conversation', async () => {
    const { page, context } = await sitDown('/inbox/mine', { hasWorker: true });
    await context.grantPermissions(['notifications'], { origin: app.url });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const payload = { text: 'Neue Nachricht', language: 'de', conversationId: mine };
    const push = await pushTo(context, page, app.url);
    const [worker] = context.serviceWorkers();
    const shown = () =>
      worker?.evaluate(async () => {
        const { registration } = globalThis as unknown as ServiceWorkerGlobalScope;
        return (await registration.getNotifications()).map(({ title, body, data }) => ({
          title,
          body,
          data,
        }));
      });
    await push(JSON.stringify(payload));
    await push('not from us');
    await page.goto('about:blank');
    await push(JSON.stringify(payload));
    const said = await waitFor('the notification', async () => (await shown())?.[0]);
    expect(said).toEqual({ title: 'Lotse', body: 'Neue Nachricht', data: mine });
    expect(await shown()).toHaveLength(1);
    await page.goto(`${app.url}/inbox/mine`);
    await page.getByText('Amina').first().waitFor();
    await waitFor('the page to listen', () =>
      page.evaluate(() => navigator.serviceWorker.controller !== null),
    );
    await worker?.evaluate(async () => {
      const scope = globalThis as unknown as ServiceWorkerGlobalScope;
      const [notification] = await scope.registration.getNotifications();
      if (notification)
        scope.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    });
    await page.getByRole('log').getByText(words).waitFor();
    await context.close();
  });

  it('P22: no page breaks the content security policy, and no script that got into one runs', async () => {
    const { cookie } = app.api;
    const { page, context, foreign } = await openPage(browser, app.url, cookie);
    await context.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
      });
    });
    const paths = [
      '/inbox/open',
      ofMine(),
      '/welcome',
      '/simulator',
      '/settings/channels',
      '/settings/channels/new',
      `/settings/channels/${channel.id}`,
      `/settings/channels/${channel.id}/log`,
      '/settings/counselors',
      '/settings/offices',
      '/settings/notifications',
      '/settings/saved-replies',
      '/settings/tokens',
      '/nothing',
      '/login',
      '/setup',
    ];
    for (const path of paths) {
      await page.goto(app.url + path);
      await page.waitForFunction(
        () => document.querySelector('main *') && !document.querySelector('[aria-busy="true"]'),
      );
      const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
      expect([path, ...seen]).toEqual([path]);
    }
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="x" onerror="window.handlerRan = true">';
      document.body.append(image);
      // Asked of the page directly, `eval` would be the test's own and allowed.
      const later: (code: string) => unknown = setTimeout;
      later('window.textRan = true');
      return new Promise((resolve) => {
        setTimeout(() => {
          const { inlineRan, handlerRan, textRan } = globalThis as Record<string, unknown>;
          resolve([inlineRan, handlerRan, textRan]);
        }, 300);
      });
    });
    expect(ran).toEqual([undefined, undefined, undefined]);
    const { headers } = await fetch(app.url);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
    expect(foreign).toEqual([]);
    await context.close();
  });
});

/** Lock, blur and notices are loaded after the page. */
async function desk(page: Page): Promise<void> {
  await page.waitForFunction(() => localStorage.getItem('lotse.activity') !== null);
}

/** The paths of everything in every cache. */
function keptIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) paths.push(new URL(url).pathname);
    }
    return paths;
  });
}

/** Delivers a push as the browser would. */
async function pushTo(context: BrowserContext, page: Page, origin: string) {
  const session = await context.newCDPSession(page);
  const registrations: { registrationId: string; scopeURL: string }[] = [];
  session.on('ServiceWorker.workerRegistrationUpdated', (event) => {
    registrations.push(...event.registrations);
  });
  await session.send('ServiceWorker.enable');
  const found = await waitFor('the registration', () =>
    registrations.find(({ scopeURL }) => scopeURL.startsWith(origin)),
  );
  const { registrationId } = found;
  return (data: string) =>
    session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
}
