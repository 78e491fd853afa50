import {
  SendError,
  type CallContext,
  type InboundEvent,
  type Template,
  type TemplateObstacle,
  type TemplateState,
} from '../adapter.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { callGraph } from './graph.ts';
import { asId, asObject, asText, objectsOf, type Json } from './json.ts';

const fields = 'id,name,language,status,category,components,rejected_reason';
const pageSize = 100;
/** An account has at most 6,000 templates; more pages than this would be a list that never ends. */
const maxPages = 100;

/**
 * All templates of the WhatsApp Business account that the number belongs to, page by page.
 *
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
 * @throws SendError `credentials_failed` when the token may not read them (whatsapp_business_management),
 * `provider_unavailable` when the answer is no list.
 */
export async function listTemplates(
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<Template[]> {
  const accountId = credentials.businessAccountId || (await findAccount(credentials, call));
  const found: Template[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const query = new URLSearchParams({ fields, limit: String(pageSize), ...(after && { after }) });
    const answer = await callGraph(
      {
        method: 'GET',
        path: `/${accountId}/message_templates?${query}`,
        label: '/{business-account-id}/message_templates',
      },
      credentials,
      call,
    );
    if (!Array.isArray(answer.data)) throw unreadable('WhatsApp gave no list of templates.');
    found.push(...objectsOf(answer.data).flatMap(readTemplate));
    after = readNext(answer);
    if (!after) break;
  }
  return found;
}

/**
 * The account behind a number: the health of a number names every node that takes part, the account always among them.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status
 */
async function findAccount(
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<string> {
  const answer = await callGraph(
    {
      method: 'GET',
      path: `/${credentials.phoneNumberId}?fields=health_status`,
      label: '/{phone-number-id}',
    },
    credentials,
    call,
  );
  const entities = objectsOf(asObject(answer.health_status)?.entities);
  const id = asId(entities.find((one) => one.entity_type === 'WABA')?.id);
  if (id && /^\d+$/.test(id)) return id;
  throw unreadable(
    'Meta does not say which WhatsApp Business account the number belongs to. Enter its ID in the settings of this channel.',
  );
}

/**
 * A template was approved, rejected, paused … What changes nothing about whether it may be sent is `unclear`.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
 */
export function normaliseTemplate(value: Json): InboundEvent {
  const name = asId(value.message_template_name);
  const language = asId(value.message_template_language);
  const event = asId(value.event);
  if (!name || !language || !event) return { type: 'ignored', reason: 'template_incomplete' };
  const reason = readReason(value.reason);
  return {
    type: 'template.changed',
    name,
    language,
    state: states.get(event) ?? 'unclear',
    ...(reason && { reason }),
    raw: { value },
  };
}

const states = new Map<string, TemplateState>([
  ['APPROVED', 'approved'],
  ['REINSTATED', 'approved'],
  ['PENDING', 'pending'],
  ['IN_APPEAL', 'pending'],
  ['REJECTED', 'rejected'],
  ['LIMIT_EXCEEDED', 'rejected'],
  ['PAUSED', 'paused'],
  ['DISABLED', 'disabled'],
  ['ARCHIVED', 'disabled'],
  ['PENDING_DELETION', 'disabled'],
  ['DELETED', 'disabled'],
]);

function readTemplate(json: Json): Template[] {
  const name = asId(json.name);
  const language = asId(json.language);
  if (!name || !language) return [];
  const components = objectsOf(json.components);
  const of = (type: string) => components.find((one) => typeOf(one) === type);
  const header = of('HEADER');
  const category = asId(json.category)?.toLowerCase() ?? null;
  return [
    {
      name,
      language,
      // What Meta calls a state that is new to us is nothing that may be sent.
      state: states.get(asId(json.status) ?? '') ?? 'disabled',
      category,
      providerId: asId(json.id),
      header: header && formatOf(header) === 'TEXT' ? (asText(header.text) ?? null) : null,
      body: asText(of('BODY')?.text) ?? '',
      footer: asText(of('FOOTER')?.text) || null,
      buttons: objectsOf(of('BUTTONS')?.buttons).map((button) => ({
        title: asText(button.text) ?? '',
        url: typeOf(button) === 'URL' ? (asText(button.url) ?? null) : null,
      })),
      obstacle: category === 'authentication' ? 'code' : findObstacle(components),
      reason: readReason(json.rejected_reason),
    },
  ];
}

const plainComponents = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'];
const plainButtons = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'VOICE_CALL', 'FLOW'];

function findObstacle(components: Json[]): TemplateObstacle | null {
  for (const component of components) {
    const type = typeOf(component);
    if (!plainComponents.includes(type)) return 'other';
    if (type === 'HEADER' && formatOf(component) !== 'TEXT') return 'media';
    for (const button of objectsOf(component.buttons)) {
      if (['OTP', 'COPY_CODE'].includes(typeOf(button))) return 'code';
      if (!plainButtons.includes(typeOf(button))) return 'other';
    }
  }
  return null;
}

function typeOf(json: Json): string {
  return asId(json.type)?.toUpperCase() ?? '';
}

function formatOf(header: Json): string {
  return asId(header.format)?.toUpperCase() ?? 'TEXT';
}

function readReason(value: unknown): string | null {
  const reason = asId(value);
  return reason === 'NONE' ? null : reason;
}

function readNext(answer: Json): string | null {
  const paging = asObject(answer.paging);
  return paging?.next ? asId(asObject(paging.cursors)?.after) : null;
}

function unreadable(text: string): SendError {
  return new SendError('provider_unavailable', text, { retryable: true });
}
