import type { Counselor } from '../contract/account.ts';
import type { Role } from '../contract/permissions.ts';
import { signIn, type ApiClient } from './api-client.ts';
import type { TestApp } from './test-app.ts';

export const password = 'another long password';

export type Member = Counselor & { api: ApiClient };

/** A colleague of the first administrator, signed in. Roles that the API never hands out are written to the database. */
export async function addMember(
  app: TestApp,
  name: string,
  roles: Role[] = ['counselor'],
): Promise<Member> {
  const email = `${name}@example.org`;
  const counselor = await app.api.ok<Counselor>('POST', '/api/counselors', {
    email,
    displayName: name,
    password,
  });
  await app.context.database.servicePool.query('update counselor set roles = $1 where id = $2', [
    roles,
    counselor.id,
  ]);
  return { ...counselor, roles, api: await signIn(app.url, email, password) };
}

export type Tenant = { id: string; api: ApiClient };

/** A second organization; `api` is its administrator. */
export async function addOrganization(app: TestApp, name = 'Beratung Süd'): Promise<Tenant> {
  const email = `admin@${crypto.randomUUID()}.example.org`;
  const { id } = await app.api.ok<{ id: string }>('POST', '/api/organizations', {
    name,
    admin: { email, password },
  });
  return { id, api: await signIn(app.url, email, password) };
}
