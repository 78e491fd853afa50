import { Gauge } from 'prom-client';
import type { OutboxDependencies } from './dependencies.ts';

type Count = { label: string; count: number };

const paused = `
  select c.kind as label, count(*)::integer as count from channel_pace p join channel c on c.id = p.channel_id
  where p.paused_until > now() and c.deleted_at is null group by c.kind`;
const waiting = `
  select coalesce(failure_code, 'none') as label, count(*)::integer as count from delivery
  where status = 'queued' group by 1`;

/** How much rests and waits at this moment, over all workers: asked of the database whenever somebody looks. */
export function addPaceGauges({
  database,
  metrics,
  log,
}: Pick<OutboxDependencies, 'database' | 'metrics' | 'log'>): Gauge[] {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelName: Label,
    statement: string,
  ) =>
    new Gauge<string>({
      name: `lotse_${name}`,
      help,
      labelNames: [labelName],
      registers: [metrics.registry],
      async collect() {
        try {
          const { rows } = await database.servicePool.query<Count>(statement);
          this.reset();
          for (const { label, count } of rows) this.set({ [labelName]: label }, count);
        } catch (err) {
          log.warn({ err, gauge: name }, 'gauge not read');
        }
      },
    });
  return [
    gauge('channels_paused', 'Channels that rest as their provider asked', 'channel', paused),
    gauge('deliveries_waiting', 'Messages that wait to be sent', 'reason', waiting),
  ];
}
