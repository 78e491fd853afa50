import * as z from 'zod';

/** What an administrator enters for a Telegram bot. `webhookSecret` is generated when left out. */
export const credentialsSchema = z.object({
  botToken: z
    .string()
    .trim()
    .regex(
      /^\d+:[A-Za-z0-9_-]+$/,
      'A bot token looks like 123456789:AAE… – copy the whole line that @BotFather shows',
    )
    .meta({
      title: 'Bot token',
      description: 'Write /newbot to @BotFather in Telegram; the token stands in the answer.',
      isSecret: true,
    }),
  webhookSecret: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9_-]{1,256}$/,
      'The webhook secret has 1 to 256 letters, digits, hyphens or underscores',
    )
    .meta({
      title: 'Webhook secret',
      description: 'Telegram sends it with every message. Leave it empty to have one made.',
      isSecret: true,
    }),
});

export type TelegramCredentials = z.infer<typeof credentialsSchema>;
