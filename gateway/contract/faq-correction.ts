import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams } from './primitives.ts';

const language = z.string().regex(/^[a-z]{2,3}$/, 'Give a language of two or three letters.');

/**
 * Whoever got one of the versions (left out: any but the current one) and has not been corrected gets the text in the
 * language of their answer, else in English, German or whatever there is. It leaves through the outbox like all messages,
 * one to a person however often they got the answer; who can't be written to any more is marked and counted as
 * `unreachable` in `GET /api/faqs/:id/corrections`.
 */
export const correctFaq = endpoint({
  method: 'POST',
  path: '/api/faqs/:id/corrections',
  summary: 'Send a correction to everybody who got a wrong version of an answer',
  access: 'faq.manage',
  params: idParams,
  body: z.object({
    versions: z.array(z.number().int().min(1)).min(1).max(100).optional(),
    text: z
      .record(language, z.string().trim().min(1, 'Write a text.').max(900))
      .refine(
        (all) => Object.keys(all).length > 0,
        'Write the correction in one language at least.',
      ),
  }),
  response: z.object({
    id,
    /** Answers to correct, not persons. */
    answers: z.number().int(),
  }),
  status: 201,
});

export const listFaqCorrections = endpoint({
  method: 'GET',
  path: '/api/faqs/:id/corrections',
  summary: 'The corrections of an answer, newest first, and how far they have come',
  access: 'faq.read',
  params: idParams,
  response: z.object({
    items: z.array(
      z.object({
        id,
        versions: z.array(z.number().int()),
        createdAt: z.iso.datetime(),
        sent: z.number().int(),
        waiting: z.number().int(),
        unreachable: z.number().int(),
      }),
    ),
  }),
});
