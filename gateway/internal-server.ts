import { createServer } from 'node:http';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { KoaAdapter } from '@bull-board/koa';
import Koa from 'koa';
import type { AppContext } from './context.ts';
import { closeServer } from './http/close-server.ts';

/** Metrics and the queue board, on loopback only. A port that is taken is said once and costs nothing else. */
export async function startInternalServer({
  config,
  metrics,
  queues,
  log,
}: AppContext): Promise<() => Promise<void>> {
  const app = new Koa();
  const board = new KoaAdapter();
  board.setBasePath('/queues');
  createBullBoard({
    queues: queues.all.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Lotse', boardLogo: { path: '' } } },
  });
  app.use(async (ctx, next) => {
    if (ctx.path !== '/metrics') return next();
    ctx.type = metrics.registry.contentType;
    ctx.body = await metrics.registry.metrics();
  });
  app.use(board.registerPlugin());
  const server = createServer(app.callback());
  return new Promise((resolve) => {
    server.once('error', (err) => {
      log.warn(
        { err, port: config.INTERNAL_PORT },
        'internal port not available: no metrics, no queue board',
      );
      resolve(async () => undefined);
    });
    server.listen(config.INTERNAL_PORT, '127.0.0.1', () => resolve(() => closeServer(server)));
  });
}
