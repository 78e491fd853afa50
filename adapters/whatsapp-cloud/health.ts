import type { CallContext, Health } from '../adapter.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { callGraph } from './graph.ts';
import { asId } from './json.ts';
import { appSecretProof } from './provision.ts';

/**
 * Asks how Meta rates the number and whether it may be used.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/phone-numbers
 * @throws SendError `credentials_failed` when the token or the number is refused; a retryable one without an answer.
 */
export async function checkHealth(
  _webhookUrl: string,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<Health> {
  const number = await callGraph(
    {
      method: 'GET',
      path: `/${credentials.phoneNumberId}?fields=quality_rating,status&appsecret_proof=${appSecretProof(credentials)}`,
      label: '/{phone-number-id}',
    },
    credentials,
    call,
  );
  const quality = asId(number.quality_rating)?.toLowerCase() ?? null;
  const status = asId(number.status);
  return {
    pendingCount: null,
    lastErrorAt: null,
    lastError: null,
    quality: quality === 'unknown' || quality === 'na' ? null : quality,
    problem: problemOf(status),
  };
}

function problemOf(status: string | null): Health['problem'] {
  if (status === null) return null;
  if (limited.has(status)) {
    return { code: 'account_limited', text: `Meta has limited the number: ${status}.` };
  }
  if (inactive.has(status)) {
    return { code: 'account_inactive', text: `Meta has taken the number out of use: ${status}.` };
  }
  return null;
}

const limited = new Set(['FLAGGED', 'RATE_LIMITED', 'RESTRICTED']);
const inactive = new Set(['BANNED', 'DELETED', 'DISCONNECTED', 'MIGRATED', 'UNVERIFIED']);
