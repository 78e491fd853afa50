import type { Message } from '../../gateway/contract/message.ts';
import type { FilledTemplate } from '../../gateway/contract/template.ts';

export type SentTemplate = { name: string; language: string; filled: FilledTemplate | null };

/** The template that a message was sent as; `filled` is null when nobody knew its words. */
export function templateOf({ payload }: Pick<Message, 'payload'>): SentTemplate | null {
  const template = recordOf(recordOf(payload)?.['template']);
  const { name, language } = template ?? {};
  if (typeof name !== 'string' || typeof language !== 'string') return null;
  return { name, language, filled: filledOf(template?.['rendered']) };
}

function filledOf(value: unknown): FilledTemplate | null {
  const { header, body, footer, buttons } = recordOf(value) ?? {};
  if (typeof body !== 'string') return null;
  return {
    header: typeof header === 'string' ? header : null,
    body,
    footer: typeof footer === 'string' ? footer : null,
    buttons: Array.isArray(buttons) ? buttons.filter((title) => typeof title === 'string') : [],
  };
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
