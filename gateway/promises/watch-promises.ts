import { afterBrokenPromise } from '../automation/after-broken-promise.ts';
import { byDay } from '../automation/next-waking.ts';
import type { Outcome, Path } from '../automation/path.ts';
import { speakBecause } from '../automation/speak-because.ts';
import type { World } from '../automation/world.ts';
import type { AppContext } from '../context.ts';
import { lockConversation } from '../conversation/load-conversation.ts';
import { inOrganization, query } from '../unit-of-work.ts';
import { breakPromise } from './break-promise.ts';

type Context = Pick<AppContext, 'database' | 'directory' | 'queues' | 'log'>;
/** `answer_by`: the new time; null when that is over as well. */
type Owed = { answer_by: string | null; language: string | null };
type Due = { id: string; organization_id: string; conversation_id: string };

const mostAtOnce = 100;

/**
 * Finds promises that were not kept: marks each once, gives a new time and tells the office's people in one transaction,
 * and apologises to the contact with the new time in another, so that neither holds up the other. Nobody gets an apology
 * at night. Where nothing may be written to the contact, it is dropped; people have been told.
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
  if (byDay(now) > now) return;
  const apologies = await database.servicePool.query<Due>(
    'select id, organization_id, conversation_id from promise where apology_due order by broken_at limit $1',
    [mostAtOnce],
  );
  for (const due of apologies.rows) await apologise(context, due, now);
}

async function apologise(
  { database, directory, queues, log }: Context,
  { id, organization_id, conversation_id }: Due,
  now: Date,
): Promise<void> {
  const result = await inOrganization(database.orm, organization_id, async (em) => {
    const conversation = await lockConversation(em, conversation_id);
    const channel = await directory.byId(conversation.channelId);
    const [owed] = await query<Owed>(
      em,
      `select next.answer_by, contact.language from promise p join contact on contact.id = $2
         left join promise next on next.conversation_id = p.conversation_id
           and next.kept_at is null and next.broken_at is null and next.dropped_at is null
       where p.id = $1 and p.apology_due`,
      [id, conversation.contactId],
    );
    if (!owed) return 'nothing_owed';
    const said = channel
      ? await speakBecause(em, channel, conversation, {
          key: `promise:${id}`,
          now,
          outcomeOf: (path, world) => apologyIn(path, world, owed),
        })
      : 'channel_down';
    await query(
      em,
      'update promise set apology_due = false, apologised_at = case when $3 then $2::timestamptz end where id = $1',
      [id, now, said === 'said'],
    );
    return said;
  });
  if (result !== 'said')
    return log.info({ conversationId: conversation_id, reason: result }, 'apology ignored');
  await queues.wakeMailbox(conversation_id);
}

/** With the time that stands since the old one was broken; where the contact is on the way doesn't change. */
async function apologyIn(path: Path, world: World, owed: Owed): Promise<Outcome> {
  const language = path.language ?? owed.language ?? 'en';
  const answerBy = owed.answer_by === null ? null : new Date(owed.answer_by);
  const { replies } = await afterBrokenPromise(
    { ...path, language },
    { ...world, promiseFor: async () => answerBy },
  );
  return { path, replies, effects: [] };
}
