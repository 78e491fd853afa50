/** Headers of providers and of their requests that hold no secret and no identity. */
const keptHeaders = new Set([
  'content-length',
  'content-type',
  'date',
  'retry-after',
  'twilio-concurrent-requests',
  'twilio-request-duration',
  'twilio-request-id',
  'user-agent',
  'x-fb-debug',
  'x-fb-rev',
  'x-fb-trace-id',
]);

/** What may stand in the log of a request's or an answer's headers. Anybody can write anything into a header's value. */
export function keptHeadersOf(
  headers: Readonly<Record<string, unknown>> | undefined,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (keptHeaders.has(name) && typeof value === 'string') kept[name] = plain(value, 120);
  }
  return kept;
}

/** A provider's code or one of our reasons: a word or a number, never a sentence. */
export function codeOf(value: string): string {
  return value.replaceAll(/[^\w.:-]/g, '_').slice(0, 60);
}

/** A path as the adapters give it, without a query. */
export function pathOf(value: string): string {
  return plain(value.split('?')[0] ?? '', 200);
}

function plain(value: string, maxLength: number): string {
  return value.replaceAll(/[^ -~]/g, '?').slice(0, maxLength);
}
