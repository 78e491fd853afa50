import type { View as ViewResource, ViewFilters } from '../contract/view.ts';
import { can } from '../http/serve.ts';
import type { Signed } from '../http/authentication.ts';
import type { OrganizationKeys } from '../keyring.ts';

export type ViewRow = {
  id: string;
  name: Buffer;
  filters: ViewFilters;
  is_shared: boolean;
  counselor_id: string | null;
  owner_name: string | null;
};

export function presentView(row: ViewRow, signed: Signed, keys: OrganizationKeys): ViewResource {
  return {
    id: row.id,
    name: keys.open(row.id, 'view.name', row.name),
    filters: row.filters,
    isShared: row.is_shared,
    owner: row.counselor_id ? { id: row.counselor_id, displayName: row.owner_name ?? '' } : null,
    mayChange: mayChange(row.counselor_id, signed),
  };
}

/** Whoever made a view changes it, and whoever manages the organization's. */
export function mayChange(ownerId: string | null | undefined, signed: Signed): boolean {
  return ownerId === signed.counselorId || can(signed, 'view.manage');
}
