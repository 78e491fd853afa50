import { setTimeout as pause } from 'node:timers/promises';
import { startBenchDatabase } from './bench-database.ts';
import type { Row } from './intake.ts';
import { prepareBots, type Bots } from './prepare-bots.ts';
import { startServer, type ServerProcess } from './server-process.ts';

type Stats = {
  sent: number;
  throttled: number;
  outOfOrder: number;
  firstAt: number;
  lastAt: number;
};
type Wanted = { chats: string[]; textsPerChat: number; share: number };

const bots = 25;
const chatsPerBot = 10;
const textsPerChat = 5;
const parallel = 64;

/**
 * What waits in the outbox → sent by one worker to a provider that takes 20 ms, with and without 2 % of 429. Beside it
 * the floor in the same run: a plain loop with 64 requests under way, which keeps no order, writes nothing down and lets
 * only the refused message wait.
 */
export async function benchOutbox(): Promise<Row[]> {
  const database = await startBenchDatabase();
  const servers: ServerProcess[] = [];
  try {
    const provider = await startServer('bench/floors/slow-provider.ts', {}, '/stats');
    servers.push(provider);
    const environment = {
      ...database.environment,
      TELEGRAM_API_ROOT: provider.url,
      LOG_LEVEL: 'warn',
    };
    const web = await startServer('gateway/main.ts', { ...environment, ROLE: 'web' }, '/readyz');
    servers.push(web);
    const prepared = await prepareBots(web.url, database.admin, { bots, chatsPerBot });
    const rows: Row[] = [];
    for (const share of [0, 0.02]) {
      const wanted = { chats: prepared.chats, textsPerChat, share };
      rows.push(row('plain loop', share, await runLoop(provider.url, wanted)));
      rows.push(row('ours', share, await runOurs(provider.url, environment, prepared, wanted)));
    }
    return rows;
  } finally {
    for (const server of servers.toReversed()) await server.stop();
    await database.stop();
  }
}

async function runOurs(
  providerUrl: string,
  environment: Record<string, string>,
  prepared: Bots,
  wanted: Wanted,
): Promise<Stats> {
  await prepared.queue(wanted.textsPerChat);
  await reset(providerUrl, wanted.share);
  const total = wanted.chats.length * wanted.textsPerChat;
  // A worker serves nothing: it is up when messages arrive.
  const worker = await startServer(
    'gateway/main.ts',
    { ...environment, ROLE: 'worker' },
    { isUp: async () => (await statsOf(providerUrl)).sent > 0 },
  );
  try {
    for (const deadline = Date.now() + 120_000; ;) {
      const stats = await statsOf(providerUrl);
      if (stats.sent >= total) return stats;
      if (Date.now() > deadline) throw new Error(`Only ${stats.sent} of ${total} were sent`);
      await pause(20);
    }
  } finally {
    await worker.stop();
  }
}

async function runLoop(
  providerUrl: string,
  { chats, textsPerChat, share }: Wanted,
): Promise<Stats> {
  await reset(providerUrl, share);
  const open = Array.from({ length: textsPerChat }, (_, index) => index + 1).flatMap((text) =>
    chats.map((chat) => ({ chat_id: Number(chat), text: String(text) })),
  );
  const send = async () => {
    for (let message = open.shift(); message; message = open.shift()) {
      for (;;) {
        const { status } = await fetch(`${providerUrl}/bot1:x/sendMessage`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(message),
        });
        if (status === 200) break;
        await pause(1000);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, send));
  return statsOf(providerUrl);
}

async function statsOf(providerUrl: string): Promise<Stats> {
  return (await (await fetch(`${providerUrl}/stats`)).json()) as Stats;
}

async function reset(providerUrl: string, share: number): Promise<void> {
  await fetch(`${providerUrl}/reset?share=${share}`);
}

function row(who: string, share: number, stats: Stats): Row {
  const seconds = (stats.lastAt - stats.firstAt) / 1000;
  return {
    figure: `outbox, ${who}`,
    'refused %': share * 100,
    'sent/s': Math.round(stats.sent / seconds),
    seconds: Number(seconds.toFixed(1)),
    sent: stats.sent,
    throttled: stats.throttled,
    'out of order': stats.outOfOrder,
  };
}
