import type { AppContext } from '../context.ts';
import { search } from '../contract/search.ts';
import { can, serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { findMessages } from './find-messages.ts';
import { findPeople } from './find-people.ts';
import { conversationsOf, presentMessageHit, presentPerson } from './present-hits.ts';
import { readTerms } from './search-filter.ts';

const nothing = { items: [], nextCursor: null };

export function searchRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  return [
    serve(search, async ({ query: { q, kind, ...filter }, signed, ctx }) => {
      const terms = readTerms(q);
      const keys = await keyring.of(signed.organizationId);
      const mayReadIdentifiers = can(signed, 'contact.read_identifiers');
      const isCanceled = () => ctx.req.socket.destroyed;
      return inOrganization(orm, signed.organizationId, async (em) => {
        const people =
          kind === 'messages'
            ? nothing
            : await findPeople(em, keys, { text: q, filter, mayReadIdentifiers });
        const messages =
          kind === 'people' ? nothing : await findMessages(em, keys, { terms, filter, isCanceled });
        const ids = [...people.items, ...messages.items].map((one) => one.conversationId);
        const conversations = await conversationsOf(em, keys, ids, signed.counselorId);
        return {
          people: {
            items: people.items.flatMap((one) => presentPerson(one, conversations)),
            nextCursor: people.nextCursor,
          },
          messages: {
            items: messages.items.flatMap((one) => presentMessageHit(one, conversations)),
            nextCursor: messages.nextCursor,
          },
        };
      });
    }),
  ];
}
