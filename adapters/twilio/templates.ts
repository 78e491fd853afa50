import {
  SendError,
  type CallContext,
  type Template,
  type TemplateButton,
  type TemplateObstacle,
  type TemplateState,
} from '../adapter.ts';
import { openClient } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';

const pageSize = 500;
const maxPages = 40;

type Json = Record<string, unknown>;

/**
 * The content templates of the account that were handed in to WhatsApp; others can't leave the window, so they are left
 * out. Twilio lets several have one name and language: an approved one wins, then the latest. A number for SMS has
 * none.
 *
 * Source: https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approval-status
 * @throws SendError as in `twilioErrors`; `provider_unavailable` when the answer is no list.
 */
export async function listTemplates(
  credentials: TwilioCredentials,
  call: CallContext,
): Promise<Template[] | null> {
  if (credentials.from && !credentials.from.startsWith('whatsapp:')) return null;
  const found = new Map<string, Template>();
  for (const content of await listContents(credentials, call)) {
    const template = readContent(content);
    if (!template) continue;
    const key = JSON.stringify([template.name, template.language]);
    const known = found.get(key);
    if (!known || (known.state !== 'approved' && template.state === 'approved')) {
      found.set(key, template);
    }
  }
  return [...found.values()];
}

type Content = {
  sid: string;
  friendlyName: string;
  language: string;
  dateUpdated: Date;
  types: unknown;
  approvalRequests: unknown;
};

/** The latest first. */
async function listContents(credentials: TwilioCredentials, call: CallContext): Promise<Content[]> {
  const client = await openClient(credentials, call);
  const contents: Content[] = [];
  try {
    let page = await client.content.v1.contentAndApprovals.page({ pageSize });
    contents.push(...page.instances);
    for (let count = 1; page.nextPageUrl && count < maxPages; count += 1) {
      const next = await page.nextPage();
      if (!next) break;
      page = next as typeof page;
      contents.push(...page.instances);
    }
  } catch (cause) {
    if (cause instanceof SendError) throw cause;
    throw new SendError('provider_unavailable', 'Twilio gave no list of templates.', {
      retryable: true,
      cause,
    });
  }
  return contents.sort((a, b) => timeOf(b) - timeOf(a));
}

function timeOf({ dateUpdated }: Content): number {
  return dateUpdated instanceof Date ? dateUpdated.getTime() || 0 : 0;
}

const states: Readonly<Record<string, TemplateState>> = {
  approved: 'approved',
  received: 'pending',
  pending: 'pending',
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
};

function readContent(content: Content): Template | null {
  const approval = objectOf([content.approvalRequests].flat()[0]);
  const state = states[textOf(approval['status'])?.toLowerCase() ?? ''];
  const types = objectOf(content.types);
  const type = textOf(approval['content_type']) ?? Object.keys(types)[0];
  if (!state || !type || !content.language) return null;
  const parts = readType(objectOf(types[type]));
  return {
    name: textOf(approval['name']) ?? content.friendlyName ?? content.sid,
    language: content.language,
    state,
    category: textOf(approval['category'])?.toLowerCase() ?? null,
    providerId: content.sid,
    ...parts,
    obstacle: findObstacle(type, objectOf(types[type]), parts),
    reason: textOf(approval['rejection_reason']),
  };
}

type Parts = Pick<Template, 'header' | 'body' | 'footer' | 'buttons'>;

/**
 * What of a content type is read as text. A card's title is its text, unless it has a body as well.
 * Source: https://www.twilio.com/docs/content/content-types-overview
 */
function readType(type: Json): Parts {
  const title = textOf(type['title']);
  const body = textOf(type['body']);
  return {
    header: textOf(type['header_text']) ?? (body ? title : null),
    body: body ?? title ?? '',
    footer: textOf(type['footer']) ?? textOf(type['subtitle']),
    buttons: listOf(type['actions']).map((action): TemplateButton => ({
      title: textOf(action['title']) ?? '',
      url: textOf(action['type'])?.toUpperCase() === 'URL' ? textOf(action['url']) : null,
    })),
  };
}

const plainTypes = [
  'twilio/text',
  'twilio/media',
  'twilio/quick-reply',
  'twilio/call-to-action',
  'twilio/card',
  'twilio/flows',
  'whatsapp/card',
  'whatsapp/flows',
];

function findObstacle(name: string, type: Json, parts: Parts): TemplateObstacle | null {
  if (name === 'whatsapp/authentication') return 'code';
  if (!plainTypes.includes(name)) return 'other';
  if (listOf(type['actions']).some((action) => /CODE/i.test(textOf(action['type']) ?? ''))) {
    return 'code';
  }
  // Every variable has to stand where a text is asked for.
  const { header, body, buttons } = parts;
  const asked = variablesOf([header, body, ...buttons.map(({ url }) => url)]);
  const isAsked = (variable: string) => asked.includes(variable);
  if (!variablesOf(type['media']).every(isAsked)) return 'media';
  return variablesOf(type).every(isAsked) ? null : 'other';
}

function variablesOf(value: unknown): string[] {
  const text = JSON.stringify(value) ?? '';
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, variable = '']) => variable);
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
