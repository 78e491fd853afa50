import type { Browser, Page } from '@playwright/test';
import pg from 'pg';
import type { Row } from '../intake.ts';
import type { BotApi } from './bot-api.ts';
import { figure } from './figure.ts';
import { timeUntil } from './go.ts';
import type { Installation } from './installation.ts';
import { longUserId } from './seed.ts';

const messages = 200;
/** A chat takes one message a second from a bot, so the answers go round. */
const chats = 20;

/** Webhook → screen and Enter → provider, each beside its barest form. */
export async function benchLatency(
  browser: Browser,
  at: Installation,
  botApi: BotApi,
): Promise<Row[]> {
  const { page, context } = await at.open(browser);
  await page.goto(`${at.url}/inbox/open/${at.longId}`);
  await page.locator('[data-message]').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const incoming = await incomingTimes(page, at);
  const notify = await notifyTimes(at);
  const outgoing = await outgoingTimes(page, at, botApi);
  const post = await postTimes(botApi);
  await context.close();
  return [
    figure({
      figure: 'webhook accepted → visible (floor: commit + NOTIFY)',
      values: incoming,
      floor: notify,
    }),
    figure({
      figure: 'Enter → provider called (floor: POST to it)',
      values: outgoing,
      floor: post,
    }),
  ];
}

async function incomingTimes(page: Page, at: Installation): Promise<number[]> {
  const elapsed: number[] = [];
  for (let index = 0; index < messages; index += 1) {
    const text = `Incoming ${index}!`;
    const visible = page.evaluate(async (wanted) => {
      const log = document.querySelector('[role=log]');
      await new Promise<void>((resolve) => {
        const look = () => {
          if (!log?.textContent.includes(wanted)) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        if (log) observer.observe(log, { childList: true, subtree: true, characterData: true });
        look();
      });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve));
      return Date.now();
    }, text);
    const acceptedAt = await at.write(longUserId, text);
    elapsed.push(Math.max(0, (await visible) - acceptedAt));
  }
  return elapsed;
}

async function notifyTimes(at: Installation): Promise<number[]> {
  const [listener, writer] = [1, 2].map(() => new pg.Client({ connectionString: at.databaseUrl }));
  if (!listener || !writer) return [];
  await Promise.all([listener.connect(), writer.connect()]);
  await writer.query(
    'create table if not exists bench_floor (id bigserial primary key, body text)',
  );
  await listener.query('listen bench_floor');
  const elapsed: number[] = [];
  for (let index = 0; index < messages; index += 1) {
    const heard = new Promise((resolve) => listener.once('notification', resolve));
    const startedAt = performance.now();
    await writer.query(
      `begin; insert into bench_floor (body) values ('x'); notify bench_floor; commit`,
    );
    await heard;
    elapsed.push(performance.now() - startedAt);
  }
  await Promise.all([listener.end(), writer.end()]);
  return elapsed;
}

async function outgoingTimes(page: Page, at: Installation, botApi: BotApi): Promise<number[]> {
  const elapsed: number[] = [];
  for (let index = 0; index < messages; index += 1) {
    const id = at.otherIds[index % chats] ?? '';
    await page.getByRole('log').evaluate((log) => log.setAttribute('data-left', ''));
    await timeUntil(page, `/inbox/open/${id}`, '[role=log]:not([data-left])');
    const field = page.getByRole('textbox', { name: 'Reply' });
    const text = `Outgoing ${index}!`;
    await field.fill(text);
    await field.evaluate((element) => {
      const remember = () => Object.assign(window, { pressedAt: Date.now() });
      element.addEventListener('keydown', remember, { once: true, capture: true });
    });
    await field.press('Enter');
    const pressedAt = await page.evaluate(() => Number(Reflect.get(window, 'pressedAt')));
    const deadline = Date.now() + 15_000;
    while (botApi.arrivalOf(text) === undefined) {
      if (Date.now() > deadline) throw new Error(`"${text}" did not reach the provider`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    elapsed.push((botApi.arrivalOf(text) ?? 0) - pressedAt);
  }
  return elapsed;
}

async function postTimes(botApi: BotApi): Promise<number[]> {
  const elapsed: number[] = [];
  for (let index = 0; index < messages; index += 1) {
    const startedAt = performance.now();
    const body = JSON.stringify({ chat_id: 1, text: `Floor ${index}` });
    await (await fetch(`${botApi.url}/bot1:x/sendMessage`, { method: 'POST', body })).arrayBuffer();
    elapsed.push(performance.now() - startedAt);
  }
  return elapsed;
}
