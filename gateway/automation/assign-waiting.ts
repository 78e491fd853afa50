import type { EntityManager } from '@mikro-orm/postgresql';
import type { TopicKey } from '../contract/conversation.ts';
import type { Conversation } from '../model/conversation.ts';
import { chooseCounselor } from '../routing/choose-counselor.ts';
import { declinersOf } from '../routing/decliners.ts';
import { query } from '../unit-of-work.ts';
import { handToPeople } from './hand-to-people.ts';
import type { Path } from './path.ts';

/** Gives a conversation that nobody has taken to the counselor whose turn it is; when nobody fits, it goes on waiting. */
export async function assignWaiting(
  em: EntityManager,
  conversation: Conversation,
  path: Path,
): Promise<void> {
  if (conversation.status !== 'open' || conversation.assigneeId) return;
  const { organizationId, contactId, officeId = null } = conversation;
  const counselorId = await chooseCounselor(em, {
    organizationId,
    contactId,
    officeId,
    language: path.otherLanguage ?? path.language,
    topic: await topicOf(em, conversation),
    declinedBy: [...path.declinedBy, ...(await declinersOf(em, conversation.id))],
    now: new Date(),
  });
  if (counselorId)
    await handToPeople(em, conversation, { officeId: null, counselorId, needsInterpreter: false });
}

async function topicOf(em: EntityManager, { topicId }: Conversation): Promise<TopicKey | null> {
  const [row] = await query<{ key: TopicKey }>(em, 'select key from topic where id = $1', [
    topicId ?? null,
  ]);
  return row?.key ?? null;
}
