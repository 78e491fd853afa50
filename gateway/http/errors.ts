import type { Context, Next } from 'koa';
import { AppError } from '../errors.ts';
import type { Problem } from '../contract/problem.ts';
import type { Log } from '../logger.ts';

/** Turns every failure into `application/problem+json`. What we did not expect is logged once and answered without detail. */
export function answerErrors(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new AppError('not_found', 'There is nothing here.');
      if (ctx.status === 405 || ctx.status === 501)
        throw new AppError('method_not_allowed', 'This address does not take that method.');
    } catch (error) {
      answer(ctx, error, log);
    }
  };
}

function answer(ctx: Context, error: unknown, log: Log): void {
  const known = error instanceof AppError ? error : fromHttpError(error);
  if (!known)
    log.error({ err: error, method: ctx.method, route: ctx['routerPath'] }, 'request failed');
  const failure =
    known ??
    new AppError(
      'internal_error',
      'Something went wrong on our side. Nothing was lost; please try again.',
    );
  const problem: Problem = {
    type: `urn:lotse:problem:${failure.code}`,
    title: failure.code.replaceAll('_', ' '),
    status: failure.status,
    code: failure.code,
    detail: failure.message,
  };
  if (failure.details.isLocked) problem.isLocked = true;
  if (failure.details.issues) problem.issues = failure.details.issues;
  if (failure.details.retryAfterSeconds)
    ctx.set('Retry-After', String(failure.details.retryAfterSeconds));
  ctx.status = failure.status;
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify(problem);
  // The rest of an unread body would be taken for the next request on this connection.
  if (!ctx.req.complete) ctx.set('Connection', 'close');
}

/** What Koa and its middleware throw carries a status. */
function fromHttpError(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  if (error.status === 413)
    return new AppError('payload_too_large', 'That is more than we take at once.');
  if (error.status === 400)
    return new AppError('malformed_request', 'The request could not be read.');
  if (error.status === 415) return new AppError('unsupported_media_type', 'Send JSON.');
  return undefined;
}
