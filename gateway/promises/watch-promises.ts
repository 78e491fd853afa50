import { sendSays } from '../automation/send-says.ts';
import { formatWhen } from '../automation/words/format-when.ts';
import { say } from '../automation/words/words.ts';
import type { AppContext } from '../context.ts';
import { lockConversation } from '../conversation/load-conversation.ts';
import { inOrganization, query } from '../unit-of-work.ts';
import { breakPromise } from './break-promise.ts';

type Context = Pick<AppContext, 'database' | 'keyring' | 'queues' | 'log'>;
type Due = { id: string; organization_id: string; conversation_id: string };

const mostAtOnce = 100;

/**
 * Finds promises that were not kept: marks each once, gives a new time and tells the office's people in one transaction,
 * and apologises to the contact with the new time in another, so that neither holds up the other. Where nothing may be
 * written to the contact, the apology is dropped; people have been told.
 */
export async function watchPromises(context: Context, now = new Date()): Promise<void> {
  const { database, log } = context;
  const broken = await database.servicePool.query<Due>(
    `select id, organization_id, conversation_id from promise
     where answer_by < $1 and kept_at is null and broken_at is null and dropped_at is null order by answer_by limit $2`,
    [now, mostAtOnce],
  );
  for (const { id, organization_id, conversation_id } of broken.rows) {
    await inOrganization(database.orm, organization_id, (em) =>
      breakPromise(em, { promiseId: id, conversationId: conversation_id, now }),
    );
    log.info({ conversationId: conversation_id, promiseId: id }, 'promise broken');
  }
  const apologies = await database.servicePool.query<Due>(
    'select id, organization_id, conversation_id from promise where apology_due order by broken_at limit $1',
    [mostAtOnce],
  );
  for (const due of apologies.rows) await apologise(context, due, now);
}

async function apologise(
  { database, keyring, queues, log }: Context,
  { id, organization_id, conversation_id }: Due,
  now: Date,
): Promise<void> {
  const keys = await keyring.of(organization_id);
  const refusal = await inOrganization(database.orm, organization_id, async (em) => {
    const conversation = await lockConversation(em, conversation_id);
    const [standing] = await query<{ answer_by: string; language: string | null }>(
      em,
      `select answer_by, language from promise join contact on contact.id = $3
       where conversation_id = $2 and kept_at is null and broken_at is null and dropped_at is null
         and exists (select from promise where id = $1 and apology_due)`,
      [id, conversation_id, conversation.contactId],
    );
    if (!standing) return 'no_new_time';
    const language = standing.language ?? 'en';
    const form = conversation.messenger === 'sms' ? 'sms' : 'full';
    const when = formatWhen(new Date(standing.answer_by), language);
    const text = say(language, 'promise.broken', { when }, form);
    const refused = await sendSays(em, keys, conversation, [{ text, language }], {
      key: `promise:${id}`,
      isVital: false,
    });
    await query(
      em,
      'update promise set apology_due = false, apologised_at = case when $3 then $2::timestamptz end where id = $1',
      [id, now, refused === null],
    );
    return refused;
  });
  if (refusal)
    return log.info({ conversationId: conversation_id, reason: refusal }, 'apology ignored');
  await queues.wakeMailbox(conversation_id);
}
