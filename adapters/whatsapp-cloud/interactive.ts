import { carriedId, type QuickReply } from '../adapter.ts';
import { textBody } from './bodies.ts';
import type { Json } from './json.ts';

const maxBody = 1024;
const maxButtons = 3;
const maxButtonTitle = 20;
const maxRows = 10;
const maxRowTitle = 24;
const maxRowDescription = 72;
/** Bytes; of a button it would be 256. */
const maxId = 200;

/** Stands on the button that opens a list: a sign, since contacts read many languages. */
const listButton = '☰';

/**
 * Text with replies to tap. One message carries one of these: a request for the place, a form, a page to open, else up
 * to three short and different answers as buttons, else a list of up to ten rows. A text over 1024 UTF-16 units goes
 * ahead by itself, all but its end.
 *
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages,
 * …/interactive-cta-url-messages, …/location-request-messages, …/whatsapp/flows/guides/sendingaflow
 */
export function interactiveBodies(text: string, replies: QuickReply[]): Json[] {
  const start = tailStart(text, maxBody);
  const body = { text: text.slice(start) };
  const message = { type: 'interactive', interactive: { body, ...partsOf(replies) } };
  return start === 0 ? [message] : [textBody(text.slice(0, start)), message];
}

function partsOf(replies: QuickReply[]): Json {
  if (replies.some((reply) => reply.isLocationRequest)) {
    return { type: 'location_request_message', action: { name: 'send_location' } };
  }
  for (const { title, form } of replies) if (form) return flow(title, form);
  for (const { title, url } of replies) if (url !== undefined) return page(title, url);
  if (fitButtons(replies)) return { type: 'button', action: { buttons: replies.map(button) } };
  return { type: 'list', action: { button: listButton, sections: [{ rows: rows(replies) }] } };
}

function flow(title: string, { id, screen }: NonNullable<QuickReply['form']>): Json {
  const parameters = {
    flow_message_version: '3',
    flow_id: id,
    flow_cta: cut(title, maxButtonTitle),
    ...(screen && { flow_action: 'navigate', flow_action_payload: { screen } }),
  };
  return { type: 'flow', action: { name: 'flow', parameters } };
}

function page(title: string, url: string): Json {
  const parameters = { display_text: cut(title, maxButtonTitle), url };
  return { type: 'cta_url', action: { name: 'cta_url', parameters } };
}

function fitButtons(replies: QuickReply[]): boolean {
  const hasOwnTitles = new Set(replies.map((reply) => reply.title)).size === replies.length;
  return (
    hasOwnTitles &&
    replies.length <= maxButtons &&
    replies.every((reply) => !reply.description && reply.title.length <= maxButtonTitle)
  );
}

function button({ id, title }: QuickReply): Json {
  return { type: 'reply', reply: { id: carriedId(id, maxId), title } };
}

function rows(replies: QuickReply[]): Json[] {
  return replies.slice(0, maxRows).map(({ id, title, description }) => {
    const below = description ?? (title.length > maxRowTitle ? title : undefined);
    return {
      id: carriedId(id, maxId),
      title: cut(title, maxRowTitle),
      ...(below && { description: cut(below, maxRowDescription) }),
    };
  });
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
