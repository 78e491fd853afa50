import * as z from 'zod';
import { SendError, type CallContext, type OutboundMessage, type Sent } from '../adapter.ts';
import type { SampleCredentials } from './credentials.ts';

const answer = z.object({ id: z.string().min(1) });

/**
 * Sends one SMS: `POST <address>/messages {to, text, reference}`.
 * @throws SendError `no_answer` (uncertain), `credentials_failed` on 401, `throttled` on 429, `provider_unavailable` on
 * 5xx, `content_rejected` (final) on every other refusal.
 */
export async function send(
  message: OutboundMessage,
  { baseUrl, token }: SampleCredentials,
  { signal, record }: CallContext,
): Promise<Sent> {
  const startedAt = performance.now();
  const response = await fetch(new URL('messages', `${baseUrl.replace(/\/*$/, '')}/`), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      to: message.to.urn.replace('tel:', ''),
      text: message.text ?? '',
      reference: `${message.deliveryId}/${message.partIndex}`,
    }),
    signal,
  }).catch((cause: unknown) => {
    throw new SendError('no_answer', '', { retryable: false, certain: false, cause });
  });
  const elapsedMs = Math.round(performance.now() - startedAt);
  const { status } = response;
  record({ method: 'POST', path: '/messages', status, elapsedMs, providerCode: null });
  if (!response.ok) throw refusal(response);
  const { data } = answer.safeParse(await response.json().catch(() => null));
  if (data) return { parts: [{ externalId: data.id }] };
  throw new SendError('no_answer', 'It answered no id', { retryable: false, certain: false });
}

function refusal({ status, headers }: Response): SendError {
  const text = `The SMS gateway answered ${status}`;
  const details = { providerCode: status };
  if (status === 401) {
    return new SendError('credentials_failed', text, { ...details, retryable: true });
  }
  if (status === 429) {
    const retryAfterMs = 1000 * Number(headers.get('retry-after') ?? 1);
    return new SendError('throttled', text, { ...details, retryable: true, retryAfterMs });
  }
  if (status >= 500) {
    return new SendError('provider_unavailable', text, { ...details, retryable: true });
  }
  return new SendError('content_rejected', text, { ...details, retryable: false });
}
