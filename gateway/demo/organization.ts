import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { adapters } from '../../adapters/index.ts';
import type { AppContext } from '../context.ts';
import type { Role } from '../contract/permissions.ts';
import { parseCredentials } from '../channels/credentials.ts';
import { createCounselor, createOrganization } from '../counselors/create-organization.ts';
import { newId } from '../ids.ts';
import { Channel } from '../model/channel.ts';
import { Counselor } from '../model/counselor.ts';
import { Office } from '../model/office.ts';
import { acrossOrganizations, inOrganization, query } from '../unit-of-work.ts';

export const organizationName = 'Beratungsverbund Nordlicht (Demo)';
export const demoPassword = 'nordlicht-demo';

/** Channels and offices were there before the first conversation. */
const foundedAt = () => new Date(Date.now() - 60 * 24 * 3_600_000);

const offices = {
  harbour: 'Beratungsstelle Hafenviertel',
  market: 'Beratungsstelle Marktplatz',
  forest: 'Beratungsstelle Am Stadtwald',
} as const;
type OfficeKey = keyof typeof offices;

export const counselorKeys = ['lena', 'jonas', 'olena', 'samira', 'emre'] as const;
export type CounselorKey = (typeof counselorKeys)[number];

type Colleague = { email: string; displayName: string; office: OfficeKey; roles: Role[] };

export const counselors: Record<CounselorKey, Colleague> = {
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

export const channelKeys = ['telegram', 'sms', 'whatsappTwilio', 'whatsappCloud', 'simulator'] as const;
export type ChannelKey = (typeof channelKeys)[number];

type Connection = { kind: string; name: string; label: string | null; office: OfficeKey; credentials: object };

/** Accounts that exist nowhere. The numbers are of the range that is kept free for films. */
function connections(): Record<ChannelKey, Connection> {
  const twilio = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  return {
    telegram: {
      kind: 'telegram',
      name: 'Telegram',
      label: '@nordlicht_demo_bot',
      office: 'harbour',
      credentials: { botToken: `1000000000:DEMO-${randomBytes(22).toString('base64url')}` },
    },
    sms: {
      kind: 'twilio',
      name: 'SMS',
      label: '+493023125200',
      office: 'market',
      credentials: { ...twilio, from: '+493023125200' },
    },
    whatsappTwilio: {
      kind: 'twilio',
      name: 'WhatsApp Stadtwald',
      label: 'whatsapp:+493023125300',
      office: 'forest',
      credentials: { ...twilio, from: 'whatsapp:+493023125300' },
    },
    whatsappCloud: {
      kind: 'whatsapp-cloud',
      name: 'WhatsApp Hafenviertel',
      label: '+49 30 23125 100',
      office: 'harbour',
      credentials: {
        phoneNumberId: '100000000000001',
        accessToken: `DEMO${hex(24)}`,
        appSecret: hex(16),
        verifyToken: hex(16),
      },
    },
    simulator: { kind: 'simulator', name: 'Übungstelefon', label: null, office: 'market', credentials: {} },
  };
}

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
export async function createDemoOrganization(context: AppContext): Promise<DemoOrganization | null> {
  const { database, keyring, config } = context;
  return acrossOrganizations(database.orm, async (em) => {
    await query(em, "select pg_advisory_xact_lock(hashtext('lotse setup'))");
    const people = await em.find(Counselor, {}, { limit: 2 });
    const [first] = people;
    if (first && (people.length > 1 || first.email !== config.ADMIN_EMAIL || (await em.count(Channel)) > 0)) return null;
    const founder = { ...counselors.lena, password: demoPassword };
    const created = first ? null : await createOrganization(em, keyring, organizationName, founder);
    const lena = created?.counselor ?? first;
    if (!lena) return null;
    const { organizationId } = lena;
    await query(em, 'update organization set name = $2 where id = $1', [organizationId, organizationName]);
    const officeIds = createOffices(em, organizationId);
    await em.flush();
    const known = new Map([[lena.email, lena]]);
    const counselorIds = {} as Record<CounselorKey, string>;
    for (const key of counselorKeys) {
      const { office, ...person } = counselors[key];
      const officeId = officeIds[office];
      const found =
        known.get(person.email) ??
        (await createCounselor(em, organizationId, { ...person, password: demoPassword, officeId }));
      found.officeId = officeId;
      counselorIds[key] = found.id;
    }
    await em.flush();
    const emails = counselorKeys.map((key) => counselors[key].email);
    return { id: organizationId, counselorIds, newEmails: emails.filter((email) => email !== first?.email) };
  });
}

/** Nothing is registered with a provider: the channels look connected, and what is sent on them later fails visibly. */
export async function createDemoChannels(
  { database, keyring }: AppContext,
  organizationId: string,
): Promise<Record<ChannelKey, string>> {
  const keys = await keyring.of(organizationId);
  const connected = connections();
  return inOrganization(database.orm, organizationId, async (em) => {
    const officeIds = new Map((await em.find(Office, {})).map(({ name, id }) => [name, id]));
    const ids = {} as Record<ChannelKey, string>;
    for (const key of channelKeys) {
      const { kind, name, label, office, credentials: given } = connected[key];
      const adapter = adapters[kind];
      if (!adapter) throw new Error(`There is no adapter ${kind}`);
      const id = newId();
      const credentials = parseCredentials(adapter, { ...given });
      em.create(Channel, {
        id,
        organizationId,
        officeId: officeIds.get(offices[office]) ?? null,
        kind,
        name,
        status: 'active',
        problem: null,
        todo: null,
        label,
        automation: 'off',
        policy: 'full',
        credentials: keys.seal(id, 'channel.credentials', JSON.stringify(credentials)),
        providerAddress: adapter.address?.(credentials) ?? null,
        lastReceivedAt: null,
        createdAt: foundedAt(),
        deletedAt: null,
      });
      ids[key] = id;
    }
    await em.flush();
    return ids;
  });
}

function createOffices(em: EntityManager, organizationId: string): Record<OfficeKey, string> {
  const ids = { harbour: newId(), market: newId(), forest: newId() };
  for (const key of Object.keys(offices) as OfficeKey[]) {
    em.create(Office, { id: ids[key], organizationId, name: offices[key], createdAt: foundedAt() });
  }
  return ids;
}

function counselor(name: string, displayName: string, office: OfficeKey): Colleague {
  return { email: `${name}@demo.example`, displayName, office, roles: ['counselor'] };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
