import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type {
  Office as OfficeResource,
  OfficeSummary,
  createOffice as createEndpoint,
  updateOffice as updateEndpoint,
} from '../contract/office.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { flushUnique } from '../flush-unique.ts';
import { newId } from '../ids.ts';
import { Office } from '../model/office.ts';
import { query } from '../unit-of-work.ts';
import { placeOf } from './places.ts';
import { presentOffice, presentSummary } from './present-office.ts';

type NewOffice = z.output<NonNullable<(typeof createEndpoint)['body']>>;
type Changes = z.output<NonNullable<(typeof updateEndpoint)['body']>>;

/** All offices by name, as people sort them. */
export async function listOffices(em: EntityManager): Promise<OfficeSummary[]> {
  const offices = (await em.find(Office, {})).map(presentSummary);
  return offices.sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

/** @throws AppError `not_found`. */
export async function getOffice(em: EntityManager, id: string): Promise<OfficeResource> {
  return presentOffice(await load(em, id));
}

/** @throws AppError `conflict` for a code that is taken. */
export async function createOffice(
  em: EntityManager,
  organizationId: string,
  { name, ...changes }: NewOffice,
): Promise<OfficeResource> {
  await lockOffices(em, organizationId);
  const isFallback = changes.isFallback || (await em.count(Office)) === 0;
  if (isFallback) await giveUpFallback(em);
  const office = newOffice(em, organizationId, name);
  apply(office, { ...changes, isFallback });
  await save(em);
  return presentOffice(office);
}

/** @throws AppError `not_found`; `conflict` for a code that is taken, or for leaving nobody as the fallback. */
export async function updateOffice(
  em: EntityManager,
  id: string,
  changes: Changes,
): Promise<OfficeResource> {
  const { organizationId } = await load(em, id);
  await lockOffices(em, organizationId);
  const office = await load(em, id, true);
  if (office.isFallback && changes.isFallback === false) {
    throw new AppError(
      'conflict',
      'Somebody must be there for everybody. Choose another office as the fallback instead.',
    );
  }
  if (changes.isFallback && !office.isFallback) await giveUpFallback(em);
  apply(office, changes);
  office.updatedAt = new Date();
  await save(em);
  return presentOffice(office);
}

/** @throws AppError `not_found`; `conflict` while anything belongs to it, and for the fallback while there are others. */
export async function deleteOffice(em: EntityManager, id: string): Promise<void> {
  const { organizationId } = await load(em, id);
  await lockOffices(em, organizationId);
  const office = await load(em, id, true);
  const [belongings] = await query<{ is_used: boolean }>(
    em,
    `select exists (select from counselor where office_id = $1) or exists (select from conversation where office_id = $1)
       or exists (select from channel where office_id = $1 and deleted_at is null) as is_used`,
    [id],
  );
  if (belongings?.is_used) {
    throw new AppError(
      'conflict',
      'Counselors, channels or conversations belong to this office. Move them first, or let it take no new clients.',
    );
  }
  if (office.isFallback && (await em.count(Office)) > 1) {
    throw new AppError('conflict', 'This office is the fallback. Choose another one first.');
  }
  await em.remove(office).flush();
}

/** An office of which nothing is known but the name; it is written with the next flush. */
export function newOffice(em: EntityManager, organizationId: string, name: string): Office {
  const now = new Date();
  return em.create(Office, {
    id: newId(),
    organizationId,
    name,
    languages: [],
    hours: [],
    closures: [],
    acceptsNewClients: true,
    isFallback: false,
    createdAt: now,
    updatedAt: now,
  });
}

/**
 * Writes changes into an office; a new postcode without a state brings its own.
 * @throws AppError `validation_failed` for half a position.
 */
export function apply(office: Office, changes: Changes): void {
  const { postcode } = changes;
  if (postcode !== undefined && changes.state === undefined && postcode !== office.postcode) {
    office.state = postcode ? (placeOf(postcode)?.state ?? null) : null;
  }
  Object.assign(office, withoutUndefined(changes));
  const [latitude, longitude] = [office.latitude ?? null, office.longitude ?? null];
  if ((latitude === null) !== (longitude === null)) {
    throw invalid('body.longitude', 'Give both latitude and longitude, or neither.');
  }
}

/** Who makes or changes the fallback waits for each other. */
export async function lockOffices(em: EntityManager, organizationId: string): Promise<void> {
  await query(em, 'select pg_advisory_xact_lock(hashtextextended($1, 1))', [
    `offices ${organizationId}`,
  ]);
}

/** The index allows one fallback at any time, so the old one goes before the new one comes. */
export async function giveUpFallback(em: EntityManager): Promise<void> {
  await em.nativeUpdate(Office, { isFallback: true }, { isFallback: false });
}

async function load(em: EntityManager, id: string, isFresh = false): Promise<Office> {
  const office = await em.findOne(Office, id, { refresh: isFresh });
  if (!office) throw notFound('office');
  return office;
}

function save(em: EntityManager): Promise<void> {
  return flushUnique(em, 'office_code', 'Another office has that code.');
}

function withoutUndefined(changes: Changes): Partial<Office> {
  return Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  ) as Partial<Office>;
}

const byName = new Intl.Collator('de', { numeric: true });
