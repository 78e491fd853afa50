import { isQuiet } from '../contract/quiet-hours.ts';
import type { AppContext } from '../context.ts';
import type { PushAnswer } from './push-service.ts';
import { pushPayload } from './push-words.ts';

type Dependencies = Pick<AppContext, 'database' | 'keyring' | 'log' | 'pushService'>;
export type PushTiming = { burstMs: number; retryMs: number };

type Due = {
  id: string;
  organization_id: string;
  endpoint: Buffer;
  keys: Buffer;
  language: string;
  conversation_id: string | null;
  attempts: number;
  is_wanted: boolean;
  has_quiet_hours: boolean;
  quiet_from: string;
  quiet_to: string;
  quiet_days: number[];
};

const batchSize = 50;
const maxAttempts = 5;
const timeoutMs = 10_000;
const maxWaitMs = 3_600_000;

/**
 * Sends what is due, one push a browser. What nobody needs any more (read meanwhile, quiet hours, the person is looking)
 * is dropped, not put off: the counts in the inbox tell of it.
 */
export async function sendDuePushes(
  dependencies: Dependencies,
  timing: PushTiming,
  signal: AbortSignal,
): Promise<void> {
  const { database } = dependencies;
  for (;;) {
    const { rows } = await database.servicePool.query<Due>(claim, [batchSize]);
    await Promise.all(rows.map((due) => send(due, dependencies, timing, signal)));
    if (rows.length < batchSize || signal.aborted) return;
  }
}

async function send(
  due: Due,
  dependencies: Dependencies,
  timing: PushTiming,
  signal: AbortSignal,
): Promise<void> {
  const { keyring, log, pushService } = dependencies;
  const finish = (statement: string, values: unknown[] = []) =>
    dependencies.database.servicePool.query(statement, [due.id, ...values]);
  if (!due.conversation_id || !due.is_wanted || isQuietFor(due)) {
    await finish(settle, [due.conversation_id, false, timing.burstMs]);
    return;
  }
  const keys = await keyring.of(due.organization_id);
  const target = {
    endpoint: keys.open(due.id, 'push_subscription.endpoint', due.endpoint),
    keys: JSON.parse(keys.open(due.id, 'push_subscription.keys', due.keys)),
  };
  const ending = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const answer = await pushService
    .post(target, pushPayload(due.language, due.conversation_id), ending)
    .catch(() => undefined);
  const details = { pushSubscriptionId: due.id, status: answer?.status, attempts: due.attempts };
  if (answer && answer.status >= 200 && answer.status < 300) {
    log.debug(details, 'push sent');
    await finish(settle, [due.conversation_id, true, timing.burstMs]);
    return;
  }
  if (answer?.status === 404 || answer?.status === 410) {
    log.info(details, 'push subscription has ended');
    await finish('delete from push_subscription where id = $1');
    return;
  }
  if (mayPass(answer) && due.attempts < maxAttempts) {
    log.info(details, 'push will be tried again');
    await finish(retryLater, [waitMs(answer, due.attempts, timing.retryMs)]);
    return;
  }
  log.warn(details, 'push given up');
  await finish(settle, [due.conversation_id, false, timing.burstMs]);
}

function isQuietFor(due: Due): boolean {
  const { has_quiet_hours: isOn, quiet_from: from, quiet_to: to, quiet_days: days } = due;
  return isQuiet({ isOn, from, to, days }, new Date());
}

/** No answer, too many requests, or trouble on their side. */
function mayPass(answer: PushAnswer | undefined): boolean {
  return !answer || answer.status === 429 || answer.status >= 500;
}

function waitMs(answer: PushAnswer | undefined, attempts: number, retryMs: number): number {
  const askedMs = Number(answer?.headers['retry-after'] ?? 0) * 1000;
  return Math.min(maxWaitMs, Math.max(askedMs || 0, retryMs * 2 ** (attempts - 1)));
}

/** Whoever claims has a minute; what a worker that died has claimed is due again after it. */
const claim = `
  with due as (
    select id from push_subscription where due_at <= now() order by due_at limit $1 for update skip locked
  )
  update push_subscription p set due_at = now() + interval '1 minute', attempts = p.attempts + 1
  from due, push_subscription self
    join session own on own.id = self.session_id
    join counselor person on person.id = self.counselor_id
    left join conversation c on c.id = self.pending_conversation_id
    left join notification_setting s on s.counselor_id = self.counselor_id
  where p.id = due.id and self.id = p.id
  returning p.id, p.organization_id, p.endpoint, p.keys, p.language, p.attempts, c.id as conversation_id,
    person.is_active and own.expires_at > now() and (c.unread_count > 0 or exists (select from mention n
        where n.counselor_id = p.counselor_id and n.conversation_id = c.id and n.read_at is null))
      and not exists (select from session other where other.counselor_id = p.counselor_id
        and other.attentive_until > now() and other.locked_at is null) as is_wanted,
    coalesce(s.has_quiet_hours, false) as has_quiet_hours, coalesce(s.quiet_from, '00:00') as quiet_from,
    coalesce(s.quiet_to, '00:00') as quiet_to, coalesce(s.quiet_days, '{}') as quiet_days`;

/** What another person wrote while we sent is due after the burst. */
const settle = `
  update push_subscription set
    last_pushed_at = case when $3 then now() else last_pushed_at end,
    attempts = 0,
    due_at = case when pending_conversation_id is distinct from $2::uuid
      then now() + make_interval(secs => $4::numeric / 1000) end,
    pending_conversation_id = case when pending_conversation_id is distinct from $2::uuid
      then pending_conversation_id end
  where id = $1`;

const retryLater = `
  update push_subscription set due_at = now() + make_interval(secs => $2::numeric / 1000) where id = $1`;
