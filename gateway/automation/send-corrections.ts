import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import { lockConversation } from '../conversation/load-conversation.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { inOrganization, query } from '../unit-of-work.ts';
import { sendSays } from './send-says.ts';

type Dependencies = Pick<AppContext, 'database' | 'keyring' | 'log' | 'queues'>;
type Waiting = { conversation_id: string; organization_id: string };
type Marked = { correction_id: string; language: string; texts: Record<string, string> };

const mostAtOnce = 200;

/**
 * Writes the corrections that wait, one conversation a transaction: each is sent once, also when the process ends in the
 * middle. The outbox keeps the pace.
 */
export async function sendCorrections(
  { database, keyring, log, queues }: Dependencies,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await database.servicePool.query<Waiting>(
    `select distinct conversation_id, organization_id from faq_send
     where correction_id is not null and corrected_at is null and correction_failure is null
       and conversation_id is not null limit ${mostAtOnce}`,
  );
  for (const { conversation_id: conversationId, organization_id: organizationId } of rows) {
    if (signal.aborted) return;
    const keys = await keyring.of(organizationId);
    const sent = await inOrganization(database.orm, organizationId, (em) =>
      correctOne(em, keys, conversationId),
    );
    log.info({ conversationId, sent }, 'answers corrected');
    if (sent > 0) await queues.wakeMailbox(conversationId);
  }
}

/** Resolves to how many corrections were written. */
async function correctOne(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
): Promise<number> {
  const conversation = await lockConversation(em, conversationId);
  const marked = await query<Marked>(
    em,
    `select distinct on (c.id) c.id as correction_id, s.language, c.texts
     from faq_send s join faq_correction c on c.id = s.correction_id
     where s.conversation_id = $1 and s.corrected_at is null and s.correction_failure is null
     order by c.id, s.sent_at desc`,
    [conversationId],
  );
  let sent = 0;
  for (const { correction_id: correctionId, language, texts } of marked) {
    const say = sayIn(language, texts);
    const refusal = await sendSays(em, keys, conversation, say ? [say] : [], {
      key: `correction:${correctionId}`,
      isVital: false,
    });
    if (!refusal) sent += 1;
    await query(
      em,
      `update faq_send set corrected_at = case when $3::text is null then clock_timestamp() end, correction_failure = $3
       where conversation_id = $1 and correction_id = $2 and corrected_at is null`,
      [conversationId, correctionId, refusal],
    );
  }
  return sent;
}

function sayIn(language: string, texts: Record<string, string>) {
  const first = [language, 'en', 'de', ...Object.keys(texts)].find((one) => texts[one]);
  return first ? { text: texts[first] ?? '', language: first } : null;
}
