import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { FaqEntry, matchFaq as endpoint } from '../contract/faq.ts';
import { query } from '../unit-of-work.ts';
import { berlinDay } from '../contract/berlin-day.ts';
import { withheldReason } from '../contract/faq-state.ts';
import { allFaqs } from './list-faqs.ts';
import { buildIndex, type MatchIndex } from './match/build-index.ts';
import { match, type Match } from './match/match.ts';

type Asked = z.output<(typeof endpoint)['body']>;
type Answer = z.output<(typeof endpoint)['response']>;
type Known = { mark: string; entries: FaqEntry[]; indexes: Map<string, MatchIndex> };

/** Answers change rarely and are asked for often: they are read again when something changed. */
const known = new Map<string, Known>();
const mostOrganizations = 50;

/** What a message would get by itself in a language, and why. */
export async function matchFaq(
  em: EntityManager,
  organizationId: string,
  { text, language }: Asked,
  now: Date,
): Promise<Answer> {
  const { entries, indexes } = await currentFaqs(em, organizationId);
  const index = indexes.get(language) ?? buildIndex(matchable(entries, language), language);
  indexes.set(language, index);
  return present(match(index, text), entries, language, berlinDay(now));
}

function present(found: Match, entries: FaqEntry[], language: string, day: string): Answer {
  const best = found.entry === null ? undefined : entries[found.entry];
  const withheldFor = best ? withheldReason(best, stateOf(best, language), day) : null;
  const isWithheld = withheldFor !== null;
  const sent = isWithheld ? undefined : best;
  return {
    decision: isWithheld ? 'person' : found.decision,
    entry: sent ? { id: sent.id, key: sent.key, topic: sent.topic } : null,
    candidates: found.candidates.flatMap(({ entry, score }) => {
      const one = entries[entry];
      return one ? [{ id: one.id, key: one.key, score: Math.round(score * 1000) / 1000 }] : [];
    }),
    reason: isWithheld ? 'withheld' : found.reason,
    withheldFor,
    language,
  };
}

/** The organization's answers that are not archived, as they are now. */
export async function currentFaqs(em: EntityManager, organizationId: string): Promise<Known> {
  const [row] = await query<{ mark: string }>(
    em,
    `select count(*) || ' ' || coalesce(max(updated_at), 'epoch')::text as mark from faq_entry`,
  );
  const mark = row?.mark ?? '';
  const held = known.get(organizationId);
  if (held?.mark === mark) return held;
  const entries = (await allFaqs(em)).filter(({ isArchived }) => !isArchived);
  const read = { mark, entries, indexes: new Map() };
  if (known.size >= mostOrganizations) known.clear();
  known.set(organizationId, read);
  return read;
}

function matchable(entries: FaqEntry[], language: string) {
  return entries.map(({ id, key, triggers, translations }) => {
    const texts = translations.find((one) => one.language === language);
    return { id, key, triggers, question: texts?.question ?? '', short: texts?.short ?? '' };
  });
}

function stateOf({ translations }: FaqEntry, language: string) {
  return translations.find((one) => one.language === language)?.state;
}
