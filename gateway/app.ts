import { fileURLToPath } from 'node:url';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import helmet from 'koa-helmet';
import { activityRoutes } from './activities/routes.ts';
import { alertRoutes } from './alerts/routes.ts';
import { attachmentRoutes, mountFiles } from './attachments/routes.ts';
import { channelLogRoutes } from './channel-log/routes.ts';
import { pairingRoutes } from './channels/pairing-routes.ts';
import { channelRoutes } from './channels/routes.ts';
import { simulatorRoutes } from './channels/simulator-routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import type { AppContext } from './context.ts';
import { conversationRoutes } from './conversation/routes.ts';
import { counselorRoutes } from './counselors/routes.ts';
import { sessionRoutes } from './counselors/sessions.ts';
import { setupRoutes } from './counselors/setup-routes.ts';
import { tokenRoutes } from './counselors/token-routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { authenticate } from './http/authentication.ts';
import { answerErrors } from './http/errors.ts';
import { mountHealth } from './http/health.ts';
import { readJson } from './http/read-json.ts';
import { authorize, mount, type Served } from './http/serve.ts';
import { serveInbox } from './http/static-files.ts';
import { webhookRoutes } from './intake/webhook-routes.ts';
import { faqEditingRoutes } from './faq/editing-routes.ts';
import { faqRoutes } from './faq/routes.ts';
import { labelRoutes } from './labels/routes.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { officeRoutes } from './offices/routes.ts';
import { describeApi } from './openapi.ts';
import { presenceRoutes } from './presence/routes.ts';
import { mountEvents } from './realtime/routes.ts';
import { ruleRoutes } from './rules/routes.ts';
import { routingRoutes } from './routing/routes.ts';
import { savedReplyRoutes } from './saved-replies/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { signalRoutes } from './signals/routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { triageRoutes } from './triage/routes.ts';
import { viewRoutes } from './views/routes.ts';

const inboxFolder = fileURLToPath(new URL('../inbox-ui/dist', import.meta.url));

/** Every JSON endpoint with its handler. */
export function apiRoutes(context: AppContext): Served[] {
  return [
    setupRoutes,
    sessionRoutes,
    counselorRoutes,
    officeRoutes,
    tokenRoutes,
    routingRoutes,
    channelRoutes,
    pairingRoutes,
    channelLogRoutes,
    simulatorRoutes,
    contactRoutes,
    conversationRoutes,
    activityRoutes,
    alertRoutes,
    searchRoutes,
    signalRoutes,
    presenceRoutes,
    attachmentRoutes,
    templateRoutes,
    faqRoutes,
    ruleRoutes,
    faqEditingRoutes,
    labelRoutes,
    triageRoutes,
    viewRoutes,
    savedReplyRoutes,
    draftRoutes,
    notificationRoutes,
  ].flatMap((routes) => routes(context));
}

/** The whole server without a listener. */
export async function createApp(context: AppContext): Promise<Koa> {
  const { config, database, log } = context;
  const app = new Koa({ proxy: config.TRUST_PROXY > 0, maxIpsCount: config.TRUST_PROXY });
  app.silent = true;
  app.on('error', (err: unknown) => log.debug({ err }, 'connection error'));

  const webhooks = webhookRoutes({ ...context, publicUrl: config.publicUrl });
  const router = new Router();
  mountHealth(router, context);
  mountEvents(router, context);
  mountFiles(router, context);
  mount(router, apiRoutes(context));
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = describeApi(config.publicUrl);
  });

  app.use(answerErrors(log));
  // Providers need no headers for browsers, and the body must stay bytes.
  app.use(webhooks.routes());
  app.use(securityHeaders(config.publicUrl));
  app.use(limitFeatures);
  app.use(await serveInbox(inboxFolder));
  app.use(authenticate(database, config.publicUrl));
  app.use(readJson());
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.use(hideFromStrangers);
  return app;
}

/** Whoever is not signed in learns nothing about which addresses there are. */
function hideFromStrangers(ctx: Context): void {
  if (ctx.path.startsWith('/api/')) authorize(ctx, { access: 'signed-in' });
}

/**
 * No page of ours asks anyone else for anything, and no text that gets into one can run as a script. Styles are looser:
 * Mantine writes its theme and responsive sizes into `<style>` elements, whose content changes with the page.
 */
function securityHeaders(publicUrl: string) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        fontSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** Voice notes need the microphone; nothing here needs camera or place. */
function limitFeatures(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  ctx.set('Permissions-Policy', 'microphone=(self), camera=(), geolocation=()');
  return next();
}
