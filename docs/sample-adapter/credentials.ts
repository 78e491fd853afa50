import * as z from 'zod';

export const credentialsSchema = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'Enter the address of the gateway' })
    .meta({ title: 'Address', description: 'Where the SMS gateway answers.', isSecret: false }),
  token: z
    .string()
    .min(8, 'The token has at least 8 characters')
    .meta({ title: 'Token', description: 'From the account page.', isSecret: true }),
  secret: z.string().min(16, 'The secret has at least 16 characters').meta({
    title: 'Webhook secret',
    description: 'Signs what the gateway posts. Leave it empty to have one made.',
    isSecret: true,
  }),
});

export type SampleCredentials = z.infer<typeof credentialsSchema>;
