import { createServer, type Server } from 'node:http';
import type { Browser, Page } from '@playwright/test';
import telegramTestApi from 'telegram-test-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../gateway/contract/channel.ts';
import { closeServer } from '../gateway/http/close-server.ts';
import { fakeBotToken } from '../gateway/test/fake-telegram.ts';
import { freePort, startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

/** The package is CommonJS: its class is the default export at run time, a member of it in its types. */
const TelegramServer = telegramTestApi as unknown as typeof telegramTestApi.default;
const secret = 'a-secret-for-tests';

/** A second opinion on the Bot API, written by others. It sends no secret header, so a proxy in front of us adds it. */
describe('a conversation over telegram-test-api', () => {
  let telegram: InstanceType<typeof TelegramServer>;
  let proxy: Server;
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    telegram = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
    await telegram.start();
    const port = await freePort();
    proxy = await startProxy(port, () => app.environment['PORT'] ?? '');
    app = await startTestApp({ TELEGRAM_API_ROOT: telegram.config.apiURL });
    const channel = await app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'telegram',
      name: 'Bot',
      credentials: { botToken: fakeBotToken, webhookSecret: secret },
    });
    const url = channel.webhookUrl.replace(app.url, `http://127.0.0.1:${port}`);
    await fetch(`${telegram.config.apiURL}/bot${fakeBotToken}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    });
    browser = await launchBrowser();
    ({ page } = await openPage(browser, app.url, app.api.cookie));
    await page.goto(`${app.url}/inbox/open`);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    if (proxy) await closeServer(proxy);
    await telegram?.stop();
  });

  it('a person writes, the counselor answers in the inbox, the person reads it', async () => {
    const client = telegram.getClient(fakeBotToken, {
      userId: 7_200_000_001,
      chatId: 7_200_000_001,
      firstName: 'Farid',
    });
    await client.sendMessage(client.makeMessage('Guten Tag, kann ich arbeiten?'));
    await page.getByRole('list', { name: 'Conversations' }).getByText('kann ich arbeiten').click();
    await page.getByRole('textbox', { name: 'Reply' }).fill('Ja, mit Ihrem Titel geht das.');
    await page.keyboard.press('Enter');
    const read = await waitFor('the answer at the person', async () => {
      const { result } = await client.getUpdates();
      return result.length > 0 ? result : undefined;
    });
    expect(JSON.stringify(read)).toContain('Ja, mit Ihrem Titel geht das.');
    await page.getByRole('log').getByText('Sent', { exact: true }).first().waitFor();
  });
});

function startProxy(port: number, target: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      fetch(`http://127.0.0.1:${target()}${request.url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: Buffer.concat(chunks),
      }).then(
        (answer) => response.writeHead(answer.status).end(),
        () => response.writeHead(502).end(),
      );
    });
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
