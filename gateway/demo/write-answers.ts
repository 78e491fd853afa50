import type { EntityManager } from '@mikro-orm/postgresql';
import type { Messenger } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { DeliveryStatus } from '../contract/message.ts';
import { newId } from '../ids.ts';
import { Delivery } from '../model/delivery.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { query } from '../unit-of-work.ts';
import { counselorKeys, type CounselorKey } from './organization.ts';
import { quotedLine, type Plan, type PlannedLine } from './plan.ts';

/** What a plan became: its conversation, and the row of each line by index. */
export type Told = {
  plan: Plan;
  channel: ConnectedChannel;
  conversationId: string;
  rowIds: string[];
  counselorIds: Record<CounselorKey, string>;
};

type Failure = { code: string; text: string | null; providerCode: string | null };
type Part = {
  deliveryId: string;
  channel: ConnectedChannel;
  externalId: string;
  status: string;
  failure?: Failure;
};

/** Writes what counselors answered and noted, as if it had been sent at its time. Nothing is left to be sent. */
export async function writeAnswers(em: EntityManager, told: Told[]): Promise<void> {
  const parts: Part[] = [];
  for (const one of told) {
    for (const line of one.plan.lines) {
      if (line.who === 'note') writeNote(em, one, line);
      if (line.who === 'we') parts.push(...writeReply(em, one, line));
    }
  }
  await em.flush();
  await writeParts(em, parts);
}

/** What became of the last reply, too, for the list. */
export function outcomeOf(plan: Plan, line: PlannedLine): DeliveryStatus {
  if (line.tags.has('failed')) return 'failed';
  if (line.tags.has('unknown')) return 'unknown';
  const isAnswered = plan.lines.slice(line.index).some(({ who }) => who === 'they');
  return arrived(plan.sender.messenger, isAnswered || plan.story.state === 'closed');
}

/** Who wrote a line: the one it names, else whoever has the conversation. */
export function authorOf({ plan, counselorIds }: Told, line: PlannedLine): string {
  const key = line.by ?? plan.story.assignee;
  const author = counselorKeys.find((known) => known === key);
  if (!author) throw new Error(`A demo line has no author: ${line.text}`);
  return counselorIds[author];
}

/** Telegram reports nothing, an SMS its arrival, the others that it was read. */
function arrived(messenger: Messenger, isRead: boolean): DeliveryStatus {
  if (messenger === 'telegram') return 'accepted';
  return messenger === 'sms' || !isRead ? 'delivered' : 'read';
}

function writeReply(em: EntityManager, told: Told, line: PlannedLine): Part[] {
  const { plan, channel, conversationId, rowIds } = told;
  const id = rowIds[line.index] ?? newId();
  const quoted = quotedLine(plan, line);
  const { organizationId } = channel;
  const seq = line.index + 1;
  const status = outcomeOf(plan, line);
  const failure = failureOf(line);
  em.create(Message, {
    id,
    organizationId,
    conversationId,
    channelId: channel.id,
    seq,
    orderAt: line.at,
    providerOrder: 0,
    direction: 'outbound',
    author: 'counselor',
    counselorId: authorOf(told, line),
    kind: kindOf(line),
    content: channel.keys.seal(id, 'message.content', JSON.stringify(contentOf(line))),
    clientMessageId: id,
    sentAt: line.at,
    receivedAt: line.at,
    isLate: false,
    language: plan.language,
    replyToId: quoted ? (rowIds[quoted.index] ?? null) : null,
    editedAt: null,
    deletedAt: null,
  });
  const deliveryId = newId();
  em.create(Delivery, {
    id: deliveryId,
    organizationId,
    conversationId,
    channelId: channel.id,
    messageId: id,
    seq,
    status,
    attemptCount: 1,
    nextAttemptAt: line.at,
    failureCode: failure?.code ?? null,
    failureText: failure?.text
      ? channel.keys.seal(channel.id, 'delivery.failure', failure.text)
      : null,
    providerCode: failure?.providerCode ?? null,
    createdAt: line.at,
    updatedAt: line.at,
  });
  // Of a send without an answer nobody knows the provider's id.
  return status === 'unknown'
    ? []
    : [{ deliveryId, channel, externalId: line.externalId, status, failure }];
}

function failureOf({ tags }: PlannedLine): Failure | undefined {
  if (tags.has('unknown')) return { code: 'no_answer', text: null, providerCode: null };
  const providerCode = tags.get('failed');
  return providerCode
    ? { code: 'contact_unreachable', text: 'Unreachable destination handset', providerCode }
    : undefined;
}

function kindOf({ tags }: PlannedLine): 'document' | 'text' {
  return tags.has('pdf') ? 'document' : 'text';
}

function contentOf({ text }: PlannedLine) {
  return { text, payload: null };
}

function writeNote(em: EntityManager, told: Told, line: PlannedLine): void {
  const { channel, conversationId, rowIds } = told;
  const id = rowIds[line.index] ?? newId();
  em.create(Note, {
    id,
    organizationId: channel.organizationId,
    conversationId,
    counselorId: authorOf(told, line),
    seq: line.index + 1,
    orderAt: line.at,
    clientMessageId: id,
    content: channel.keys.seal(id, 'note.content', JSON.stringify(contentOf(line))),
    createdAt: line.at,
  });
}

async function writeParts(em: EntityManager, parts: Part[]): Promise<void> {
  const sealFailure = ({ channel, failure }: Part) =>
    failure?.text ? channel.keys.seal(channel.id, 'delivery.failure', failure.text) : null;
  await query(
    em,
    `insert into delivery_part (id, organization_id, delivery_id, channel_id, call_index, item_index, status,
       external_id_hash, external_id, failure_code, failure_text, provider_code, updated_at)
     select p.id, d.organization_id, d.id, d.channel_id, 0, 0, p.status, p.external_hash, p.external, p.failure_code,
       p.failure_text, p.provider_code, d.updated_at
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[], $6::text[], $7::bytea[], $8::text[])
       as p(id, delivery, status, external_hash, external, failure_code, failure_text, provider_code)
     join delivery d on d.id = p.delivery`,
    [
      parts.map(() => newId()),
      parts.map((part) => part.deliveryId),
      parts.map((part) => part.status),
      parts.map(({ channel, externalId }) => channel.keys.lookup('external_id', externalId)),
      parts.map(({ channel, externalId }) =>
        channel.keys.seal(channel.id, 'delivery_part.external_id', externalId),
      ),
      parts.map(({ failure }) => failure?.code ?? null),
      parts.map(sealFailure),
      parts.map(({ failure }) => failure?.providerCode ?? null),
    ],
  );
}
