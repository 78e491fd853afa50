import type Router from '@koa/router';
import type { AppContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { authorize } from '../http/serve.ts';
import { streamEvents } from './stream.ts';

/** `GET /api/events`. The stream ends when its session does: the browser must come back to be asked again. */
export function mountEvents(router: Router, { database, hub }: AppContext): void {
  router.get('/api/events', async (ctx) => {
    const signed = authorize(ctx, { access: 'conversation.read' });
    if (!signed) throw new AppError('unauthenticated', 'Please sign in.');
    const given = ctx.get('last-event-id') || ctx.query['lastEventId'];
    ctx.respond = false;
    await streamEvents(ctx.req, ctx.res, {
      database,
      hub,
      organizationId: signed.organizationId,
      lastEventId: typeof given === 'string' && given !== '' ? given : undefined,
    });
  });
}
