import type Router from '@koa/router';
import type { AppContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { findSigned } from '../http/authentication.ts';
import { authorize, can } from '../http/serve.ts';
import { streamEvents } from './stream.ts';

/** `GET /api/events`. The stream ends soon after its session did. */
export function mountEvents(router: Router, { config, database, hub, presence }: AppContext): void {
  router.get('/api/events', async (ctx) => {
    const signed = authorize(ctx, { access: 'conversation.read' });
    if (!signed) throw new AppError('unauthenticated', 'Please sign in.');
    if (ctx.method === 'HEAD') {
      ctx.type = 'text/event-stream';
      ctx.body = '';
      return;
    }
    const given = ctx.get('last-event-id') || ctx.query['lastEventId'];
    ctx.respond = false;
    const isStillSigned = async () => {
      const now = await findSigned(database, config.publicUrl, ctx);
      return now !== undefined && can(now, 'conversation.read');
    };
    await streamEvents(ctx.req, ctx.res, {
      database,
      hub,
      presence,
      organizationId: signed.organizationId,
      counselorId: signed.counselorId,
      lastEventId: typeof given === 'string' && given !== '' ? given : undefined,
      isStillSigned,
    });
  });
}
