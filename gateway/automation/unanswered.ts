import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import type { Said } from './path.ts';

export type Unanswered = {
  said: Said[];
  /** The arrival number of the newest; the messages up to it have their answer when this has one. */
  lastSeq: number;
  newestAgeMs: number;
  oldestAgeMs: number;
};

type Row = {
  id: string;
  seq: string;
  kind: string;
  content: Buffer;
  at: string;
  age_ms: string;
  is_deleted: boolean;
  quoted_id: string | null;
  quoted_content: Buffer | null;
};
type Content = {
  text: string | null;
  payload: { id?: string; event?: string; quickReplies?: { id: string }[] } | null;
};

/** Nobody writes more than this in the time that it takes to answer; older ones are read in the next step. */
const most = 200;

/**
 * What the contact has written since the last answer, in the order of the thread. What was taken back is not read. Edits
 * and reactions are no messages: they never come here.
 */
export async function readUnanswered(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  handledSeq: number,
): Promise<Unanswered> {
  const rows = await query<Row>(
    em,
    `select m.id, m.seq, m.kind, m.content, m.order_at as at, m.deleted_at is not null as is_deleted,
       extract(epoch from clock_timestamp() - m.received_at) * 1000 as age_ms,
       quoted.id as quoted_id, quoted.content as quoted_content
     from (select * from message where conversation_id = $1
         order by order_at desc, provider_order desc, seq desc limit ${most}) as m
       left join message quoted on quoted.id = m.reply_to_id and quoted.direction = 'outbound'
     where m.direction = 'inbound' and m.author = 'contact' and m.seq > $2
     order by m.order_at, m.provider_order, m.seq`,
    [conversationId, handledSeq],
  );
  const ages = rows.map(({ age_ms: age }) => Number(age));
  return {
    said: rows.filter(({ is_deleted: isDeleted }) => !isDeleted).map((row) => said(row, keys)),
    lastSeq: Math.max(handledSeq, ...rows.map(({ seq }) => Number(seq))),
    newestAgeMs: Math.min(Infinity, ...ages),
    oldestAgeMs: Math.max(0, ...ages),
  };
}

function said(row: Row, keys: OrganizationKeys): Said {
  const { text, payload } = contentOf(keys, row.id, row.content);
  const isTapped = row.kind === 'button_reply' || row.kind === 'list_reply';
  return {
    messageId: row.id,
    at: new Date(row.at),
    kind: row.kind,
    text: payload?.event === 'conversation_started' ? '/start' : text,
    choiceId: isTapped ? (payload?.id ?? null) : numbered(text, row, keys),
  };
}

/** A number that answers an older message by quoting it means what that message offered. */
function numbered(text: string | null, row: Row, keys: OrganizationKeys): string | null {
  if (!row.quoted_id || !row.quoted_content) return null;
  const number = /^\s*(\d{1,2})\s*$/.exec(text?.normalize('NFKC') ?? '')?.[1];
  if (number === undefined) return null;
  const { payload } = contentOf(keys, row.quoted_id, row.quoted_content);
  return payload?.quickReplies?.[Number(number) - 1]?.id ?? null;
}

function contentOf(keys: OrganizationKeys, messageId: string, content: Buffer): Content {
  return JSON.parse(keys.open(messageId, 'message.content', content));
}
