import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';
import { newId } from '../ids.ts';
import { pushAbout } from '../notifications/push-about.ts';
import { query } from '../unit-of-work.ts';
import { makePromise } from './make-promise.ts';
import { promiseFor } from './promise-for.ts';

type Broken = { promiseId: string; conversationId: string; now: Date };

/**
 * Marks a promise as broken if it still is, with an alert and a line in the thread. The first time in a row it gives a
 * new one and owes an apology; a second apology would be worth nothing, so that is for people.
 */
export async function breakPromise(
  em: EntityManager,
  { promiseId, conversationId, now }: Broken,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const { organizationId, assigneeId = null, officeId = null } = conversation;
  const [broken] = await query<{ is_again: boolean }>(
    em,
    `update promise p set broken_at = $2
     where p.id = $1 and p.answer_by < $2 and p.kept_at is null and p.broken_at is null and p.dropped_at is null
     returning coalesce((select broken_at is not null from promise earlier where conversation_id = p.conversation_id
       and id <> p.id and made_at <= p.made_at order by made_at desc, id desc limit 1), false) as is_again`,
    [promiseId, now],
  );
  if (!broken) return;
  if (!broken.is_again) {
    const where = { organizationId, conversationId, now };
    await query(em, 'update promise set apology_due = true where id = $1', [promiseId]);
    await makePromise(em, {
      ...where,
      ...(await promiseFor(em, { ...where, officeId, counselorId: assigneeId })),
    });
  }
  await query(
    em,
    `insert into crisis_alert (id, organization_id, conversation_id, kind, raised_at) values ($1, $2, $3, 'urgent', $4)`,
    [newId(), organizationId, conversationId, now],
  );
  await noteActivity(em, [conversationId], { kind: 'promise_broken' });
  await pushAbout(em, conversationId, { isUrgent: true });
  await publishConversation(em, conversation);
}
