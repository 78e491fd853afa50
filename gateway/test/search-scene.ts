import type { ApiClient } from './api-client.ts';
import { waitFor } from './wait-for.ts';
import type { TestApp } from './test-app.ts';
import type { MessageHit, PersonHit } from '../contract/search.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Page } from './phone.ts';

export type SearchAnswer = { people: Page<PersonHit>; messages: Page<MessageHit> };

/** Asks as the inbox does. */
export function search(
  { api }: { api: ApiClient },
  query: Record<string, string>,
): Promise<SearchAnswer> {
  return api.ok<SearchAnswer>('GET', `/api/search?${new URLSearchParams(query)}`);
}

/** Ids of the conversations in the list that match. */
export async function listed(
  { api }: { api: ApiClient },
  query: Record<string, string>,
): Promise<string[]> {
  const { items } = await api.ok<Page<Conversation>>(
    'GET',
    `/api/conversations?${new URLSearchParams({ status: 'all', ...query })}`,
  );
  return items.map(({ id }) => id);
}

/** Until everything that is there has been read. */
export function indexed({ context }: TestApp): Promise<boolean> {
  return waitFor('the index to be complete', async () => {
    const { rows } = await context.database.servicePool.query<{ missing: boolean }>(
      `select exists (select from message m left join message_words w on w.message_id = m.id where w.tokens is null)
        or exists (select from note n left join note_words w on w.note_id = n.id where w.tokens is null)
        or exists (select from contact c left join contact_words w on w.contact_id = c.id where w.tokens is null) as missing`,
    );
    return rows[0]?.missing === false;
  });
}
