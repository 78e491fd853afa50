import type { Sender } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { namesOf, type Name } from '../contacts/names.ts';
import { newId } from '../ids.ts';
import type { SealedText } from '../model/sealed-text.ts';
import { cleanText } from './clean-text.ts';
import { pseudonym } from './pseudonym.ts';

/** A sender with all that may have to be created; the ids are made here, because sealing binds to them. */
export type PreparedSender = {
  channel: ConnectedChannel;
  sender: Sender;
  addressId: string;
  contactId: string;
  conversationId: string;
  urnHash: Buffer;
  urn: SealedText;
  profileName: SealedText | null;
  profileHash: Buffer | null;
  names: Name[];
};

export function prepareSender(channel: ConnectedChannel, sender: Sender): PreparedSender {
  const { keys } = channel;
  const addressId = newId();
  const contactId = newId();
  const name = profileNameOf(sender);
  return {
    channel,
    sender,
    addressId,
    contactId,
    conversationId: newId(),
    urnHash: keys.lookup('urn', sender.urn),
    urn: keys.seal(addressId, 'contact_address.urn', sender.urn),
    profileName: name === null ? null : keys.seal(contactId, 'contact.profile_name', name),
    profileHash: name === null ? null : keys.lookup('profile_name', name),
    names: namesOf(sender, keys),
  };
}

export function profileNameOf({ displayName }: Sender): string | null {
  return displayName ? cleanText(displayName).slice(0, 200) : null;
}

type Column<Row> = [type: string, read: (row: Row) => unknown];

/** The first parameters of `receive_messages` and `resolve_addresses`. */
export const senderColumns: Column<PreparedSender>[] = [
  ['uuid', (one) => one.channel.organizationId],
  ['uuid', (one) => one.channel.id],
  ['uuid', (one) => one.channel.officeId],
  ['text', (one) => one.sender.messenger],
  ['bytea', (one) => one.urnHash],
  ['bytea', (one) => one.urn],
  ['uuid', (one) => one.addressId],
  ['uuid', (one) => one.contactId],
  ['uuid', (one) => one.conversationId],
  ['text', (one) => pseudonym(one.contactId)],
  ['bytea', (one) => one.profileName],
  ['bytea', (one) => one.profileHash],
  ['text', (one) => languageOf(one.sender.language)],
];

export type ItemName = { item: number; name: Name };

/** The names of those who have several; `item` counts from 1. */
export const nameColumns: Column<ItemName>[] = [
  ['integer', ({ item }) => item],
  ['uuid', ({ name }) => name.id],
  ['bytea', ({ name }) => name.hash],
  ['bytea', ({ name }) => name.urn],
];

export function itemNames(senders: PreparedSender[]): ItemName[] {
  return senders.flatMap(({ names }, index) => names.map((name) => ({ item: index + 1, name })));
}

/** `$1::uuid[], $2::text[], …` for columns that are given as arrays. */
export function arrayParameters(columns: Column<never>[]): string {
  return columns.map(([type], index) => `$${index + 1}::${type}[]`).join(', ');
}

function languageOf(tag: string | undefined): string | null {
  return tag && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(tag) ? tag.toLowerCase() : null;
}
