import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { FaqEntry as FaqEntryResource, listFaqs as endpoint } from '../contract/faq.ts';
import { invalid, notFound } from '../errors.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { FaqTranslation } from '../model/faq-translation.ts';
import { freezesByUrl } from './freeze-sources.ts';
import { presentFaq } from './present-faq.ts';

type Filter = z.output<(typeof endpoint)['query']>;

/** A page of answers in the order in which they were made; the cursor is the id of the last one. */
export async function listFaqs(
  em: EntityManager,
  { topic, cursor, limit }: Filter,
): Promise<{ items: FaqEntryResource[]; nextCursor: string | null }> {
  if (cursor !== undefined && !uuid.test(cursor)) {
    throw invalid('query.cursor', 'This is not a cursor of this list.');
  }
  const entries = await em.find(
    FaqEntry,
    { ...(topic && { topic }), ...(cursor && { id: { $gt: cursor } }) },
    { orderBy: { id: 'asc' }, limit: limit + 1 },
  );
  const page = entries.slice(0, limit);
  return {
    items: await withTranslations(em, page),
    nextCursor: entries.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** All answers of the organization. */
export async function allFaqs(em: EntityManager): Promise<FaqEntryResource[]> {
  return withTranslations(em, await em.find(FaqEntry, {}, { orderBy: { id: 'asc' } }));
}

/** @throws AppError `not_found`. */
export async function getFaq(em: EntityManager, id: string): Promise<FaqEntryResource> {
  const entry = await em.findOne(FaqEntry, id);
  if (!entry) throw notFound('answer');
  const [presented] = await withTranslations(em, [entry]);
  if (!presented) throw notFound('answer');
  return presented;
}

async function withTranslations(
  em: EntityManager,
  entries: FaqEntry[],
): Promise<FaqEntryResource[]> {
  const translations = Map.groupBy(
    await em.find(FaqTranslation, { entryId: { $in: entries.map(({ id }) => id) } }),
    ({ entryId }) => entryId,
  );
  const freezes = await freezesByUrl(em);
  return entries.map((entry) => presentFaq(entry, translations.get(entry.id) ?? [], freezes));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
