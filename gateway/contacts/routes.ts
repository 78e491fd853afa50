import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import { getContact, updateContact, type Contact as ContactResource } from '../contract/contact.ts';
import { displayName } from '../conversation/present-conversation.ts';
import { notFound } from '../errors.ts';
import { can, serve, type Served } from '../http/serve.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { ContactAddress } from '../model/contact-address.ts';
import { Contact } from '../model/contact.ts';
import { Conversation } from '../model/conversation.ts';
import { publish } from '../realtime/publish.ts';
import { executor, inOrganization } from '../unit-of-work.ts';
import { maskUrn } from './mask-urn.ts';

export function contactRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  return [
    serve(getContact, async ({ params, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, async (em) => {
        const contact = await em.findOne(Contact, params.id);
        if (!contact) throw notFound('contact');
        return present(em, contact, keys, can(signed, 'contact.read_identifiers'));
      });
    }),
    serve(updateContact, async ({ params, body, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, async (em) => {
        const contact = await em.findOne(Contact, params.id);
        if (!contact) throw notFound('contact');
        if (body.displayName !== undefined) {
          contact.givenName =
            body.displayName === null
              ? null
              : keys.seal(contact.id, 'contact.given_name', body.displayName);
        }
        if (body.language !== undefined) contact.language = body.language;
        await em.flush();
        await publish(executor(em), signed.organizationId, {
          type: 'contact.updated',
          contactId: contact.id,
        });
        return present(em, contact, keys, can(signed, 'contact.read_identifiers'));
      });
    }),
  ];
}

async function present(
  em: EntityManager,
  contact: Contact,
  keys: OrganizationKeys,
  mayReadIdentifiers: boolean,
): Promise<ContactResource> {
  const addresses = await em.find(
    ContactAddress,
    { contactId: contact.id },
    { orderBy: { createdAt: 'asc' } },
  );
  const conversations = await em.find(
    Conversation,
    { contactId: contact.id },
    { orderBy: { activeAt: 'desc' } },
  );
  const name = displayName(
    {
      contact_id: contact.id,
      pseudonym: contact.pseudonym,
      given_name: contact.givenName ?? null,
      profile_name: contact.profileName ?? null,
    },
    keys,
  );
  return {
    id: contact.id,
    displayName: name,
    pseudonym: contact.pseudonym,
    language: contact.language ?? null,
    addresses: addresses.map((address) => {
      const urn = keys.open(address.id, 'contact_address.urn', address.urn);
      const conversation = conversations.find((one) => one.contactAddressId === address.id);
      return {
        id: address.id,
        urn: mayReadIdentifiers ? urn : maskUrn(urn),
        messenger: address.messenger,
        reachable: !address.blockedAt && !address.optedOutAt,
        optedOutAt: address.optedOutAt?.toISOString() ?? null,
        windowUntil: conversation?.replyWindowUntil?.toISOString() ?? null,
      };
    }),
    conversationIds: conversations.map(({ id }) => id),
    createdAt: contact.createdAt.toISOString(),
  };
}
