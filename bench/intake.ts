import { load, type Load } from './load.ts';
import { startBenchDatabase } from './bench-database.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { createSignedSms } from './signed-sms.ts';
import { median, spreadPercent } from './statistics.ts';
import { prepareTwilioChannel } from './twilio-channel.ts';

export type Row = Record<string, string | number>;

const rounds = 3;
const seconds = 5;

/**
 * Signed webhook → commit. Ours does all of the business (signature, dedupe, contact, conversation, sealing, list fields,
 * event) before it answers; beside it two floors in the same run, interleaved: Koa answering 200, and one insert a request.
 */
export async function benchIntake(): Promise<Row[]> {
  const database = await startBenchDatabase();
  const servers: ServerProcess[] = [];
  try {
    const koa = await startServer('bench/floors/koa-200.ts', {}, '/');
    const insert = await startServer(
      'bench/floors/one-insert.ts',
      { DATABASE_URL: database.url },
      '/',
    );
    const ours = await startServer(
      'gateway/main.ts',
      { ...database.environment, LOG_LEVEL: 'warn' },
      '/readyz',
    );
    servers.push(koa, insert, ours);
    const atRestMb = await ours.residentMb();
    const channel = await prepareTwilioChannel(ours.url, database.admin);
    const contenders = { koa: `${koa.url}/`, insert: `${insert.url}/`, ours: channel.webhookUrl };
    const requests = (senders: number) =>
      createSignedSms(() => channel.webhookUrl, channel.authToken, {
        senders,
        accountSid: channel.accountSid,
      });
    const rows: Row[] = [];
    for (const connections of [20, 64]) {
      const results: Record<string, Load[]> = { koa: [], insert: [], ours: [] };
      const next = requests(5000);
      for (const url of Object.values(contenders))
        await load(url, next, { connections, seconds: 2 });
      for (let round = 0; round < rounds; round++) {
        for (const [name, url] of Object.entries(contenders)) {
          results[name]?.push(await load(url, next, { connections, seconds }));
        }
      }
      rows.push(...summarize(connections, results));
    }
    console.log(
      `memory of the gateway: ${atRestMb} MB at rest, ${await ours.residentMb()} MB after the load`,
    );
    rows.push({
      figure: 'memory',
      connections: '',
      'at rest MB': atRestMb,
      'after load MB': await ours.residentMb(),
    });
    return rows;
  } finally {
    for (const server of servers) await server.stop();
    await database.stop();
  }
}

function summarize(connections: number, results: Record<string, Load[]>): Row[] {
  const rate = (name: string) => median((results[name] ?? []).map((one) => one.perSecond));
  const floor = rate('insert');
  return Object.entries(results).map(([name, loads]) => ({
    figure: `intake, ${name}`,
    connections,
    'requests/s': Math.round(rate(name)),
    'spread ±%': spreadPercent(loads.map((one) => one.perSecond)),
    'p50 ms': median(loads.map((one) => one.p50Ms)),
    'p99 ms': median(loads.map((one) => one.p99Ms)),
    failed: loads.reduce((sum, one) => sum + one.failed, 0),
    'of one insert': Number((rate(name) / floor).toFixed(2)),
  }));
}
