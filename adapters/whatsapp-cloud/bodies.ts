import type { QuickReply, TemplateContent } from '../adapter.ts';
import type { Json } from './json.ts';

const maxInteractiveBody = 1024;
const maxButtons = 3;
const maxButtonTitle = 20;
const maxRows = 10;
const maxRowTitle = 24;
const maxRowDescription = 72;

/** Stands on the button that opens a list: a sign, since contacts read many languages. */
const listButton = '☰';

/** Text with a link preview when there is a link in it. Limit: 4096, kept by the gateway. */
export function textBody(text: string): Json {
  const hasLink = /https?:\/\/\S/i.test(text);
  return { type: 'text', text: { body: text, ...(hasLink && { preview_url: true }) } };
}

/**
 * Text with replies to tap: up to three short and different ones as buttons, else a list of up to ten rows. A text over 1024
 * UTF-16 units goes ahead by itself, all but its end.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
 */
export function interactiveBodies(text: string, replies: QuickReply[]): Json[] {
  const start = tailStart(text, maxInteractiveBody);
  const body = { text: text.slice(start) };
  const hasOwnTitles = new Set(replies.map((reply) => reply.title)).size === replies.length;
  const fitsButtons =
    replies.length <= maxButtons &&
    hasOwnTitles &&
    replies.every((reply) => !reply.description && reply.title.length <= maxButtonTitle);
  const interactive = fitsButtons
    ? { type: 'button', body, action: { buttons: replies.map(button) } }
    : { type: 'list', body, action: { button: listButton, sections: [{ rows: rows(replies) }] } };
  const message = { type: 'interactive', interactive };
  return start === 0 ? [message] : [textBody(text.slice(0, start)), message];
}

/**
 * An approved template. Parameters are text by position; a button parameter is the end of a dynamic URL, and an
 * empty one leaves its button as it is.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages
 */
export function templateBody(template: TemplateContent): Json {
  const { header = [], body, buttons = [] } = template.params;
  const components = [
    ...(header.length > 0 ? [{ type: 'header', parameters: header.map(parameter) }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: body.map(parameter) }] : []),
    ...buttons.flatMap((text, index) =>
      text === ''
        ? []
        : [
            {
              type: 'button',
              sub_type: 'url',
              index: String(index),
              parameters: [parameter(text)],
            },
          ],
    ),
  ];
  const language = { code: template.language };
  return { type: 'template', template: { name: template.name, language, components } };
}

function parameter(text: string): Json {
  return { type: 'text', text };
}

function button(reply: QuickReply): Json {
  return { type: 'reply', reply: { id: reply.id, title: reply.title } };
}

function rows(replies: QuickReply[]): Json[] {
  return replies.slice(0, maxRows).map(({ id, title, description }) => ({
    id,
    title: cut(title, maxRowTitle),
    ...(description && { description: cut(description, maxRowDescription) }),
  }));
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Where the last `max` units begin, moved to the next line or word, and never inside a surrogate pair. */
function tailStart(text: string, max: number): number {
  if (text.length <= max) return 0;
  const earliest = text.length - max;
  for (const boundary of ['\n', ' ']) {
    const found = text.indexOf(boundary, earliest);
    if (found !== -1 && found < text.length - 1) return found + 1;
  }
  return /[\uDC00-\uDFFF]/.test(text[earliest] ?? '') ? earliest + 1 : earliest;
}
