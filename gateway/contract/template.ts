import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant } from './primitives.ts';

const templateStates = ['approved', 'pending', 'rejected', 'paused', 'disabled'] as const;

const words = z.array(z.string().max(1024));

/** What to send of a template: one text per placeholder, in the order in which the channel's templates name them. */
export const templateParams = z.object({
  body: words.max(20).default([]),
  header: words.max(5).optional(),
  /** One per button, empty where there is nothing to fill. */
  buttons: z.array(z.string().max(2000)).max(10).optional(),
});

export const template = z.object({
  id,
  name: z.string(),
  /** As the provider writes it: `de`, `pt_BR`. */
  language: z.string(),
  state: z.enum(templateStates),
  category: z.string().nullable(),
  /** Placeholders in texts read `{{1}}` or `{{name}}`. */
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.object({ title: z.string(), url: z.string().nullable() })),
  /** What has to be filled, in the order of `params`; of `buttons` one per button, empty where there is nothing. */
  placeholders: z.object({
    header: z.array(z.string()),
    body: z.array(z.string()),
    buttons: z.array(z.string()),
  }),
  /** Why it can't be sent from here although it is approved: it wants a file, a code or something else than text. */
  obstacle: z.enum(['media', 'code', 'other']).nullable(),
  /** Why it was rejected or paused, in the provider's words. */
  reason: z.string().nullable(),
});
export type Template = z.infer<typeof template>;

export const templateList = z.object({
  items: z.array(template),
  nextCursor: z.null(),
  /** False where the account can have none. */
  hasTemplates: z.boolean(),
  /** When the provider last listed them; null when it never has. */
  syncedAt: instant.nullable(),
  /** Why the last attempt failed: a code, and the provider's words. */
  problem: z.object({ code: z.string(), text: z.string() }).nullable(),
});

export const listTemplates = endpoint({
  method: 'GET',
  path: '/api/channels/:id/templates',
  summary:
    'Message templates of a channel: the approved ones, or with state=all every one (administrators only)',
  access: 'channel.read',
  params: idParams,
  query: z.object({ state: z.enum(['approved', 'all']).default('approved') }),
  response: templateList,
});

export const syncTemplates = endpoint({
  method: 'POST',
  path: '/api/channels/:id/templates/sync',
  summary: 'Ask the provider for the templates of a channel now',
  access: 'channel.manage',
  params: idParams,
  response: templateList,
});

/** The words of a template as the contact reads them. */
export type FilledTemplate = {
  header: string | null;
  body: string;
  footer: string | null;
  buttons: string[];
};

type Texts = Pick<Template, 'header' | 'body' | 'footer' | 'buttons'>;
type Params = { header?: string[] | undefined; body: string[] };

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** The names of a text's placeholders, each once: numbers in their order, others as they come. */
export function placeholdersOf(text: string | null): string[] {
  const names = [...new Set([...(text ?? '').matchAll(placeholder)].map(([, name = '']) => name))];
  const areNumbers = names.every((name) => /^\d+$/.test(name));
  return areNumbers ? names.toSorted((a, b) => Number(a) - Number(b)) : names;
}

/** What of a template has to be filled. A button has one placeholder at most: the end of its URL. */
export function allPlaceholders({ header, body, buttons }: Texts): Template['placeholders'] {
  return {
    header: placeholdersOf(header),
    body: placeholdersOf(body),
    buttons: buttons.map(({ url }) => placeholdersOf(url)[0] ?? ''),
  };
}

/** Puts the parameters in their places; a placeholder without one stays as it is. */
export function fillTemplate(texts: Texts, params: Params): FilledTemplate {
  return {
    header: texts.header && fillText(texts.header, params.header ?? []),
    body: fillText(texts.body, params.body),
    footer: texts.footer,
    buttons: texts.buttons.map(({ title }) => title),
  };
}

function fillText(text: string, values: string[]): string {
  const names = placeholdersOf(text);
  return text.replaceAll(
    placeholder,
    (whole, name: string) => values[names.indexOf(name)] || whole,
  );
}

/** Header, text and footer as one text, for lists and for copying. */
export function joinTemplate({ header, body, footer }: FilledTemplate): string {
  return [header, body, footer].filter(Boolean).join('\n\n');
}

/**
 * How many UTF-16 units the filled texts may have.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages
 */
export const maxFilled = { header: 60, body: 1024, url: 2000 } as const;
