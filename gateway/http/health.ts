import type Router from '@koa/router';
import type { AppContext } from '../context.ts';

/** `/healthz`: the process lives. `/readyz`: database and queue answer. */
export function mountHealth(router: Router, { database, queues }: AppContext): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const [isDatabaseReady, isQueueReady] = await Promise.all([
      within(2000, database.servicePool.query('select 1')),
      within(
        2000,
        queues.isReady().then((ready) => (ready ? true : Promise.reject(new Error('queue')))),
      ),
    ]);
    ctx.status = isDatabaseReady && isQueueReady ? 200 : 503;
    ctx.body = {
      status: ctx.status === 200 ? 'ready' : 'unavailable',
      database: isDatabaseReady ? 'ok' : 'unavailable',
      queue: isQueueReady ? 'ok' : 'unavailable',
    };
  });
}

function within(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  work.then(
    () => resolve(true),
    () => resolve(false),
  );
  return promise.finally(() => clearTimeout(timer));
}
