import type { TopicKey } from '../contract/conversation.ts';
import type { LanguageLevel, SpokenLanguage } from '../contract/profile.ts';
import type { Candidate } from './candidate.ts';

/** Whom a contact looks for. Null asks for nothing. */
export type Want = {
  language: string | null;
  topic: TopicKey | null;
  officeId: string | null;
  declinedBy: readonly string[];
};

/** Below B1 a language is a greeting, no counseling. */
const counselingLevels: readonly LanguageLevel[] = ['B1', 'B2', 'C1', 'C2', 'native'];

/** By this the load of those is measured who named no capacity. */
const usualCapacity = 30;

/**
 * Those whom the contact may be led to, the best first: who knows them, then who is at their office, then who has the most
 * room for their capacity, then who has waited longest since the last one. Other offices come after the own one, because
 * a language is worth more than a street. The same input gives the same order.
 */
export function rankCandidates(candidates: readonly Candidate[], want: Want): Candidate[] {
  return candidates
    .filter((candidate) => isAvailable(candidate) && fits(candidate, want))
    .toSorted(
      (a, b) =>
        Number(b.knowsContact) - Number(a.knowsContact) ||
        Number(isAt(b, want.officeId)) - Number(isAt(a, want.officeId)) ||
        load(a) - load(b) ||
        (a.chosenAt ?? '').localeCompare(b.chosenAt ?? '') ||
        a.id.localeCompare(b.id),
    );
}

/** Whether they take anybody now, or this one contact again. */
export function isAvailable(candidate: Candidate): boolean {
  if (candidate.isAbsent || candidate.accepts === 'nobody') return false;
  if (candidate.accepts === 'existing_clients_only' && !candidate.knowsContact) return false;
  return candidate.capacity === null || candidate.openCount < candidate.capacity;
}

/** Languages in which they can counsel, the best known first. */
export function counselingLanguages(languages: readonly SpokenLanguage[]): string[] {
  const rank = ({ level }: SpokenLanguage) => counselingLevels.indexOf(level);
  return languages
    .filter((spoken) => rank(spoken) >= 0)
    .toSorted((a, b) => rank(b) - rank(a))
    .map(({ language }) => language);
}

function fits({ id, languages, topics }: Candidate, want: Want): boolean {
  if (want.declinedBy.includes(id)) return false;
  if (want.topic && topics.length > 0 && !topics.includes(want.topic)) return false;
  return !want.language || counselingLanguages(languages).includes(primary(want.language));
}

/** Of `pt-BR` the language alone. */
function primary(tag: string): string {
  return tag.split(/[-_]/)[0]?.toLowerCase() ?? tag;
}

function isAt({ officeId }: Candidate, wantedId: string | null): boolean {
  return wantedId === null || officeId === null || officeId === wantedId;
}

function load({ openCount, capacity }: Candidate): number {
  return openCount / (capacity ?? usualCapacity);
}
