import * as z from 'zod';
import { germanStateCodes } from './german-states.ts';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, line } from './primitives.ts';

export const ruleAgeBands = ['under_27', 'from_27'] as const;
/** `draft`: counts for nobody yet. */
export const ruleStates = ['draft', 'active'] as const;
/** The language in which a rule says why; all others follow it. */
export const ruleSourceLanguage = 'de';
/** Languages that the starter rules have, in the order in which editors see them. */
export const ruleLanguages = ['de', 'en', 'ru', 'uk', 'ar', 'tr', 'fa'] as const;

/**
 * All that is given must be so; what is null or empty doesn't matter. A client of whom a fact is not known never fits a
 * rule that asks for it.
 */
const condition = z.object({
  ageBand: z.enum(ruleAgeBands).nullable().default(null),
  isInAsylumProcedure: z.boolean().nullable().default(null),
  /** The postcode lies in one of them, as far as postcodes follow borders. */
  states: z.array(z.enum(germanStateCodes)).max(16).default([]),
  /** One of them begins the postcode: "1" for all of 10000 to 19999, "10115" for this one. */
  postcodePrefixes: z
    .array(z.string().regex(/^\d{1,5}$/, 'Give one to five digits.'))
    .max(200)
    .default([]),
});

const target = z.object({
  name: line.trim().min(1, 'Give the name of the service.').max(120),
  /** What it is, in German: "Jugendmigrationsdienst". */
  kind: line.trim().min(1, 'Say what kind of service it is.').max(80),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  phone: line.trim().min(3).max(40).nullable().default(null),
});

const source = z.object({
  authority: line.trim().min(1).max(120),
  url: z.url({ protocol: /^https?$/ }).max(500),
  checkedOn: z.iso.date(),
});

const language = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{2,3}$/, 'Give a language of two or three letters such as "ar".');

/** What the client is told, by language: one or two sentences that end with "or stay with us". */
const why = z
  .record(language, z.string().trim().min(1, 'Write a text.').max(300, 'At most 300 characters.'))
  .refine((all) => Object.keys(all).length <= 40, 'At most forty languages.')
  .refine((all) => ruleSourceLanguage in all, 'Write the German text first: all others follow it.');

const fields = {
  validFrom: z.iso.date(),
  /** The last day on which it counts (Europe/Berlin). */
  validTo: z.iso.date().nullable().default(null),
  /** The day from which the list asks somebody to look at it again. */
  reviewBy: z.iso.date().nullable().default(null),
  /** Smaller ones are said first. */
  position: z.number().int().min(0).max(10_000).default(100),
  condition,
  target,
  why,
  sources: z.array(source).max(20).default([]),
  state: z.enum(ruleStates),
};

/**
 * `current`: counts today. `upcoming`: begins later. `ended`: its last day is over and nothing newer has begun. `replaced`:
 * a newer version has begun.
 */
export const ruleStandings = ['draft', 'current', 'upcoming', 'ended', 'replaced'] as const;

export const rule = z.object({
  id,
  /** What versions of the same rule have in common; it never changes. */
  key: z.string(),
  version: z.number().int(),
  ...fields,
  standing: z.enum(ruleStandings),
  /** Its review date is over. */
  isReviewDue: z.boolean(),
  /** Somebody here wrote it or has looked at it; what ships with the product begins without. */
  isReviewed: z.boolean(),
  createdById: id.nullable(),
  createdAt: instant,
});
export type Rule = z.infer<typeof rule>;

export const listRules = endpoint({
  method: 'GET',
  path: '/api/rules',
  summary:
    'Triage rules with all their versions: in the order in which they are said, the newest first',
  access: 'rule.read',
  response: z.object({ items: z.array(rule) }),
});

/**
 * Versions are never changed: a change is the next version of the same key, from a day on (today at the earliest), and a rule
 * ends by a version with a last day. 409 `conflict` when `basedOnVersion` is not the newest one (0 for a new rule).
 */
export const createRule = endpoint({
  method: 'POST',
  path: '/api/rules',
  summary: 'Write a rule, or its next version from a day on',
  access: 'rule.manage',
  body: z
    .object({
      key: z
        .string()
        .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters (a–z), digits and hyphens.')
        .max(60),
      basedOnVersion: z.number().int().min(0),
      ...fields,
    })
    .refine(({ validFrom, validTo }) => validTo === null || validTo >= validFrom, {
      path: ['validTo'],
      message: 'The last day comes before the first one.',
    }),
  response: rule,
  status: 201,
});

/** What counts already stays as it is; only the mark "not reviewed" goes. */
export const approveRule = endpoint({
  method: 'POST',
  path: '/api/rules/:id/approve',
  summary: 'Say that a version is right as it is; a draft counts from then on',
  access: 'rule.manage',
  params: idParams,
  response: rule,
  status: 200,
});

/** What the organization has by its key already stays as it is. */
export const addStarterRules = endpoint({
  method: 'POST',
  path: '/api/rules/starter',
  summary: 'Copy the rules that ship with the product into the organization, active or as drafts',
  access: 'rule.manage',
  body: z.object({ state: z.enum(ruleStates) }),
  response: z.object({ added: z.number().int() }),
  status: 200,
});

const facts = z.object({
  ageBand: z.enum(ruleAgeBands).nullable(),
  isInAsylumProcedure: z.boolean().nullable(),
  postcode: z
    .string()
    .regex(/^\d{5}$/, 'A postcode has five digits.')
    .nullable(),
  day: z.iso.date(),
});

export const reasons = ['fits', 'age', 'asylum', 'place', 'not_begun', 'ended', 'draft'] as const;

/**
 * What a client with these facts would be told on that day; nothing is sent and nothing is kept. `others` are the rules
 * that don't count, each with the first reason.
 */
export const simulateRules = endpoint({
  method: 'POST',
  path: '/api/rules/simulate',
  summary: 'Which rules fit a client on a day, and why the others do not',
  access: 'rule.read',
  body: facts,
  response: z.object({
    referrals: z.array(
      z.object({
        ruleId: id,
        key: z.string(),
        version: z.number().int(),
        target,
        why: z.record(z.string(), z.string()),
        sources: z.array(source),
        validTo: z.iso.date().nullable(),
      }),
    ),
    others: z.array(
      z.object({ key: z.string(), version: z.number().int(), reason: z.enum(reasons) }),
    ),
  }),
  status: 200,
});
