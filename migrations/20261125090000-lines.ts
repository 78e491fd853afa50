import { Migration } from '@mikro-orm/migrations';

/** Connections that adapters hold themselves (WhatsApp Web), and who accepted the risk of such a channel. */
export class Migration20261125090000 extends Migration {
  override up(): void {
    this.addSql(risk);
    this.addSql(table);
    this.addSql(take);
    this.addSql(report);
    this.addSql(markWaiting);
  }
}

/** The hash is that of the text in all its languages: a text that was changed since was not accepted. */
const risk = `
alter table channel add column risk_accepted_by uuid references counselor on delete set null,
  add column risk_accepted_at timestamptz,
  add column risk_text_hash bytea;
create index on channel (risk_accepted_by);
`;

/**
 * One row for every channel whose adapter listens. \`holder_key\` is the worker that runs the line; \`worker_key\` the one
 * through whose connection messages leave, null while there is none. Whoever pairs, unpairs or revives raises
 * \`generation\`: what an earlier run still has to say is no longer heard. \`pairing\`, \`pairing_number\` and \`session\` are
 * sealed.
 */
const table = `
create table channel_line (
  channel_id uuid primary key references channel on delete cascade,
  organization_id uuid not null references organization on delete cascade,
  state text not null default 'unpaired' check (state in
    ('unpaired', 'starting', 'pairing', 'connected', 'lost', 'ended')),
  problem_code text,
  reason text,
  since timestamptz not null default now(),
  generation integer not null default 1,
  holder_key bigint,
  worker_key bigint,
  attempt_count integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  pairing bytea,
  pairing_number bytea,
  session bytea,
  updated_at timestamptz not null default now()
);
create index on channel_line (organization_id);
select secure_tenant_table('channel_line');
`;

/** Gives a worker lines that should run and that no living worker holds. \`in_dead\` are holders known to be gone. */
const take = `
create function take_lines(in_worker bigint, in_kinds text[], in_dead bigint[], in_limit integer)
returns table (channel_id uuid, organization_id uuid, generation integer, attempt_count integer, pairing_number bytea)
language sql as $$
  update channel_line l set holder_key = in_worker, worker_key = null, updated_at = clock_timestamp()
  where l.channel_id in (
    select due.channel_id from channel_line due join channel c on c.id = due.channel_id
    where due.state in ('starting', 'pairing', 'connected', 'lost') and due.next_attempt_at <= clock_timestamp()
      and (due.holder_key is null or due.holder_key = any(in_dead))
      and c.kind = any(in_kinds) and c.deleted_at is null and c.status <> 'disabled'
    order by due.next_attempt_at limit in_limit for update of due skip locked)
  returning l.channel_id, l.organization_id, l.generation, l.attempt_count, l.pairing_number
$$;
`;

/**
 * Writes down how a line is and what that makes of its channel, and tells browsers and workers. Nothing is written, and
 * the answer is false, when the line was given to another worker or begun anew meanwhile. \`channel.problem_code\` comes
 * with a later migration of the same release: a body is read when it is first called.
 */
const report = `
create function report_line(in_channel uuid, in_holder bigint, in_generation integer, in_state text,
  in_problem_code text, in_reason text, in_pairing bytea, in_attempts integer, in_delay_ms bigint, in_label text,
  in_status text, in_problem text)
returns boolean language plpgsql as $$
declare
  event bigint;
begin
  update channel_line l set state = in_state, problem_code = in_problem_code, reason = in_reason, pairing = in_pairing,
    since = case when l.state = in_state then l.since else clock_timestamp() end,
    worker_key = case when in_state = 'connected' then in_holder end,
    attempt_count = in_attempts, next_attempt_at = clock_timestamp() + in_delay_ms * interval '1 millisecond',
    updated_at = clock_timestamp()
  where l.channel_id = in_channel and l.holder_key = in_holder and l.generation = in_generation;
  if not found then return false; end if;
  update channel c set label = coalesce(in_label, c.label), status = coalesce(in_status, c.status),
    problem = case when in_status is null then c.problem else in_problem end,
    problem_code = case when in_status is null then c.problem_code else in_problem_code end
  where c.id = in_channel and c.status <> 'disabled';
  insert into realtime_event (organization_id, type, channel_id)
  select c.organization_id, 'channel.updated', c.id from channel c where c.id = in_channel
  returning id into event;
  perform announce_events(event, event);
  return true;
end $$;
`;

/**
 * Says on queued messages that they wait for the connection, and takes it back once it stands. What is locked is looked
 * at again the next time. Returns how many changed.
 */
const markWaiting = `
create function mark_waiting_deliveries() returns integer language plpgsql as $$
declare
  candidates uuid[];
  free uuid[];
  marked integer;
  first_event bigint;
  last_event bigint;
begin
  candidates := array(
    select d.id from channel_line l join delivery d on d.channel_id = l.channel_id and d.status = 'queued'
    where (l.worker_key is null) = (d.failure_code is distinct from 'channel_waiting') limit 500);
  if cardinality(candidates) = 0 then return 0; end if;
  select array_agg(c.id) into free from (
    select c.id from conversation c
    where c.id in (select d.conversation_id from delivery d where d.id = any(candidates))
    order by c.id for no key update skip locked) as c;
  with updated as (
    update delivery d set failure_code = case when l.worker_key is null then 'channel_waiting' end, failure_text = null,
      provider_code = null, updated_at = clock_timestamp()
    from channel_line l
    where d.id = any(candidates) and d.conversation_id = any(free) and d.status = 'queued' and l.channel_id = d.channel_id
      and (l.worker_key is null) = (d.failure_code is distinct from 'channel_waiting')
    returning d.*
  ), events as (
    insert into realtime_event (organization_id, type, conversation_id, message_id)
    select u.organization_id, 'message.updated', u.conversation_id, u.message_id from updated u
    returning id
  )
  select min(e.id), max(e.id), count(*) into first_event, last_event, marked from events e;
  if marked > 0 then perform announce_events(first_event, last_event); end if;
  return marked;
end $$;
`;
