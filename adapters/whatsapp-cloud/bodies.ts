import type { TemplateContent } from '../adapter.ts';
import type { Json } from './json.ts';

/** Text with a link preview when there is a link in it. Limit: 4096, kept by the gateway. */
export function textBody(text: string): Json {
  const hasLink = /https?:\/\/\S/i.test(text);
  return { type: 'text', text: { body: text, ...(hasLink && { preview_url: true }) } };
}

/**
 * An approved template. Parameters are text by position, or by name where the template has names; a button parameter is
 * the end of a dynamic URL, and an empty one leaves its button as it is.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages
 */
export function templateBody(template: TemplateContent): Json {
  const { header = [], body, buttons = [] } = template.params;
  const { names } = template;
  const named = (texts: string[], of: string[] = []) =>
    texts.map((text, index) => parameter(text, of[index]));
  const components = [
    ...(header.length > 0 ? [{ type: 'header', parameters: named(header, names?.header) }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: named(body, names?.body) }] : []),
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

function parameter(text: string, name = ''): Json {
  const isNumbered = /^\d*$/.test(name);
  return { type: 'text', ...(!isNumbered && { parameter_name: name }), text };
}
