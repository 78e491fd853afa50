import { readFreely } from './free-text.ts';
import type { Step } from './path.ts';
import { takeAge } from './steps/age.ts';
import { takeFaq, takeHelped } from './steps/answer.ts';
import { takeAsylum } from './steps/asylum.ts';
import { takeConsent } from './steps/consent.ts';
import { takeCounselor } from './steps/counselor.ts';
import { takeErasure } from './steps/erasure.ts';
import { takeLanguage } from './steps/language.ts';
import { takeMenu } from './steps/menu.ts';
import { takeOffer } from './steps/offer.ts';
import { takePerson } from './steps/person.ts';
import { takePostcode } from './steps/postcode.ts';
import { takeRating } from './steps/rating.ts';
import { takeReferral } from './steps/referral.ts';
import { takeTopic } from './steps/topic.ts';
import type { Take, Turn } from './turn.ts';

/** By the first part of a choice's id. These ids stand in chats for years: they may be added to, never changed. */
const takes: Record<string, Take> = {
  language: takeLanguage,
  menu: takeMenu,
  topic: takeTopic,
  faq: takeFaq,
  helped: takeHelped,
  offer: takeOffer,
  person: takePerson,
  consent: takeConsent,
  postcode: takePostcode,
  age: takeAge,
  asylum: takeAsylum,
  referral: takeReferral,
  counselor: takeCounselor,
  delete: takeErasure,
  rating: takeRating,
};

/** What has to do with finding a person; it means nothing any more when one is counseling. */
const personal = new Set([
  'person',
  'consent',
  'postcode',
  'age',
  'asylum',
  'referral',
  'counselor',
]);

/** Only with consent: these go on where the way to a person stopped. */
const afterConsent = new Set(['postcode', 'age', 'asylum', 'referral']);

export function isAboutPeople(choiceId: string): boolean {
  return personal.has(choiceId.split(':')[0] ?? '');
}

/** Does what a tapped or numbered choice says, whenever it was offered. */
export async function takeChoice(
  turn: Turn,
  { choiceId, text, messageId }: { choiceId: string; text: string | null; messageId: string },
): Promise<Step | null> {
  const [first = '', ...parts] = choiceId.split(':');
  const take = takes[first];
  if (take && afterConsent.has(first) && !turn.path.hasConsent) return 'consent';
  if (take) return take(turn, parts, messageId);
  return text === null ? 'menu' : readFreely(turn, text, messageId);
}
