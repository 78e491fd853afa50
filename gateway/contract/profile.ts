import * as z from 'zod';
import { conversation, topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { weeklyHours } from './office.ts';
import { id, idParams, name, pageOf } from './primitives.ts';

/** How well a counselor knows a language: the levels of the Common European Framework, and one's own. */
export const languageLevels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native'] as const;
export type LanguageLevel = (typeof languageLevels)[number];

/** Whom the path may lead to a counselor by itself. */
export const acceptances = ['everyone', 'existing_clients_only', 'nobody'] as const;

const spokenLanguage = z.object({
  /** ISO 639-1, or 639-3 where there is none of two letters. */
  language: z.string().regex(/^[a-z]{2,3}$/, 'Give a language code such as "ar".'),
  level: z.enum(languageLevels),
});
export type SpokenLanguage = z.infer<typeof spokenLanguage>;

const profileFields = {
  /** What contacts read instead of the name. */
  alias: name.max(60),
  languages: z
    .array(spokenLanguage)
    .max(30)
    .refine(
      (all) => new Set(all.map(({ language }) => language)).size === all.length,
      'Name each language once.',
    ),
  /** What they counsel; none named means all. */
  topics: z.array(z.enum(topicKeys)).max(topicKeys.length),
  /** How many conversations at once; null has no limit. */
  capacity: z.number().int().min(0).max(500).nullable(),
  accepts: z.enum(acceptances),
  /** None named: those of the office. */
  hours: weeklyHours,
};

const day = z.iso.date();

export const absence = z.object({
  id,
  /** First and last day, both away. */
  from: day,
  to: day,
  substitute: z.object({ id, displayName: z.string() }).nullable(),
});
export type Absence = z.infer<typeof absence>;

export const profile = z.object({
  counselorId: id,
  /** Nobody has saved it yet: it shows what would be suggested, and the path leads nobody there. */
  isSaved: z.boolean(),
  ...profileFields,
  /** Those that are not over, the next one first. */
  absences: z.array(absence),
  /** Conversations that take up room now. */
  openCount: z.number().int(),
});
export type Profile = z.infer<typeof profile>;

export const listProfiles = endpoint({
  method: 'GET',
  path: '/api/counselor-profiles',
  summary: 'Languages, times and absences of all colleagues with access',
  access: 'counselor.read',
  response: pageOf(profile),
});

export const getProfile = endpoint({
  method: 'GET',
  path: '/api/counselors/:id/profile',
  summary: 'Languages, topics, capacity, working times and absences of a counselor',
  access: 'counselor.read',
  params: idParams,
  response: profile,
});

/** 403 `forbidden` for the profile of another without `counselor.manage`. */
export const putProfile = endpoint({
  method: 'PUT',
  path: '/api/counselors/:id/profile',
  summary: 'Say whom a counselor can help, when, and under which name',
  access: 'counselor.read',
  params: idParams,
  body: z.object(profileFields),
  response: profile,
});

/**
 * Why somebody is away is asked nowhere and kept nowhere. 403 as above; 422 `validation_failed` for an end before the
 * beginning, for a substitute who is unknown or the same person; 409 `conflict` when it overlaps another absence.
 */
export const createAbsence = endpoint({
  method: 'POST',
  path: '/api/counselors/:id/absences',
  summary: 'Note that a counselor is away, and who stands in',
  access: 'counselor.read',
  params: idParams,
  body: z
    .object({ from: day, to: day, substituteId: id.nullable().default(null) })
    .refine(({ from, to }) => from <= to, {
      path: ['to'],
      message: 'The last day must not come before the first.',
    }),
  response: profile,
  status: 201,
});

/** 403 as above. */
export const deleteAbsence = endpoint({
  method: 'DELETE',
  path: '/api/absences/:id',
  summary: 'Take an absence back',
  access: 'counselor.read',
  params: idParams,
  response: z.undefined(),
  status: 204,
});

/** Why a counselor gives a conversation back. A key, so that nothing about a person is written down. */
export const declineReasons = ['language', 'topic', 'capacity', 'personal', 'other'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/**
 * It goes back to the queue, the path offers the contact somebody else and never this counselor again. 409 `conflict`
 * when somebody else has it, or once they have answered: hand it over then.
 */
export const declineConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/decline',
  summary: 'Give a conversation back before the first answer',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ reason: z.enum(declineReasons).optional() }),
  response: conversation,
});

export const setInterpreterNeed = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/interpreter',
  summary: 'Say whether the conversation needs an interpreter',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ isNeeded: z.boolean() }),
  response: conversation,
});
