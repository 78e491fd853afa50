import * as z from 'zod';

export type WhatsappCloudCredentials = z.infer<typeof credentialsSchema>;

/** What an administrator enters. The verify token is theirs to choose: they enter it at Meta, too. */
export const credentialsSchema = z.object({
  phoneNumberId: z
    .string()
    .trim()
    .regex(/^\d+$/, 'Enter the phone number ID: digits only. It is not the phone number itself.')
    .meta({
      title: 'Phone number ID',
      description: 'Meta app dashboard → WhatsApp → API setup, below the sender number.',
    }),
  accessToken: secretField('Enter the access token').meta({
    title: 'Access token',
    description:
      'A permanent token of a system user with whatsapp_business_messaging and whatsapp_business_management.',
    isSecret: true,
  }),
  appSecret: secretField('Enter the app secret').meta({
    title: 'App secret',
    description:
      'Meta app dashboard → App settings → Basic. It proves that messages come from Meta.',
    isSecret: true,
  }),
  verifyToken: secretField('Enter a verify token: a word of your own').meta({
    title: 'Verify token',
    description: 'A word of your own, hard to guess, that you also enter in the Meta app.',
    isSecret: true,
  }),
  businessAccountId: z
    .string()
    .trim()
    .regex(/^\d*$/, 'Enter the ID of the WhatsApp Business account: digits only.')
    .optional()
    .meta({
      title: 'WhatsApp Business account ID',
      description:
        'Only if the templates are not found: Meta app dashboard → WhatsApp → API setup, beside the phone number ID.',
    }),
});

function secretField(missing: string) {
  return z
    .string()
    .trim()
    .min(1, `${missing}.`)
    .regex(/^\S*$/, 'Spaces and line breaks are not allowed here.');
}
