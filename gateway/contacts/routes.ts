import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import { getContact, mergeContact, unmergeContact, updateContact } from '../contract/contact.ts';
import { AppError, notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { can, serve, type Served } from '../http/serve.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Contact } from '../model/contact.ts';
import { publish } from '../realtime/publish.ts';
import { executor, inOrganization } from '../unit-of-work.ts';
import { mergeContacts, unmergeContacts } from './merge-contacts.ts';
import { presentContact } from './present-contact.ts';

export function contactRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  /** Answers the contact as it is when the work is done. */
  const answer = async (
    signed: Signed,
    id: string,
    work: (em: EntityManager, keys: OrganizationKeys) => Promise<void>,
  ) => {
    const keys = await keyring.of(signed.organizationId);
    return inOrganization(orm, signed.organizationId, async (em) => {
      await work(em, keys);
      const contact = await em.findOne(Contact, id);
      if (!contact) throw notFound('contact');
      const mayReadIdentifiers = can(signed, 'contact.read_identifiers');
      return presentContact(em, contact, keys, { mayReadIdentifiers });
    });
  };
  const pairOf = (signed: Signed, contactId: string, otherId: string) => ({
    contactId,
    otherId,
    counselorId: signed.counselorId,
  });

  return [
    serve(getContact, ({ params, signed }) => answer(signed, params.id, async () => {})),
    serve(updateContact, ({ params, body, signed }) =>
      answer(signed, params.id, async (em, keys) => {
        const contact = await em.findOne(Contact, params.id);
        if (!contact) throw notFound('contact');
        if (contact.mergedIntoId) {
          throw new AppError('conflict', 'This contact is part of another one.');
        }
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
      }),
    ),
    serve(mergeContact, ({ params, body, signed }) =>
      answer(signed, params.id, (em, keys) =>
        mergeContacts(em, keys, pairOf(signed, params.id, body.contactId)),
      ),
    ),
    serve(unmergeContact, ({ params, body, signed }) =>
      answer(signed, params.id, (em, keys) =>
        unmergeContacts(em, keys, pairOf(signed, params.id, body.contactId)),
      ),
    ),
  ];
}
