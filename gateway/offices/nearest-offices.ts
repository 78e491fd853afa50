import type { EntityManager } from '@mikro-orm/postgresql';
import type { Office as OfficeResource } from '../contract/office.ts';
import { Office } from '../model/office.ts';
import { query } from '../unit-of-work.ts';
import { distanceKm } from './distance.ts';
import { placeOf, type Place } from './places.ts';
import { presentOffice } from './present-office.ts';

/** An office with the way to it in whole kilometres; null when it isn't known, also where only the region is. */
export type NearOffice = OfficeResource & { distanceKm: number | null };

type Row = {
  id: string;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
  accepts_new_clients: boolean;
  is_fallback: boolean;
};
type Ranked = { id: string; km: number; closeness: number; isKnown: boolean };

/**
 * The offices nearest to a postcode that take new clients, nearest first. With fewer than `limit`, or without a postcode
 * that says anything, the fallback comes at the end, whether it takes new clients or not.
 */
export async function nearestOffices(
  em: EntityManager,
  {
    organizationId,
    postcode,
    limit = 3,
  }: { organizationId: string; postcode: string | null; limit?: number | undefined },
): Promise<NearOffice[]> {
  const rows = await query<Row>(
    em,
    `select id, postcode, latitude, longitude, accepts_new_clients, is_fallback from office
     where organization_id = $1 order by name, id`,
    [organizationId],
  );
  const from = postcode ? placeOf(postcode) : null;
  const near = from && postcode ? rank(rows, from, postcode).slice(0, limit) : [];
  const fallback = rows.find(({ is_fallback }) => is_fallback);
  if (fallback && near.length < limit && !near.some(({ id }) => id === fallback.id)) {
    near.push({ id: fallback.id, km: 0, closeness: 0, isKnown: false });
  }
  const ids = near.map(({ id }) => id);
  const found = new Map((await em.find(Office, { id: { $in: ids } })).map((one) => [one.id, one]));
  return near.flatMap(({ id, km, isKnown }) => {
    const office = found.get(id);
    return office
      ? [{ ...presentOffice(office), distanceKm: isKnown ? Math.round(km) : null }]
      : [];
  });
}

function rank(rows: readonly Row[], from: Place, postcode: string): Ranked[] {
  return rows
    .filter(({ accepts_new_clients }) => accepts_new_clients)
    .flatMap((row) => {
      const at = positionOf(row);
      if (!at) return [];
      const km = distanceKm(from, at);
      // Two places of which only the same region is known are anywhere in it.
      const isKnown = from.isExact || at.isExact || km > 0;
      const closeness = row.postcode ? Math.abs(Number(row.postcode) - Number(postcode)) : 99999;
      return [{ id: row.id, km, closeness, isKnown }];
    })
    .sort((a, b) => a.km - b.km || a.closeness - b.closeness);
}

function positionOf({ postcode, latitude, longitude }: Row): Omit<Place, 'state'> | null {
  if (latitude !== null && longitude !== null) return { latitude, longitude, isExact: true };
  return postcode ? placeOf(postcode) : null;
}
