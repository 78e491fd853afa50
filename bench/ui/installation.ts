import type { Browser, BrowserContext, Page } from '@playwright/test';
import pg from 'pg';
import { openPage } from '../../e2e/browser.ts';
import { startBenchDatabase } from '../bench-database.ts';
import { startServer } from '../server-process.ts';
import { signIn } from '../sign-in.ts';
import { longUserId, seed, type Sizes } from './seed.ts';

export type Installation = {
  url: string;
  /** The conversation with many messages. */
  longId: string;
  /** The newest conversations. */
  otherIds: string[];
  get<T>(path: string): Promise<T>;
  query<T>(text: string, values?: unknown[]): Promise<T[]>;
  /** A message of the person; answers when the webhook was accepted, as `Date.now()`. */
  write(userId: number, text: string): Promise<number>;
  open(browser: Browser): Promise<{ page: Page; context: BrowserContext }>;
  databaseUrl: string;
  stop(): Promise<void>;
};

const secret = 'bench-secret';

/** The product in a process of its own, on a database of its own, with conversations in it. */
export async function startInstallation(botApiUrl: string, sizes: Sizes): Promise<Installation> {
  const database = await startBenchDatabase();
  const server = await startServer(
    'gateway/main.ts',
    { ...database.environment, TELEGRAM_API_ROOT: botApiUrl, LOG_LEVEL: 'warn' },
    '/readyz',
  ).catch(async (error) => {
    await database.stop();
    throw error;
  });
  const { url } = server;
  const cookie = await signIn(url, database.admin);
  const response = await fetch(`${url}/api/channels`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'telegram',
      name: 'Bench',
      credentials: { botToken: `100000:${'A'.repeat(35)}`, webhookSecret: secret },
    }),
  });
  const channel = (await response.json()) as { id: string; webhookUrl: string };
  await seed(database.environment, channel.id, sizes);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const query = async <T>(text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as T[];
  const ids = await query<{ id: string }>(
    'select id from conversation order by last_seq desc, active_at desc limit 40',
  );
  let updates = 1;
  return {
    url,
    longId: ids[0]?.id ?? '',
    otherIds: ids.slice(1).map(({ id }) => id),
    query,
    databaseUrl: database.url,
    async get<T>(path: string) {
      return (await (await fetch(url + path, { headers: { cookie } })).json()) as T;
    },
    async write(userId, text) {
      updates += 1;
      const person = {
        id: userId,
        is_bot: false,
        first_name: userId === longUserId ? 'Long Thread' : 'Person',
      };
      const date = Math.floor(Date.now() / 1000);
      const chat = { ...person, type: 'private' };
      const message = { message_id: 10_000_000 + updates, date, chat, from: person, text };
      const answer = await fetch(channel.webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify({ update_id: updates, message }),
      });
      if (answer.status !== 200) throw new Error(`The webhook answered ${answer.status}`);
      await answer.arrayBuffer();
      return Date.now();
    },
    open: (browser) => openPage(browser, url, cookie),
    async stop() {
      await client.end();
      await server.stop();
      await database.stop();
    },
  };
}
