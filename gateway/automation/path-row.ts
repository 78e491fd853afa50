import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { newPath, type Path } from './path.ts';

export const wakings = ['reminder', 'assignment', 'farewell'] as const;
export type Waking = (typeof wakings)[number];

/** Where the assistant stands in a conversation, and what of the conversation it goes by. */
export type Standing = {
  /** The assistant has had to do with it. */
  isKnown: boolean;
  conversationId: string;
  organizationId: string;
  channelId: string;
  contactId: string;
  status: string;
  assigneeId: string | null;
  language: string | null;
  lastMessageAuthor: string | null;
  windowUntil: Date | null;
  handledSeq: number;
  version: string;
  path: Path;
  /** People have it. */
  isCounseled: boolean;
  attempts: number;
  waking: { for: Waking; ageMs: number } | null;
  remindedAt: Date | null;
};

type Row = {
  organization_id: string;
  channel_id: string;
  contact_id: string;
  status: string;
  assignee_id: string | null;
  language: string | null;
  last_message_author: string | null;
  reply_window_until: string | null;
  handled_seq: string | null;
  version: string | null;
  path: Buffer | null;
  counseled_at: string | null;
  attempts: number | null;
  wake_for: Waking | null;
  wake_age_ms: string | null;
  reminded_at: string | null;
};

/** Undefined when there is no such conversation. */
export async function readStanding(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
): Promise<Standing | undefined> {
  const [row] = await query<Row>(
    em,
    `select c.organization_id, c.channel_id, c.contact_id, c.status, c.assignee_id, t.language, c.last_message_author,
       c.reply_window_until, p.handled_seq, p.version, p.path, p.counseled_at, p.attempts, p.wake_for,
       extract(epoch from clock_timestamp() - p.wake_at) * 1000 as wake_age_ms, p.reminded_at
     from conversation c join contact t on t.id = c.contact_id left join automation_path p on p.conversation_id = c.id
     where c.id = $1`,
    [conversationId],
  );
  if (!row) return undefined;
  // Whoever wrote to people before there was an assistant goes on with people.
  const isCounseled =
    row.counseled_at !== null || (row.path === null && ['open', 'waiting'].includes(row.status));
  return {
    isKnown: row.version !== null,
    conversationId,
    organizationId: row.organization_id,
    channelId: row.channel_id,
    contactId: row.contact_id,
    status: row.status,
    assigneeId: row.assignee_id,
    language: row.language,
    lastMessageAuthor: row.last_message_author,
    windowUntil: row.reply_window_until === null ? null : new Date(row.reply_window_until),
    handledSeq: Number(row.handled_seq),
    version: row.version ?? '0',
    path: current(openPath(keys, conversationId, row.path), isCounseled),
    isCounseled,
    attempts: row.attempts ?? 0,
    waking: row.wake_for && { for: row.wake_for, ageMs: Number(row.wake_age_ms) },
    remindedAt: row.reminded_at === null ? null : new Date(row.reminded_at),
  };
}

/** What was added to the path since it was written has its first value. */
export function openPath(
  keys: OrganizationKeys,
  conversationId: string,
  sealed: Buffer | null,
): Path {
  if (!sealed) return newPath;
  return { ...newPath, ...JSON.parse(keys.open(conversationId, 'automation_path.path', sealed)) };
}

/** Who has it decides, whatever the path thought last: after a closing it goes on at the menu. */
function current(path: Path, isCounseled: boolean): Path {
  if (isCounseled && path.step !== 'counseling')
    return { ...path, step: 'counseling', offered: [], faq: null };
  if (!isCounseled && path.step === 'counseling') return { ...path, step: 'menu', offered: [] };
  return path;
}

/** Whether nobody has taken a step, taken over, or gone away since; the caller holds the conversation locked. */
export async function isStill(em: EntityManager, standing: Standing): Promise<boolean> {
  const [row] = await query<{ is_still: boolean }>(
    em,
    `select p.version = $2 and c.status = $3 and c.assignee_id is not distinct from $4
       and (p.counseled_at is not null or p.path is null and c.status in ('open', 'waiting')) = $5 as is_still
     from automation_path p join conversation c on c.id = p.conversation_id where p.conversation_id = $1 for update of p`,
    [
      standing.conversationId,
      standing.version,
      standing.status,
      standing.assigneeId,
      standing.isCounseled,
    ],
  );
  return row?.is_still ?? false;
}

export type NextStanding = {
  path: Path;
  handledSeq: number;
  isReminded: boolean;
  waking: { for: Waking; at: Date } | null;
  /** It has spoken without an answer to what waits for one. */
  keepsDue?: boolean;
};

/** Writes down where it stands after a step; nothing is due any more. */
export async function writeStanding(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  { path, handledSeq, isReminded, waking, keepsDue = false }: NextStanding,
): Promise<void> {
  await query(
    em,
    `update automation_path set path = $2, handled_seq = greatest(handled_seq, $3), version = version + 1,
       due_at = case when $8 then due_at end, attempts = 0, counseled_at = case when $4 then coalesce(counseled_at, clock_timestamp()) end, wake_for = $5,
       wake_at = $6, reminded_at = case when $7 then coalesce(reminded_at, clock_timestamp()) end,
       updated_at = clock_timestamp() where conversation_id = $1`,
    [
      conversationId,
      keys.seal(conversationId, 'automation_path.path', JSON.stringify(path)),
      handledSeq,
      path.step === 'counseling',
      waking?.for ?? null,
      waking?.at ?? null,
      isReminded,
      keepsDue,
    ],
  );
}
