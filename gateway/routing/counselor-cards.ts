import type { EntityManager } from '@mikro-orm/postgresql';
import type { CounselorChoice } from '../automation/world.ts';
import { promiseFor } from '../promises/promise-for.ts';
import { loadCandidates } from './candidate.ts';
import type { Search } from './choose-counselor.ts';
import { counselingLanguages, rankCandidates } from './rank-candidates.ts';

const maxCards = 5;

/** What a contact is shown of a counselor whom they may choose. */
export type CounselorCard = CounselorChoice;

/** Up to five counselors who fit and have room, each with the time by which they could answer. */
export async function counselorCards(em: EntityManager, search: Search): Promise<CounselorCard[]> {
  const ranked = rankCandidates(await loadCandidates(em, search), search).slice(0, maxCards);
  const cards: CounselorCard[] = [];
  for (const { id, alias, officeId, officeName, languages } of ranked) {
    const { answerBy } = await promiseFor(em, { ...search, officeId, counselorId: id });
    cards.push({
      id,
      alias,
      officeName: officeName ?? '',
      languages: counselingLanguages(languages),
      answerBy,
    });
  }
  return cards;
}
