import type Router from '@koa/router';
import type { Context } from 'koa';
import type * as z from 'zod';
import type { EndpointSpec } from '../contract/endpoint.ts';
import type { Permission } from '../contract/permissions.ts';
import { permissionsOf } from '../contract/permissions.ts';
import { AppError } from '../errors.ts';
import type { Signed } from './authentication.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler works with: parts of the request, validated, and who asks. */
export type Request<E extends EndpointSpec> = {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
  /** Undefined only on public endpoints. */
  signed: E['access'] extends 'public' ? Signed | undefined : Signed;
  ctx: Context;
};

type Answer<E extends EndpointSpec> = z.input<E['response']>;
/** `replayed` answers 200 where creating would have answered 201. */
export type Handler<E extends EndpointSpec> = (
  request: Request<E>,
) => Promise<Answer<E> | { replayed: Answer<E> }>;

export type Served = { endpoint: EndpointSpec; handle: (ctx: Context) => Promise<void> };

/** Ties a handler to its endpoint: permission first, then validation, then the handler, then the response is stripped. */
export function serve<E extends EndpointSpec>(endpoint: E, handler: Handler<E>): Served {
  return {
    endpoint,
    async handle(ctx) {
      const signed = authorize(ctx, endpoint);
      const request = {
        params: parse(endpoint.params, ctx['params'], 'params', 'not_found'),
        query: parse(endpoint.query, ctx.query, 'query'),
        body: endpoint.body ? parse(endpoint.body, jsonBody(ctx), 'body') : undefined,
        signed,
        ctx,
      } as Request<E>;
      const answer = await handler(request);
      const isReplay = typeof answer === 'object' && answer !== null && 'replayed' in answer;
      ctx.status = isReplay ? 200 : (endpoint.status ?? 200);
      if (ctx.status === 204) return;
      ctx.body = endpoint.response.parse(isReplay ? answer.replayed : answer);
    },
  };
}

/** Mounts endpoints on the router. */
export function mount(router: Router, served: Served[]): void {
  for (const { endpoint, handle } of served) {
    router.register(endpoint.path, [endpoint.method], handle);
  }
}

/** @throws AppError `unauthenticated` without a session or behind a locked screen, `forbidden` without the permission. */
export function authorize(
  ctx: Context,
  { access, worksLocked }: Pick<EndpointSpec, 'access' | 'worksLocked'>,
): Signed | undefined {
  const locked = ctx.state['locked'] as Signed | undefined;
  const signed = (worksLocked ? locked : undefined) ?? (ctx.state['signed'] as Signed | undefined);
  if (access === 'public') return signed;
  if (locked && !signed) throw screenLocked('The screen is locked. Unlock it with your password.');
  if (!signed) throw new AppError('unauthenticated', 'Please sign in.');
  if (access !== 'signed-in' && !can(signed, access)) {
    throw new AppError('forbidden', 'Your role does not allow this.');
  }
  return signed;
}

/** `unauthenticated`, with the mark by which the browser tells a locked screen from a session that has ended. */
export function screenLocked(sentence: string): AppError {
  return new AppError('unauthenticated', sentence, { isLocked: true });
}

export function can(signed: Signed, permission: Permission): boolean {
  return permissionsOf(signed.roles).includes(permission);
}

/** @throws AppError `unsupported_media_type` for a body that is something else. No body counts as an empty object. */
function jsonBody(ctx: Context): unknown {
  if (ctx.request.length !== 0 && ctx.is('json') === false)
    throw new AppError('unsupported_media_type', 'Send JSON, as application/json.');
  return (ctx.request as { body?: unknown }).body ?? {};
}

function parse(
  schema: z.ZodType | undefined,
  value: unknown,
  where: string,
  code: 'validation_failed' | 'not_found' = 'validation_failed',
): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (code === 'not_found') throw new AppError('not_found', 'There is no such thing.');
  const issues = result.error.issues.map((issue) => ({
    path: [where, ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new AppError(
    'validation_failed',
    issues.map((issue) => `${issue.path}: ${issue.message}`).join(' '),
    {
      issues,
    },
  );
}
