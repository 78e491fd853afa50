import * as z from 'zod';

/** Something to tap below a message, and the kind of answer that WhatsApp makes of it. */
export type Tap = { id: string; title: string; as: 'button_reply' | 'list_reply' };

const telegramMarkup = z.object({
  reply_markup: z.object({
    inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
  }),
});
const reply = z.object({ id: z.string(), title: z.string() });
const whatsappAction = z.object({
  interactive: z.object({
    action: z.object({
      buttons: z.array(z.object({ reply })).default([]),
      sections: z.array(z.object({ rows: z.array(reply) })).default([]),
    }),
  }),
});

/** Everything that can be tapped in what a provider was given, in the order in which it was sent. */
export function tapsOffered(kind: string, sent: Record<string, unknown>[]): Tap[] {
  if (kind === 'telegram') return sent.flatMap(telegramTaps);
  return kind === 'whatsapp' ? sent.flatMap(whatsappTaps) : [];
}

function telegramTaps(fields: Record<string, unknown>): Tap[] {
  const { data } = telegramMarkup.safeParse(fields);
  return (data?.reply_markup.inline_keyboard ?? [])
    .flat()
    .map(({ text, callback_data: id }) => ({ id, title: text, as: 'button_reply' }));
}

function whatsappTaps(fields: Record<string, unknown>): Tap[] {
  const { data } = whatsappAction.safeParse(fields);
  if (!data) return [];
  const { buttons, sections } = data.interactive.action;
  return [
    ...buttons.map((button) => ({ ...button.reply, as: 'button_reply' as const })),
    ...sections.flatMap(({ rows }) => rows.map((row) => ({ ...row, as: 'list_reply' as const }))),
  ];
}
