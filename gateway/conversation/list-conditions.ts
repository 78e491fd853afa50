import type * as z from 'zod';
import type { listConversations as endpoint } from '../contract/conversation.ts';

/** `among`: none but these, which a search has found. */
export type ListFilter = z.output<(typeof endpoint)['query']> & { among?: string[] };

/** What SQL is made of: conditions over `conversation c` with its joins, and the values of their parameters. */
export type Conditions = {
  conditions: string[];
  values: unknown[];
  /** Takes a value and gives its parameter, such as `$3`. */
  add(value: unknown): string;
};

/** Whoever asks for nothing else sees what is open; mentions are shown wherever they are. */
export function statusOf(filter: Pick<ListFilter, 'status' | 'mentioned'>) {
  return filter.status ?? (filter.mentioned ? 'all' : 'open');
}

/** The conversations that a filter lets through. `$1` is the counselor who asks. */
export function conditionsOf(filter: ListFilter, counselorId: string): Conditions {
  const values: unknown[] = [counselorId];
  const conditions: string[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const status = statusOf(filter);
  if (status === 'open') {
    conditions.push(
      'c.waiting_since is not null',
      '(c.snoozed_until is null or c.snoozed_until <= now())',
    );
  } else if (status !== 'all') conditions.push(`c.status = ${add(status)}`);
  if (filter.assignee === 'none') conditions.push('c.assignee_id is null');
  else if (filter.assignee) {
    conditions.push(`c.assignee_id = ${filter.assignee === 'me' ? '$1' : add(filter.assignee)}`);
  }
  if (filter.channelId) conditions.push(`c.channel_id = ${add(filter.channelId)}`);
  if (filter.officeId) conditions.push(`c.office_id = ${add(filter.officeId)}`);
  if (filter.topic) conditions.push(`t.key = ${add(filter.topic)}`);
  if (filter.labelId) {
    conditions.push(
      `exists (select from conversation_label l where l.conversation_id = c.id and l.label_id = ${add(filter.labelId)})`,
    );
  }
  if (filter.among) conditions.push(`c.id = any(${add(filter.among)}::uuid[])`);
  if (filter.language) conditions.push(`p.language = ${add(filter.language)}`);
  return { conditions, values, add };
}
