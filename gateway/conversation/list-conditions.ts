import type * as z from 'zod';
import type { listConversations as endpoint } from '../contract/conversation.ts';

/** `among`: none but these, which a search has found. */
export type ListFilter = Omit<z.output<(typeof endpoint)['query']>, 'cursor' | 'limit' | 'q'> & {
  among?: string[];
};

/** Takes a value and gives its parameter, such as `$3`. */
export type Add = (value: unknown) => string;

/** Whoever asks for nothing else sees what is open; mentions are shown wherever they are. */
export function statusOf(filter: Pick<ListFilter, 'status' | 'mentioned'>) {
  return filter.status ?? (filter.mentioned ? 'all' : 'open');
}

export const hasOpenAlert =
  'c.id in (select conversation_id from crisis_alert where acknowledged_at is null)';

/** The rows of `conversation c` with its `contact p` that a filter lets through. `$1` is the counselor who asks; mentions are up to the caller. */
export function conditionsOf(filter: ListFilter, add: Add): string[] {
  const conditions = statusConditions(filter, add);
  if (filter.assignee === 'none') conditions.push('c.assignee_id is null');
  else if (filter.assignee) {
    conditions.push(`c.assignee_id = ${filter.assignee === 'me' ? '$1' : add(filter.assignee)}`);
  }
  if (filter.alert) conditions.push(hasOpenAlert);
  if (filter.channelId) conditions.push(`c.channel_id = ${add(filter.channelId)}`);
  if (filter.officeId) conditions.push(`c.office_id = ${add(filter.officeId)}`);
  if (filter.topic) {
    conditions.push(`c.topic_id = (select id from topic where key = ${add(filter.topic)})`);
  }
  if (filter.labelId) {
    conditions.push(
      `exists (select from conversation_label l where l.conversation_id = c.id and l.label_id = ${add(filter.labelId)})`,
    );
  }
  if (filter.among) conditions.push(`c.id = any(${add(filter.among)}::uuid[])`);
  if (filter.needsInterpreter) conditions.push('c.needs_interpreter');
  if (filter.language) conditions.push(`p.language = ${add(filter.language)}`);
  if (filter.from)
    conditions.push(`c.active_at >= date_trunc('minute', ${add(filter.from)}::timestamptz)`);
  if (filter.to)
    conditions.push(`c.active_at < date_trunc('minute', ${add(filter.to)}::timestamptz)`);
  return conditions;
}

function statusConditions(filter: ListFilter, add: Add): string[] {
  const status = statusOf(filter);
  switch (status) {
    case 'open':
      return [
        'c.waiting_since is not null',
        '(c.snoozed_until is null or c.snoozed_until <= now())',
      ];
    case 'snoozed':
      return ['c.snoozed_until > now()'];
    case 'all':
      return [];
    default:
      return [`c.status = ${add(status)}`];
  }
}
