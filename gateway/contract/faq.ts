import * as z from 'zod';
import { topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { withheldReasons } from './faq-state.ts';
import { id, idParams, instant, line, pageOf, pageQuery } from './primitives.ts';

export const faqRisks = ['low', 'legal', 'medical', 'crisis'] as const;
/** `draft`: nobody has approved it, it is never sent. `outdated`: approved, but the German text has changed since. */
export const faqStates = ['draft', 'approved', 'outdated'] as const;
export type FaqState = (typeof faqStates)[number];

/** The language in which an answer is written first; all others follow it. */
export const sourceLanguage = 'de';

const textOf = (max: number) =>
  z.string().trim().min(1, 'Write a text.').max(max, `At most ${max} characters.`);

/** Without the line at the end ("no legal advice"), which is added when it is sent. */
const texts = {
  question: textOf(120),
  short: textOf(300),
  long: textOf(900),
  /** Fits into two parts of an SMS, the closing line included. */
  sms: textOf(306),
};

export const translationLanguage = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{2,3}$/, 'Give a language of two or three letters such as "ar".');

const translation = z.object({
  language: z.string(),
  state: z.enum(faqStates),
  question: z.string(),
  short: z.string(),
  long: z.string(),
  sms: z.string(),
  /** The version of the German text that it says the same as. */
  basedOnVersion: z.number().int(),
  updatedAt: instant,
});
export type FaqTranslation = z.infer<typeof translation>;

const source = z.object({
  authority: line.trim().min(1).max(120),
  url: z.url({ protocol: /^https?$/ }).max(500),
  checkedOn: z.iso.date(),
});

/** Words that lead to the answer by themselves, by language. */
const triggers = z
  .record(translationLanguage, z.array(line.trim().min(2).max(60)).max(60))
  .refine((all) => Object.keys(all).length <= 40, 'At most forty languages.');

export const faqEntry = z.object({
  id,
  /** What editors and statistics call it; it never changes. */
  key: z.string(),
  topic: z.enum(topicKeys),
  risk: z.enum(faqRisks),
  /** The day from which it is withheld until somebody has looked at it again (Europe/Berlin). */
  reviewBy: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  sources: z.array(source),
  triggers: z.record(z.string(), z.array(z.string())),
  /** Counts changes of the German text. */
  version: z.number().int(),
  isArchived: z.boolean(),
  /** Who looks after it. */
  ownerId: id.nullable(),
  /** A source that it cites is frozen: it is withheld in all languages. */
  frozen: z.object({ url: z.string(), reason: z.string(), at: instant }).nullable(),
  translations: z.array(translation),
  updatedAt: instant,
});
export type FaqEntry = z.infer<typeof faqEntry>;

export const listFaqs = endpoint({
  method: 'GET',
  path: '/api/faqs',
  summary:
    'Answers of the organization with their texts in all languages, in the order in which they were made',
  access: 'faq.read',
  query: pageQuery.extend({ topic: z.enum(topicKeys).optional() }),
  response: pageOf(faqEntry),
});

export const getFaq = endpoint({
  method: 'GET',
  path: '/api/faqs/:id',
  summary: 'One answer',
  access: 'faq.read',
  params: idParams,
  response: faqEntry,
});

const newTranslation = z.object({ language: translationLanguage, ...texts });
const translations = z
  .array(newTranslation)
  .max(40)
  .refine(
    (all) => new Set(all.map(({ language }) => language)).size === all.length,
    'A language stands here twice.',
  );

/** 409 `conflict` when an entry has that key. */
export const createFaq = endpoint({
  method: 'POST',
  path: '/api/faqs',
  summary: 'Write an answer; every text is a draft until it is approved',
  access: 'faq.manage',
  body: z.object({
    key: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters (a–z), digits and hyphens.')
      .max(60),
    topic: z.enum(topicKeys),
    risk: z.enum(faqRisks).default('low'),
    reviewBy: z.iso.date(),
    validUntil: z.iso.date().nullable().default(null),
    sources: z.array(source).max(20).default([]),
    triggers: triggers.default({}),
    translations: translations.refine(
      (all) => all.some(({ language }) => language === sourceLanguage),
      'Write the German text first: all others follow it.',
    ),
  }),
  response: faqEntry,
  status: 201,
});

/**
 * A changed German text makes a new version, and approved texts in other languages `outdated`; any changed text is a
 * draft until it is approved. `approve` names languages whose text, as it is after this change, may be sent. 409
 * `conflict` when `expectedVersion` is not the version any more, so that nobody approves what they have not read.
 */
export const updateFaq = endpoint({
  method: 'PATCH',
  path: '/api/faqs/:id',
  summary: 'Change an answer, approve texts, archive or bring it back',
  access: 'faq.manage',
  params: idParams,
  body: z
    .object({
      topic: z.enum(topicKeys),
      risk: z.enum(faqRisks),
      reviewBy: z.iso.date(),
      validUntil: z.iso.date().nullable(),
      sources: z.array(source).max(20),
      triggers,
      isArchived: z.boolean(),
      ownerId: id.nullable(),
      translations,
      approve: z.array(translationLanguage).max(40),
      expectedVersion: z.number().int(),
      /** `updatedAt` as it was read: 409 `conflict` when anything has been changed since. */
      expectedUpdatedAt: instant,
    })
    .partial(),
  response: faqEntry,
});

/** What the organization has by its key already stays as it is. */
export const addStarterFaqs = endpoint({
  method: 'POST',
  path: '/api/faqs/starter',
  summary:
    'Copy the answers that ship with the product into the organization, approved or as drafts',
  access: 'faq.manage',
  body: z.object({ state: z.enum(['approved', 'draft']) }),
  response: z.object({ added: z.number().int() }),
  status: 200,
});

const faqReference = z.object({ id, key: z.string(), topic: z.enum(topicKeys) });

/**
 * Deterministic: the same text gets the same decision. `entry` is what would be sent, `candidates` (best first, `score` 0
 * to 1) is what came into question, `reason` says why.
 */
export const matchFaq = endpoint({
  method: 'POST',
  path: '/api/faqs/match',
  summary: 'What a message would get by itself, and why; nothing is sent',
  access: 'faq.read',
  body: z.object({ text: z.string().max(4096), language: translationLanguage }),
  response: z.object({
    decision: z.enum(['crisis', 'command', 'answer', 'offer', 'person']),
    entry: faqReference.nullable(),
    candidates: z.array(z.object({ id, key: z.string(), score: z.number() })),
    reason: z.enum([
      'crisis_word',
      'command',
      'exact_keyword',
      'clear_match',
      'several_fit',
      'personal',
      'nothing_fits',
      /** The answer that fits may not be sent; `withheldFor` says why. */
      'withheld',
    ]),
    withheldFor: z.enum(withheldReasons).nullable(),
    language: z.string(),
  }),
  status: 200,
});
