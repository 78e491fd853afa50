import * as z from 'zod';

/** A simulator has no account anywhere: its secret is made by the gateway and signs what the phone sends. */
export const credentialsSchema = z.object({
  secret: z.string().trim().min(16, 'The secret has at least 16 characters').meta({
    title: 'Secret',
    description: 'Signs what the simulated phone sends. Leave it empty to have one made.',
    isSecret: true,
  }),
});

export type SimulatorCredentials = z.infer<typeof credentialsSchema>;
