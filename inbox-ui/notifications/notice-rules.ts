import type { Conversation } from '../../gateway/contract/conversation.ts';
import type { NotificationSettings } from '../../gateway/contract/notification.ts';

type Told = Pick<Conversation, 'assignee' | 'officeId' | 'unreadCount'>;

/** Whether somebody wants to hear that there is a message in this conversation; as the gateway decides for pushes. */
export function isForMe(
  { assignee, officeId, unreadCount }: Told,
  settings: NotificationSettings,
  counselorId: string,
): boolean {
  if (unreadCount === 0) return false;
  if (assignee) return settings.notifiesMine && assignee.id === counselorId;
  if (!settings.notifiesUnassigned) return false;
  const { officeIds } = settings;
  return officeIds.length === 0 || (officeId !== null && officeIds.includes(officeId));
}

/** Whether a conversation is what somebody has before their eyes. */
export function isInView(conversationId: string, path: string, visibility: string): boolean {
  return visibility === 'visible' && path.split('/').includes(conversationId);
}
