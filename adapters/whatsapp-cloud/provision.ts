import { createHmac } from 'node:crypto';
import { SendError, type CallContext, type Provisioned } from '../adapter.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { callGraph } from './graph.ts';
import { asId, type Json } from './json.ts';

type Problem = Extract<Provisioned, { ok: false }>;
type Todo = NonNullable<Extract<Provisioned, { ok: true }>['todo']>;

/**
 * Asks for the number, with a proof of the app secret so that a wrong one is found before the first message, then
 * points the number's webhooks here. Fields that can't be pointed elsewhere (templates, account) go to the app's
 * own callback URL, which only a person can set in the dashboard: that is the `todo`.
 *
 * Sources: https://developers.facebook.com/docs/graph-api/guides/secure-requests,
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override
 */
export async function provision(
  webhookUrl: string,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<Provisioned> {
  try {
    const number = await callGraph(
      {
        method: 'GET',
        path: `/${credentials.phoneNumberId}?${numberQuery(credentials)}`,
        label: '/{phone-number-id}',
      },
      credentials,
      call,
    );
    const isPointedHere = await pointWebhooksHere(webhookUrl, credentials, call);
    return { ok: true, label: readLabel(number), todo: describeTodo(webhookUrl, isPointedHere) };
  } catch (error) {
    return explain(error);
  }
}

function numberQuery(credentials: WhatsappCloudCredentials): string {
  return `fields=display_phone_number,verified_name,quality_rating&appsecret_proof=${appSecretProof(credentials)}`;
}

/** Proves that a call comes from the app. Source: https://developers.facebook.com/docs/graph-api/guides/secure-requests */
export function appSecretProof({ appSecret, accessToken }: WhatsappCloudCredentials): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

/** Meta calls the URL while it is being registered, so an address it can't reach is refused right here. */
async function pointWebhooksHere(
  webhookUrl: string,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<boolean> {
  if (!webhookUrl.startsWith('https://') || !credentials.verifyToken) return false;
  const webhook_configuration = {
    override_callback_uri: webhookUrl,
    verify_token: credentials.verifyToken,
  };
  try {
    const answer = await callGraph(
      {
        method: 'POST',
        path: `/${credentials.phoneNumberId}`,
        label: '/{phone-number-id}',
        json: { webhook_configuration },
      },
      credentials,
      call,
    );
    return answer.success === true;
  } catch {
    return false;
  }
}

function readLabel(number: Json): string | null {
  const phone = asId(number.display_phone_number);
  const name = asId(number.verified_name);
  return name && phone ? `${name} (${phone})` : (name ?? phone);
}

function describeTodo(webhookUrl: string, isPointedHere: boolean): Todo {
  const where = 'In the Meta app dashboard, open WhatsApp → Configuration';
  const token = 'the verify token is the one in the settings of this channel';
  const fields = 'Then subscribe to the field "messages".';
  if (!webhookUrl.startsWith('https://')) {
    const text = `Meta only calls public https addresses, and this installation has none yet. Once it does: ${where} and enter the callback URL shown for this channel; ${token}. ${fields}`;
    return { code: 'https_required', text };
  }
  const first = isPointedHere
    ? `Messages to this number now come here. Reports on templates and the account follow the app's own callback URL. ${where} and set it`
    : `${where} and set the callback URL`;
  return {
    code: isPointedHere ? 'callback_url_for_reports' : 'callback_url',
    text: `${first} to ${webhookUrl}; ${token} (enter a new one there if you don't know it). ${fields}`,
  };
}

function explain(error: unknown): Problem {
  if (!(error instanceof SendError)) throw error;
  const { message, providerCode } = error;
  if (message.includes('appsecret_proof')) {
    const problem =
      'The app secret does not belong to the app of the access token. Copy it again: Meta app dashboard → App settings → Basic.';
    return { ok: false, code: 'app_secret_wrong', problem };
  }
  if (providerCode === '100' || providerCode === '33') {
    const problem = `Meta knows no such phone number ID, or the access token may not use it. Check the ID and that the system user was given the WhatsApp account. Meta says: ${message}`;
    return { ok: false, code: 'number_unknown', problem };
  }
  if (error.code === 'account_restricted') {
    const problem = `Meta does not let this account send at the moment. Meta says: ${message}`;
    return { ok: false, code: 'account_limited', problem };
  }
  if (error.code === 'credentials_failed') {
    const problem = `Meta refused the access token. Make a permanent one for a system user with whatsapp_business_messaging and whatsapp_business_management. Meta says: ${message}`;
    return { ok: false, code: 'credentials_failed', problem };
  }
  return { ok: false, code: 'unreachable', problem: `${message} Try again in a few minutes.` };
}
