import type { EntityManager } from '@mikro-orm/postgresql';
import type { View as ViewResource } from '../contract/view.ts';
import { notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { presentView, type ViewRow } from './present-view.ts';

/** `$1` is the counselor who asks. */
const visible = 'v.deleted_at is null and (v.is_shared or v.counselor_id = $1)';

const select = `select v.id, v.name, v.filters, v.is_shared, v.counselor_id, a.display_name as owner_name
  from view v left join counselor a on a.id = v.counselor_id`;

/** In the counselor's order; what they never sorted comes last, the oldest first. */
export async function listViews(
  em: EntityManager,
  keys: OrganizationKeys,
  signed: Signed,
): Promise<ViewResource[]> {
  const rows = await query<ViewRow>(
    em,
    `${select} left join view_order o on o.counselor_id = $1
     where ${visible} order by array_position(o.view_ids, v.id) nulls last, v.id`,
    [signed.counselorId],
  );
  return rows.map((row) => presentView(row, signed, keys));
}

/** @throws AppError `not_found`, also for what somebody else keeps to themselves. */
export async function getView(
  em: EntityManager,
  keys: OrganizationKeys,
  signed: Signed,
  id: string,
): Promise<ViewResource> {
  const [row] = await query<ViewRow>(em, `${select} where ${visible} and v.id = $2`, [
    signed.counselorId,
    id,
  ]);
  if (!row) throw notFound('view');
  return presentView(row, signed, keys);
}

export async function orderViews(
  em: EntityManager,
  { counselorId, organizationId }: Signed,
  viewIds: readonly string[],
): Promise<void> {
  await query(
    em,
    `insert into view_order (counselor_id, organization_id, view_ids) values ($1, $2, $3::uuid[])
     on conflict (counselor_id) do update set view_ids = excluded.view_ids`,
    [counselorId, organizationId, viewIds],
  );
}
