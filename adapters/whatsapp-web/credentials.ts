import * as z from 'zod';

/** Nothing is entered: the number is paired with its phone. */
export const credentialsSchema = z.object({});

export type WhatsappWebCredentials = object;
