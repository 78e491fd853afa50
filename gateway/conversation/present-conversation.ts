import { hasReplyWindow } from '../channel-limits.ts';
import type { Conversation as ConversationResource } from '../contract/conversation.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { alertsColumn, presentAlerts, type AlertRow } from '../alerts/present-alerts.ts';
import { labelsColumn, presentTags, type LabelRow } from '../labels/present-label.ts';
import { toIso } from '../unit-of-work.ts';

/** A row of the list query below, with what it joins. */
export type ConversationRow = {
  id: string;
  contact_id: string;
  pseudonym: string;
  given_name: Buffer | null;
  profile_name: Buffer | null;
  language: string | null;
  channel_id: string;
  channel_kind: string;
  channel_name: string;
  messenger: ConversationResource['messenger'];
  status: ConversationResource['status'];
  assignee_id: string | null;
  assignee_name: string | null;
  office_id: string | null;
  topic: ConversationResource['topic'];
  labels: LabelRow[];
  alerts: AlertRow[];
  last_message_id: string | null;
  last_message_at: string | null;
  last_message_kind: string | null;
  last_message_direction: 'inbound' | 'outbound' | null;
  last_message_author: 'contact' | 'counselor' | 'bot' | 'system' | null;
  last_message_preview: Buffer | null;
  last_delivery_status: string | null;
  unread_count: number;
  waiting_since: string | null;
  snoozed_until: string | null;
  reply_window_until: string | null;
  has_unread_mention: boolean;
  last_mention_id: string | null;
  needs_interpreter: boolean;
  promise: { answerBy: string; state: 'open' | 'kept' | 'broken' } | null;
  created_at: string;
  /** The sort key in microseconds since 1970, for the cursor. */
  at_micros: string;
};

/** `counselor` is the parameter of the one who asks, such as `$1`. */
export const conversationSelect = (counselor: string): string => `
  select c.id, c.contact_id, p.pseudonym, p.given_name, p.profile_name, p.language, c.channel_id,
    ch.kind as channel_kind, ch.name as channel_name, c.messenger, c.status, c.assignee_id,
    a.display_name as assignee_name, c.office_id, t.key as topic, ${labelsColumn} as labels,
    ${alertsColumn} as alerts, c.last_message_id, c.last_message_at,
    c.last_message_kind, c.last_message_direction, c.last_message_author, c.last_message_preview,
    c.last_delivery_status, c.unread_count, c.waiting_since, c.snoozed_until, c.reply_window_until, c.created_at,
    exists (select from mention where counselor_id = ${counselor} and conversation_id = c.id and read_at is null)
      as has_unread_mention, c.needs_interpreter,
    (select json_build_object('answerBy', answer_by, 'state', case when kept_at is not null then 'kept'
      when broken_at is not null then 'broken' else 'open' end) from promise where conversation_id = c.id
      and dropped_at is null order by made_at desc, id desc limit 1) as promise,
    (select note_id from mention where counselor_id = ${counselor} and conversation_id = c.id
      order by mentioned_at desc, note_id desc limit 1) as last_mention_id`;

export const conversationJoins = `
  join contact p on p.id = c.contact_id
  join channel ch on ch.id = c.channel_id
  left join counselor a on a.id = c.assignee_id
  left join topic t on t.id = c.topic_id`;

export function presentConversation(
  row: ConversationRow,
  keys: OrganizationKeys,
): ConversationResource {
  return {
    id: row.id,
    contact: { id: row.contact_id, displayName: displayName(row, keys), language: row.language },
    channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
    messenger: row.messenger,
    status: row.status,
    assignee: row.assignee_id
      ? { id: row.assignee_id, displayName: row.assignee_name ?? '' }
      : null,
    officeId: row.office_id,
    topic: row.topic,
    labels: presentTags(row.labels, keys),
    lastMessage: presentLastMessage(row, keys),
    unreadCount: row.unread_count,
    waitingSince: toIso(row.waiting_since),
    snoozedUntil: toIso(row.snoozed_until),
    replyWindowUntil: toIso(row.reply_window_until ?? neverOpened(row)),
    hasUnreadMention: row.has_unread_mention,
    lastMentionId: row.last_mention_id,
    alerts: presentAlerts(row.alerts),
    needsInterpreter: row.needs_interpreter,
    promise: row.promise && { ...row.promise, answerBy: toIso(row.promise.answerBy) },
    createdAt: toIso(row.created_at),
  };
}

/** A window that the contact has never opened by writing has been closed from the beginning. */
function neverOpened(row: ConversationRow): string | null {
  return hasReplyWindow(row.channel_kind, row.messenger) ? row.created_at : null;
}

type Named = {
  contact_id: string;
  pseudonym: string;
  given_name: Buffer | null;
  profile_name: Buffer | null;
};

/** The name a counselor gave, else the messenger's profile name, else the pseudonym. */
export function displayName(row: Named, keys: OrganizationKeys): string {
  if (row.given_name) return keys.open(row.contact_id, 'contact.given_name', row.given_name);
  if (row.profile_name) return keys.open(row.contact_id, 'contact.profile_name', row.profile_name);
  return row.pseudonym;
}

function presentLastMessage(
  row: ConversationRow,
  keys: OrganizationKeys,
): ConversationResource['lastMessage'] {
  if (!row.last_message_id || !row.last_message_at) return null;
  const preview = row.last_message_preview
    ? keys.open(row.last_message_id, 'conversation.preview', row.last_message_preview)
    : '';
  return {
    id: row.last_message_id,
    direction: row.last_message_direction ?? 'inbound',
    author: row.last_message_author ?? 'contact',
    kind: row.last_message_kind ?? 'text',
    preview: preview || null,
    at: toIso(row.last_message_at),
    deliveryStatus: row.last_delivery_status,
  };
}
