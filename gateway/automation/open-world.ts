import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { FaqEntry, FaqTranslation } from '../contract/faq.ts';
import { berlinDay } from '../contract/berlin-day.ts';
import { isSendable } from '../faq/is-sendable.ts';
import { currentFaqs, matchFaq } from '../faq/match-faq.ts';
import { findCommand } from '../faq/match/commands.ts';
import { Organization } from '../model/organization.ts';
import { query } from '../unit-of-work.ts';
import { answerText } from './answer-text.ts';
import { detectLanguage } from '../language/detect-language.ts';
import { nearestOffices, type NearOffice } from '../offices/nearest-offices.ts';
import { promiseFor } from '../promises/promise-for.ts';
import { counselorCards } from '../routing/counselor-cards.ts';
import { declinersOf } from '../routing/decliners.ts';
import { referralsFor } from '../rules/referrals-for.ts';
import type { Standing } from './path-row.ts';
import { spokenLanguages } from './words/words.ts';
import type { World } from './world.ts';

/** Whoever has no other language reads the one that most can. */
const fallbacks = ['en', 'de'];
const mostQuestions = 5;
const mostCandidates = 3;

/** What a step may ask of the product about one conversation; everything is read in the caller's transaction. */
export async function openWorld(
  em: EntityManager,
  channel: ConnectedChannel,
  standing: Standing,
  occasion: World['occasion'],
  now = new Date(),
): Promise<World> {
  const { organizationId } = standing;
  const day = berlinDay(now);
  const organization = await em.findOneOrFail(Organization, organizationId);
  const form = (await messengerOf(em, standing.conversationId)) === 'sms' ? 'sms' : 'full';
  const { entries } = await currentFaqs(em, organizationId);

  /** The text that may be sent today, in the language asked for or in the next best. */
  function sendable(entry: FaqEntry, language: string): FaqTranslation | undefined {
    for (const one of new Set([language, standing.language ?? language, ...fallbacks])) {
      const translation = entry.translations.find((text) => text.language === one);
      if (translation && isSendable(entry, translation.state, day)) return translation;
    }
    return undefined;
  }

  return {
    now,
    occasion,
    form,
    automation: channel.automation === 'full' ? 'full' : 'faq',
    organizationName: organization.name,
    noticeUrl: null,
    languages: spokenLanguages,
    async match(text, language) {
      const { decision, entry, candidates, reason } = await matchFaq(
        em,
        organizationId,
        { text, language },
        now,
      );
      const known = candidates.filter(({ id }) =>
        entries.some((one) => one.id === id && sendable(one, language)),
      );
      return {
        decision,
        command: decision === 'command' ? findCommand(text) : null,
        entryId: entry?.id ?? null,
        candidateIds: known.slice(0, mostCandidates).map(({ id }) => id),
        reason,
      };
    },
    detect: (text) => detectOf(text, standing),
    async questionsOf(topic, language) {
      return entries
        .filter((entry) => entry.topic === topic)
        .flatMap((entry) => {
          const text = sendable(entry, language);
          return text ? [{ entryId: entry.id, question: text.question }] : [];
        })
        .slice(0, mostQuestions);
    },
    async answerOf(entryId, language) {
      const entry = entries.find(({ id }) => id === entryId);
      const text = entry && sendable(entry, language);
      if (!text) return null;
      return {
        entryId,
        topic: entry.topic,
        version: text.basedOnVersion,
        question: text.question,
        text: answerText(entry, text, form),
        language: text.language,
        isFallback: text.language !== language,
      };
    },
    async officesNear(postcode) {
      const near = await nearestOffices(em, { organizationId, postcode });
      return near.map((office) => ({
        id: office.id,
        name: office.name,
        line: lineOf(office),
        distanceKm: office.distanceKm,
      }));
    },
    async counselorsFor({ declinedBy, ...want }) {
      const declined = await declinersOf(em, standing.conversationId);
      return counselorCards(em, {
        ...want,
        declinedBy: [...declinedBy, ...declined],
        organizationId,
        contactId: standing.contactId,
        now,
      });
    },
    async referralsFor({ language, ...facts }) {
      const found = await referralsFor(em, { ...facts, organizationId, language, day });
      return found.map(({ key, name, url, why }) => ({ key, name, url, why }));
    },
    async promiseFor(officeId, counselorId) {
      return (await promiseFor(em, { organizationId, officeId, counselorId, now })).answerBy;
    },
  };
}

/** What only the messenger's profile says of a language is a hint, nothing to welcome somebody by. */
function detectOf(text: string, { language, path }: Standing): ReturnType<World['detect']> {
  const history = language ? [language] : [];
  if (path.language !== null) return detectLanguage(text, history);
  const alone = detectLanguage(text);
  if (alone.isCertain) return alone;
  return { ...detectLanguage(text, history), isCertain: false };
}

async function messengerOf(em: EntityManager, conversationId: string): Promise<string | undefined> {
  const [row] = await query<{ messenger: string }>(
    em,
    'select messenger from conversation where id = $1',
    [conversationId],
  );
  return row?.messenger;
}

/** Where it is and how to call it. */
function lineOf({ name, street, postcode, city, phone }: NearOffice): string {
  const place = [street, [postcode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [name, place, phone].filter(Boolean).join(' · ');
}
