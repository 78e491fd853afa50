import * as z from 'zod';

export const problemCodes = [
  'validation_failed',
  'malformed_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'conflict',
  'stale_conversation',
  'reply_window_closed',
  'contact_opted_out',
  'contact_unreachable',
  'channel_down',
  'policy_forbids',
  'template_not_approved',
  'payload_too_large',
  'file_blocked',
  'unsupported_media_type',
  'rate_limited',
  'unavailable',
  'internal_error',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** RFC 9457 problem details, `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(problemCodes),
  detail: z.string().optional(),
  /** Of `unauthenticated`: the session is there but its screen is locked; unlock it with the password. */
  isLocked: z.boolean().optional(),
  /** Of `validation_failed`: where (a JSON path such as `body.email`) and what. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
