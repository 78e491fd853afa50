import * as z from 'zod';

const senderPattern =
  /^(?:(?:whatsapp:)?\+[1-9]\d{1,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 +&_-]{0,10})?$/;

/**
 * What an administrator copies from the Twilio console. Exactly one of `from` and
 * `messagingServiceSid` names the sender; an empty field counts as left out.
 *
 * `previousAuthToken` stays accepted for webhooks (never for calls) while a token is rotated.
 * Source: https://www.twilio.com/docs/iam/api/authtoken
 */
export const credentialsSchema = z
  .object({
    accountSid: z
      .string()
      .trim()
      .regex(/^AC[0-9a-zA-Z]{32}$/, 'An Account SID is AC followed by 32 characters.')
      .meta({
        title: 'Account SID',
        description: 'In the Twilio console under Account info. It begins with AC.',
      }),
    authToken: z
      .string()
      .trim()
      .regex(/^\S{8,}$/, 'The auth token is missing or has a space in it.')
      .meta({
        title: 'Auth token',
        description: 'In the Twilio console under Account info. Signs the webhooks, too.',
        isSecret: true,
      }),
    from: z
      .string()
      .trim()
      .overwrite(withoutNumberPunctuation)
      .regex(
        senderPattern,
        'Give a number as +49…, a short code, a sender name of at most 11 characters, or whatsapp:+49….',
      )
      .optional()
      .meta({
        title: 'Sender',
        description:
          'The number, short code or sender name that messages come from. For WhatsApp write whatsapp:+49…. Leave empty when a messaging service is used.',
      }),
    messagingServiceSid: z
      .string()
      .trim()
      .regex(/^(?:MG[0-9a-zA-Z]{32})?$/, 'A Messaging Service SID is MG followed by 32 characters.')
      .optional()
      .meta({
        title: 'Messaging Service SID',
        description: 'Instead of a sender, when several senders share a messaging service.',
      }),
    previousAuthToken: z
      .string()
      .trim()
      .regex(/^\S*$/, 'The auth token has a space in it.')
      .optional()
      .meta({
        title: 'Previous auth token',
        description: 'Only while the auth token is being changed: webhooks signed with it pass.',
        isSecret: true,
      }),
  })
  .refine((credentials) => Boolean(credentials.from) !== Boolean(credentials.messagingServiceSid), {
    message: 'Give either a sender or a Messaging Service SID, not both.',
    path: ['from'],
  });

export type TwilioCredentials = z.output<typeof credentialsSchema>;

function withoutNumberPunctuation(sender: string): string {
  return /^(?:whatsapp:)?\+[\d\s()/.-]+$/.test(sender)
    ? sender.replaceAll(/[\s()/.-]/g, '')
    : sender;
}
