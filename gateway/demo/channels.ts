import { randomBytes } from 'node:crypto';
import { adapters } from '../../adapters/index.ts';
import { parseCredentials } from '../channels/credentials.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../ids.ts';
import { Channel } from '../model/channel.ts';
import { Office } from '../model/office.ts';
import { inOrganization } from '../unit-of-work.ts';
import { offices, type OfficeKey } from './offices.ts';
import { foundedAt } from './organization.ts';

export const channelKeys = [
  'telegram',
  'sms',
  'whatsappTwilio',
  'whatsappCloud',
  'simulator',
] as const;
export type ChannelKey = (typeof channelKeys)[number];

type Connection = {
  kind: string;
  name: string;
  label: string | null;
  office: OfficeKey;
  credentials: object;
};

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
        officeId: officeIds.get(offices[office].name) ?? null,
        kind,
        name,
        status: 'active',
        problem: null,
        problemCode: null,
        todo: null,
        todoCode: null,
        label,
        automation: 'off',
        policy: 'full',
        sendsTyping: false,
        sendsReadMarks: false,
        credentials: keys.seal(id, 'channel.credentials', JSON.stringify(credentials)),
        providerAddress: adapter.address?.(credentials) ?? null,
        lastReceivedAt: null,
        isInvented: true,
        createdAt: foundedAt(),
        deletedAt: null,
      });
      ids[key] = id;
    }
    await em.flush();
    return ids;
  });
}

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
    simulator: {
      kind: 'simulator',
      name: 'Übungstelefon',
      label: null,
      office: 'market',
      credentials: {},
    },
  };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
