import type { Adapter } from '../adapters/adapter.ts';
import { adapters } from '../adapters/index.ts';
import type { Database } from './database.ts';
import type { Keyring, OrganizationKeys } from './keyring.ts';
import type { Channel as ChannelResource } from './contract/channel.ts';

/** A channel ready for use: its adapter, its credentials in the clear, its organization's keys. */
export type ConnectedChannel = {
  id: string;
  organizationId: string;
  officeId: string | null;
  kind: string;
  status: ChannelResource['status'];
  automation: ChannelResource['automation'];
  policy: ChannelResource['policy'];
  sendsTyping: boolean;
  sendsReadMarks: boolean;
  adapter: Adapter;
  credentials: unknown;
  keys: OrganizationKeys;
};

export type ChannelDirectory = {
  byId(channelId: string): Promise<ConnectedChannel | undefined>;
  /** For webhooks that come without a channel id. */
  byProviderAddress(kind: string, providerAddress: string): Promise<ConnectedChannel | undefined>;
  /** All channels of a kind, for a provider's challenge that names no account. */
  ofKind(kind: string): Promise<ConnectedChannel[]>;
  forget(channelId: string): void;
  /** For when changes may have been missed. */
  forgetAll(): void;
};

type Row = {
  id: string;
  organization_id: string;
  office_id: string | null;
  kind: string;
  status: ChannelResource['status'];
  automation: ChannelResource['automation'];
  policy: ChannelResource['policy'];
  sends_typing: boolean;
  sends_read_marks: boolean;
  credentials: Buffer;
};

const columns =
  'id, organization_id, office_id, kind, status, automation, policy, sends_typing, sends_read_marks, credentials';

/** Channels by id, kept in memory until a `channel.updated` event says otherwise. */
export function createChannelDirectory(database: Database, keyring: Keyring): ChannelDirectory {
  const cache = new Map<string, ConnectedChannel>();
  const idByAddress = new Map<string, string>();
  let forgotten = 0;

  /** What was read before a change became known is used, and not kept. */
  async function load(condition: string, values: string[]): Promise<ConnectedChannel[]> {
    const before = forgotten;
    const { rows } = await database.servicePool.query<Row>(
      `select ${columns} from channel where deleted_at is null and ${condition}`,
      values,
    );
    const connected = await Promise.all(rows.map(connect));
    const channels = connected.filter((channel) => channel !== undefined);
    if (before === forgotten) for (const channel of channels) cache.set(channel.id, channel);
    return channels;
  }

  async function connect(row: Row): Promise<ConnectedChannel | undefined> {
    const adapter = adapters[row.kind];
    if (!adapter) return undefined;
    const keys = await keyring.of(row.organization_id);
    return {
      id: row.id,
      organizationId: row.organization_id,
      officeId: row.office_id,
      kind: row.kind,
      status: row.status,
      automation: row.automation,
      policy: row.policy,
      sendsTyping: row.sends_typing,
      sendsReadMarks: row.sends_read_marks,
      adapter,
      credentials: JSON.parse(keys.open(row.id, 'channel.credentials', row.credentials)),
      keys,
    };
  }

  return {
    async byId(channelId) {
      const known = cache.get(channelId);
      if (known || !isUuid(channelId)) return known;
      return (await load('id = $1', [channelId]))[0];
    },
    async byProviderAddress(kind, providerAddress) {
      const address = `${kind} ${providerAddress}`;
      const known = cache.get(idByAddress.get(address) ?? '');
      if (known) return known;
      const [channel] = await load('kind = $1 and provider_address = $2', [kind, providerAddress]);
      if (channel) idByAddress.set(address, channel.id);
      return channel;
    },
    ofKind: (kind) => load('kind = $1 order by id', [kind]),
    forget(channelId) {
      forgotten += 1;
      cache.delete(channelId);
      // An account may have moved to another channel.
      idByAddress.clear();
    },
    forgetAll() {
      forgotten += 1;
      cache.clear();
      idByAddress.clear();
    },
  };
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
