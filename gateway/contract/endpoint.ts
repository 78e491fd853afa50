import type * as z from 'zod';
import type { Permission } from './permissions.ts';

/** Who may call an endpoint: anyone, anyone signed in, or a role that holds the permission. */
export type Access = 'public' | 'signed-in' | Permission;

export type EndpointSpec = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Begins with `/api`; parameters as `:name`. */
  path: `/api/${string}`;
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
  /** What success answers: 200 unless something is created or deleted. */
  status?: 200 | 201 | 204;
  /** The same request again answers 200 and what it created before. */
  isRepeatable?: true;
  /** Also answers a session whose screen is locked. */
  worksLocked?: true;
};

/**
 * Declares one endpoint. The server validates by it, the browser is typed by it, OpenAPI is generated from it.
 * The response schema strips what it does not declare, so that an entity can't leak whole.
 */
export function endpoint<const Spec extends EndpointSpec>(spec: Spec): Spec {
  return spec;
}

export type BodyOf<E extends EndpointSpec> = E['body'] extends z.ZodType
  ? z.input<E['body']>
  : undefined;
export type ResponseOf<E extends EndpointSpec> = z.output<E['response']>;
