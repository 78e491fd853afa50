import * as z from 'zod';
import { topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { faqEntry, translationLanguage } from './faq.ts';
import { id, idParams, instant, line, pageOf } from './primitives.ts';

const version = z.object({
  version: z.number().int(),
  question: z.string(),
  short: z.string(),
  long: z.string(),
  sms: z.string(),
  changedAt: instant,
  changedById: id.nullable(),
});
export type FaqVersion = z.infer<typeof version>;

export const listFaqVersions = endpoint({
  method: 'GET',
  path: '/api/faqs/:id/versions',
  summary: 'The German texts of an answer over time, newest first',
  access: 'faq.read',
  params: idParams,
  response: pageOf(version),
});

/** With source, date and closing line, whether it may be sent or not. 404 also for a language without a text. */
export const previewFaq = endpoint({
  method: 'GET',
  path: '/api/faqs/:id/preview',
  summary: 'An answer as clients get it, in full and by SMS',
  access: 'faq.read',
  params: idParams,
  query: z.object({ language: translationLanguage }),
  response: z.object({ full: z.string(), sms: z.string(), smsParts: z.number().int() }),
});

/** `due`: answers past their review date or validity; `drafts` and `outdated` count texts; `questions`: without an answer. */
export const countFaqs = endpoint({
  method: 'GET',
  path: '/api/faq-counts',
  summary: 'What waits for an editor of answers',
  access: 'faq.read',
  response: z.object({
    due: z.number().int(),
    drafts: z.number().int(),
    outdated: z.number().int(),
    questions: z.number().int(),
  }),
});

/** The review date moves to so many months from today, and all sources count as looked at today. */
export const reviewFaq = endpoint({
  method: 'POST',
  path: '/api/faqs/:id/review',
  summary: 'Say that an answer was looked at and is still right',
  access: 'faq.manage',
  params: idParams,
  body: z.object({
    months: z.union([z.literal(6), z.literal(12)]),
    /** 409 `conflict` when the German text is not at this version any more. */
    expectedVersion: z.number().int(),
  }),
  response: faqEntry,
  status: 200,
});

const freeze = z.object({ id, url: z.string(), reason: z.string(), at: instant });

const citedSource = z.object({
  /** As the newest answer that cites it calls it. */
  authority: z.string(),
  url: z.string(),
  /** The longest ago that anybody looked at it for one of the answers. */
  checkedOn: z.iso.date(),
  /** Answers that cite it, archived ones left out. */
  entries: z.array(z.object({ id, key: z.string(), topic: z.enum(topicKeys) })),
  freeze: freeze.nullable(),
});
export type CitedSource = z.infer<typeof citedSource>;

export const listFaqSources = endpoint({
  method: 'GET',
  path: '/api/faq-sources',
  summary: 'What answers cite, with the answers that cite it; frozen sources first',
  access: 'faq.read',
  response: pageOf(citedSource),
});

/** Every answer that cites it, now or later, is withheld until it is undone. 409 `conflict` when it is frozen already. */
export const freezeSource = endpoint({
  method: 'POST',
  path: '/api/faq-freezes',
  summary: 'Withhold all answers that cite a source',
  access: 'faq.manage',
  body: z.object({
    url: z.url({ protocol: /^https?$/ }).max(500),
    reason: line.trim().min(1).max(200),
  }),
  response: freeze,
  status: 201,
});

export const unfreezeSource = endpoint({
  method: 'DELETE',
  path: '/api/faq-freezes/:id',
  summary: 'Let the answers that cite a source be sent again',
  access: 'faq.manage',
  params: idParams,
  response: z.undefined(),
  status: 204,
});

const openQuestion = z.object({
  id,
  language: z.string(),
  topic: z.enum(topicKeys).nullable(),
  /** Scrubbed of what may tell who asked. */
  text: z.string(),
  times: z.number().int(),
  lastAskedAt: instant,
});
export type OpenQuestion = z.infer<typeof openQuestion>;

/** At most two hundred; they are deleted ninety days after they were asked last. */
export const listFaqQuestions = endpoint({
  method: 'GET',
  path: '/api/faq-questions',
  summary: 'What clients asked and no answer fitted, most often asked first',
  access: 'faq.manage',
  response: pageOf(openQuestion),
});

export const dismissFaqQuestion = endpoint({
  method: 'DELETE',
  path: '/api/faq-questions/:id',
  summary: 'Take a question off the list: it has an answer now, or needs none',
  access: 'faq.manage',
  params: idParams,
  response: z.undefined(),
  status: 204,
});

const sendsOfVersion = z.object({
  version: z.number().int(),
  sent: z.number().int(),
  lastSentAt: instant,
  /** How many said whether it helped; `helpedShare` (0 to 1) is null below five of them. */
  rated: z.number().int(),
  helpedShare: z.number().nullable(),
  corrected: z.number().int(),
});
export type SendsOfVersion = z.infer<typeof sendsOfVersion>;

export const listFaqSends = endpoint({
  method: 'GET',
  path: '/api/faqs/:id/sends',
  summary: 'How often each version of an answer was sent, and whether it helped; no persons',
  access: 'faq.read',
  params: idParams,
  response: pageOf(sendsOfVersion),
});
