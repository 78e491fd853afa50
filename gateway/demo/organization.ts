import type { AppContext } from '../context.ts';
import type { Role } from '../contract/permissions.ts';
import { createCounselor, createOrganization } from '../counselors/create-organization.ts';
import { Channel } from '../model/channel.ts';
import { Counselor } from '../model/counselor.ts';
import { acrossOrganizations, query } from '../unit-of-work.ts';
import { createOffices, type OfficeKey } from './offices.ts';

export const organizationName = 'Beratungsverbund Nordlicht (Demo)';
export const demoPassword = 'nordlicht-demo';

/** Channels and offices were there before the first conversation. */
export const foundedAt = () => new Date(Date.now() - 60 * 24 * 3_600_000);

export const counselorKeys = ['lena', 'jonas', 'olena', 'samira', 'emre'] as const;
export type CounselorKey = (typeof counselorKeys)[number];

type Colleague = { email: string; displayName: string; office: OfficeKey; roles: Role[] };

const counselors: Record<CounselorKey, Colleague> = {
  lena: {
    email: 'admin@demo.example',
    displayName: 'Lena Seefeld',
    office: 'market',
    roles: ['organization_admin', 'platform_operator'],
  },
  jonas: counselor('jonas', 'Jonas Wattmann', 'harbour'),
  olena: counselor('olena', 'Olena Morska', 'harbour'),
  samira: counselor('samira', 'Samira Nahri', 'forest'),
  emre: counselor('emre', 'Emre Denizci', 'market'),
};

export type DemoOrganization = {
  id: string;
  counselorIds: Record<CounselorKey, string>;
  /** Colleagues who were made here and have the demo password. */
  newEmails: string[];
};

/**
 * Makes the organization with its offices and people, or fills the one that the first administrator has. Null when the
 * installation is in use; two processes that start at once agree by a lock.
 */
export async function createDemoOrganization(
  context: AppContext,
): Promise<DemoOrganization | null> {
  const { database, keyring, config } = context;
  return acrossOrganizations(database.orm, async (em) => {
    await query(em, "select pg_advisory_xact_lock(hashtext('lotse setup'))");
    const people = await em.find(Counselor, {}, { limit: 2 });
    const [first] = people;
    if (
      first &&
      (people.length > 1 || first.email !== config.ADMIN_EMAIL || (await em.count(Channel)) > 0)
    )
      return null;
    const founder = { ...counselors.lena, password: demoPassword };
    const created = first
      ? null
      : await createOrganization(
          em,
          keyring,
          { name: organizationName, starterContent: config.STARTER_CONTENT },
          founder,
        );
    const lena = created?.counselor ?? first;
    if (!lena) return null;
    const { organizationId } = lena;
    await query(em, 'update organization set name = $2 where id = $1', [
      organizationId,
      organizationName,
    ]);
    const officeIds = createOffices(em, organizationId, foundedAt());
    await em.flush();
    const known = new Map([[lena.email, lena]]);
    const counselorIds = {} as Record<CounselorKey, string>;
    for (const key of counselorKeys) {
      const { office, ...person } = counselors[key];
      const officeId = officeIds[office];
      const found =
        known.get(person.email) ??
        (await createCounselor(em, organizationId, {
          ...person,
          password: demoPassword,
          officeId,
        }));
      found.officeId = officeId;
      counselorIds[key] = found.id;
    }
    await em.flush();
    const emails = counselorKeys.map((key) => counselors[key].email);
    return {
      id: organizationId,
      counselorIds,
      newEmails: emails.filter((email) => email !== first?.email),
    };
  });
}

function counselor(name: string, displayName: string, office: OfficeKey): Colleague {
  return { email: `${name}@demo.example`, displayName, office, roles: ['counselor'] };
}
