import type { EntityManager } from '@mikro-orm/postgresql';
import type { FaqEntry as FaqEntryResource } from '../contract/faq.ts';
import type { CitedSource } from '../contract/faq-editing.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import { query, toIso } from '../unit-of-work.ts';

export type Freeze = NonNullable<CitedSource['freeze']>;
type Row = { id: string; url: string; reason: string; frozen_at: string };

/** The frozen sources of the organization by their address. */
export async function freezesByUrl(em: EntityManager): Promise<Map<string, Freeze>> {
  const rows = await query<Row>(em, 'select id, url, reason, frozen_at from faq_freeze');
  return new Map(
    rows.map(({ id, url, reason, frozen_at }) => [url, { id, url, reason, at: toIso(frozen_at) }]),
  );
}

/**
 * Withholds every answer that cites a source, until it is undone.
 * @throws AppError `validation_failed` when no answer cites it; `conflict` when it is frozen already.
 */
export async function freezeSource(
  em: EntityManager,
  organizationId: string,
  counselorId: string,
  { url, reason }: { url: string; reason: string },
): Promise<Freeze> {
  const touched = await touchCiting(em, url);
  const [first] = touched;
  if (!first) throw invalid('body.url', 'No answer cites this source.');
  const authority = first.sources.find((source) => source.url === url)?.authority ?? url;
  const [row] = await query<Row>(
    em,
    `insert into faq_freeze (id, organization_id, url, authority, reason, frozen_by_id, frozen_at)
     values ($1, $2, $3, $4, $5, $6, now()) on conflict do nothing returning id, url, reason, frozen_at`,
    [newId(), organizationId, url, authority, reason, counselorId],
  );
  if (!row) throw new AppError('conflict', 'Somebody else has frozen this source already.');
  return { id: row.id, url, reason, at: toIso(row.frozen_at) };
}

/** @throws AppError `not_found`. */
export async function unfreezeSource(em: EntityManager, id: string): Promise<void> {
  const [row] = await query<{ url: string }>(
    em,
    'delete from faq_freeze where id = $1 returning url',
    [id],
  );
  if (!row) throw notFound('frozen source');
  await touchCiting(em, row.url);
}

/** What is cited, frozen first, then by name. */
export function citedSources(
  entries: FaqEntryResource[],
  freezes: Map<string, Freeze>,
): CitedSource[] {
  const cited = new Map<string, CitedSource>();
  for (const { id, key, topic, sources, isArchived } of entries) {
    if (isArchived) continue;
    for (const { authority, url, checkedOn } of sources) {
      const known = cited.get(url);
      cited.set(url, {
        authority,
        url,
        checkedOn: known && known.checkedOn < checkedOn ? known.checkedOn : checkedOn,
        entries: [...(known?.entries ?? []).filter((one) => one.id !== id), { id, key, topic }],
        freeze: freezes.get(url) ?? null,
      });
    }
  }
  return [...cited.values()].sort(
    (a, b) =>
      Number(b.freeze !== null) - Number(a.freeze !== null) ||
      a.authority.localeCompare(b.authority) ||
      a.url.localeCompare(b.url),
  );
}

/** The matcher notices by `updated_at` that something has changed. */
function touchCiting(em: EntityManager, url: string) {
  return query<Pick<FaqEntryResource, 'sources'>>(
    em,
    `update faq_entry set updated_at = clock_timestamp() where sources @> $1::jsonb returning sources`,
    [JSON.stringify([{ url }])],
  );
}
