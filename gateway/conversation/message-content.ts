import type { sendReply as endpoint } from '../contract/message.ts';
import type * as z from 'zod';
import type { SentTemplate } from './fill-template.ts';

type Reply = z.output<(typeof endpoint)['body']>;
type AskedReply = NonNullable<Reply['quickReplies']>[number];

/** What is offered is kept as it was asked for; the outbox fits it to the channel. */
type OfferedReply = AskedReply & { id: string };

/** What is sealed as the content of one of our messages. */
export type MessageContent = {
  text: string | null;
  payload: { template?: SentTemplate; quickReplies?: OfferedReply[] } | null;
};

/** What is asked for. Valid UTF-8 without NUL; nothing else of the text is changed. */
export function contentOf({
  text,
  template,
  quickReplies,
}: Pick<Reply, 'text' | 'template' | 'quickReplies'>): MessageContent {
  return { text: text === undefined ? null : cleanText(text), payload: payload() };

  function payload(): MessageContent['payload'] {
    if (template) return { template: { ...template, params: cleanParams(template.params) } };
    return quickReplies ? { quickReplies: quickReplies.map(offered) } : null;
  }
}

function offered({ id, title, description, ...more }: AskedReply): OfferedReply {
  return {
    id: cleanText(id ?? title),
    title: cleanText(title),
    ...(description && { description: cleanText(description) }),
    ...more,
  };
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

function cleanParams({ body, header, buttons }: SentTemplate['params']): SentTemplate['params'] {
  return {
    body: body.map(cleanText),
    ...(header && { header: header.map(cleanText) }),
    ...(buttons && { buttons: buttons.map(cleanText) }),
  };
}
