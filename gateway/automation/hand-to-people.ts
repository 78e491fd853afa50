import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import type { ActivityKind } from '../contract/activity.ts';
import type { Conversation } from '../model/conversation.ts';
import { pushAbout } from '../notifications/push-about.ts';
import { takeCounselor } from '../routing/choose-counselor.ts';
import { declinersOf } from '../routing/decliners.ts';
import { noteInterpreterNeed } from '../routing/set-interpreter-need.ts';
import { query } from '../unit-of-work.ts';

type Handing = { officeId: string | null; counselorId: string | null; needsInterpreter: boolean };

const need = { isNeeded: true };

/**
 * Makes a conversation one of those that wait for people: at an office, and in a counselor's inbox when one was chosen.
 * Whoever has counseled this person before keeps them. The contact has been waiting since their last message.
 */
export async function handToPeople(
  em: EntityManager,
  conversation: Conversation,
  { officeId, counselorId, needsInterpreter }: Handing,
): Promise<void> {
  const known = await existing(em, conversation, { officeId, counselorId });
  const isNew = conversation.status !== 'open';
  const chosenId = known.counselorId === conversation.assigneeId ? null : known.counselorId;
  em.assign(conversation, {
    ...(isNew && { status: 'open', waitingSince: new Date(), snoozedUntil: null }),
    ...(known.officeId && { officeId: known.officeId }),
    ...(known.counselorId && { assigneeId: known.counselorId }),
  });
  await em.flush();
  const note = (kind: ActivityKind, about: string | null = null) =>
    noteActivity(em, [conversation.id], { kind, counselorId: about });
  const isNewNeed = needsInterpreter && (await noteInterpreterNeed(em, conversation, need));
  if (isNew && !isNewNeed) await note('handed_to_people');
  if (chosenId) await note('counselor_chosen', chosenId);
  if (isNew || chosenId) await pushAbout(em, conversation.id, { isUrgent: false });
}

/** What may have gone since the step was thought of: the office, or the counselor's last free place. */
async function existing(
  em: EntityManager,
  { id, organizationId, contactId }: Conversation,
  { officeId, counselorId }: Omit<Handing, 'needsInterpreter'>,
): Promise<Pick<Handing, 'officeId' | 'counselorId'>> {
  const [row] = await query<{ id: string }>(em, 'select id from office where id = $1', [officeId]);
  const search = {
    organizationId,
    contactId,
    officeId: null,
    language: null,
    topic: null,
    declinedBy: await declinersOf(em, id),
    now: new Date(),
  };
  const hasRoom = counselorId && (await takeCounselor(em, search, counselorId));
  return { officeId: row?.id ?? null, counselorId: hasRoom ? counselorId : null };
}
