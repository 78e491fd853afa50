import { Migration } from '@mikro-orm/migrations';

/** Parts that fail after they were accepted go out again; reactions of ours; typing and read marks by channel. */
export class Migration20261125090200 extends Migration {
  override up(): void {
    this.addSql(channels);
    this.addSql(reactions);
    this.addSql(retries);
    this.addSql(settle);
    this.addSql(recordStatuses);
    this.addSql(olderSignature);
    this.addSql(unpark);
  }
}

const channels = `
alter table channel
  add column sends_typing boolean not null default false,
  add column sends_read_marks boolean not null default false;
`;

/**
 * A messenger shows one reaction of ours on a message, so there is one row for it, whoever of us set it. \`status\` is
 * null for the contact's. A change while a call is under way raises \`version\`: the call's result then counts for nothing
 * and the row is sent again, after the call, so that the last word is the last one that the messenger hears.
 */
const reactions = `
alter table reaction
  add column status text check (status in ('queued', 'sent', 'failed')),
  add column is_removed boolean not null default false,
  add column version integer not null default 0,
  add column attempt_count smallint not null default 0,
  add column next_attempt_at timestamptz,
  add column leased_until timestamptz,
  add column failure_code text;
create unique index reaction_of_ours on reaction (message_id) where author = 'counselor';
create index reaction_due on reaction (next_attempt_at) where status = 'queued';
`;

/**
 * \`retry_at\` says when a failed part is to be sent again, \`report_retry_count\` how often a report brought that about.
 * The ids that a failed part had stay known: a late report that the contact has it after all must still find it.
 */
const retries = `
alter table delivery_part add column retry_at timestamptz, add column report_retry_count smallint not null default 0;
alter table parked_status add column retry_after_ms bigint, add column max_retries smallint;
create table earlier_part_id (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  channel_id uuid not null references channel on delete cascade,
  external_id_hash bytea not null,
  delivery_part_id uuid not null references delivery_part on delete cascade,
  unique (channel_id, external_id_hash)
);
create index on earlier_part_id (delivery_part_id);
select secure_tenant_table('earlier_part_id', false);
`;

/**
 * The status of a message is the lowest of its parts, \`failed\` as soon as one part failed. While calls are missing, the
 * parts that are there say nothing of the whole: it stays what its last attempt made of it. When every failed part may
 * be sent again, the delivery goes back into its mailbox instead, where the next claim sends those parts and nothing
 * else; never behind the attempt that a person asked for (\`is_last_attempt\`, of the migration on pace), and not when the
 * outcome of another part is unknown.
 */
const settle = `
create or replace function apply_status(part uuid, new_status text, new_failure_code text, new_failure_text bytea,
  new_provider_code text, at timestamptz) returns void language sql as $$
  insert into delivery_event (organization_id, delivery_part_id, status, provider_code, occurred_at)
  select p.organization_id, p.id, new_status, new_provider_code, at from delivery_part p where p.id = part;
  update delivery_part p set status = new_status, failure_code = new_failure_code, failure_text = new_failure_text,
    provider_code = new_provider_code, retry_at = null, updated_at = clock_timestamp()
  where p.id = part and status_rank(new_status) > status_rank(p.status);
$$;
create or replace function settle_deliveries(deliveries uuid[]) returns void language plpgsql as $$
declare
  first_event bigint;
  last_event bigint;
begin
  with summary as (
    select p.delivery_id, count(distinct p.call_index) as calls, bool_or(p.status = 'failed') as has_failed,
      bool_and(p.status <> 'failed' or p.retry_at is not null) as may_retry,
      max(p.retry_at) filter (where p.status = 'failed') as retry_at,
      case when bool_or(p.status = 'failed') then 'failed'
        else (array_agg(p.status order by status_rank(p.status)))[1] end as status,
      (array_agg(p.failure_code) filter (where p.status = 'failed'))[1] as failure_code,
      (array_agg(p.failure_text) filter (where p.status = 'failed'))[1] as failure_text,
      (array_agg(p.provider_code) filter (where p.status = 'failed'))[1] as provider_code
    from delivery_part p where p.delivery_id = any(deliveries)
    group by p.delivery_id
  ), outcome as (
    select s.*, case when s.has_failed and s.may_retry and s.calls >= d.call_count and not d.is_last_attempt
        and d.status in ('accepted', 'sent', 'delivered', 'read') then 'queued' else s.status end as new_status
    from summary s join delivery d on d.id = s.delivery_id
  )
  update delivery d set status = o.new_status, failure_code = o.failure_code, failure_text = o.failure_text,
    provider_code = o.provider_code, updated_at = clock_timestamp(),
    next_attempt_at = case when o.new_status = 'queued' then o.retry_at else d.next_attempt_at end
  from outcome o
  where d.id = o.delivery_id and d.status not in ('queued', 'sending') and d.status is distinct from o.new_status
    and (o.has_failed or o.calls >= coalesce(d.call_count, 1));

  update conversation c set last_delivery_status = d.status
  from delivery d where d.id = any(deliveries) and c.id = d.conversation_id and c.last_message_id = d.message_id
    and c.last_delivery_status is distinct from d.status;

  with events as (
    insert into realtime_event (organization_id, type, conversation_id, message_id)
    select d.organization_id, 'message.updated', d.conversation_id, d.message_id from delivery d
    where d.id = any(deliveries)
    returning id
  )
  select min(id), max(id) into first_event, last_event from events;
  perform announce_events(first_event, last_event);
end $$;
`;

/**
 * What a provider reports. A report for a part we do not know yet is parked until the send returns. One that carries the
 * id of a delivery whose outcome is unknown, or was taken for not sent, settles it: it is the part that the lost call put
 * out.
 *
 * A failure with \`retry_after_ms\` lets a part that nobody canceled be sent again, at most four times and twice as late
 * each time. One that is final ends the waiting of the others, since now a person decides. Reports under an id that the
 * part had before count only when they say that the contact has it: before it was sent again that calls the sending off;
 * while it is being sent the report is parked, so that the new id does not hide it.
 */
const recordStatuses = `
create function record_statuses(
  in_organization uuid[], in_channel uuid[], in_external_hash bytea[], in_external bytea[], in_delivery uuid[],
  in_part uuid[], in_status text[], in_failure_code text[], in_failure_text bytea[], in_provider_code text[],
  in_at timestamptz[], in_retry_after_ms bigint[], in_max_retries smallint[]
) returns table (item integer, is_parked boolean) language plpgsql as $$
#variable_conflict use_column
declare
  report record;
  part record;
  part_id uuid;
  is_earlier boolean;
  is_news boolean;
  settled uuid[] := '{}';
begin
  perform from conversation c where c.id in (
    select d.conversation_id
    from unnest(in_channel, in_external_hash, in_delivery) as r(channel, external_hash, delivery)
    left join delivery_part p on p.channel_id = r.channel and p.external_id_hash = r.external_hash
    left join earlier_part_id e on e.channel_id = r.channel and e.external_id_hash = r.external_hash and p.id is null
    left join delivery_part ep on ep.id = e.delivery_part_id
    join delivery d on d.id = coalesce(p.delivery_id, ep.delivery_id, r.delivery) and d.channel_id = r.channel)
  order by c.id for no key update;

  for report in
    select r.* from unnest(in_organization, in_channel, in_external_hash, in_external, in_delivery, in_part, in_status,
      in_failure_code, in_failure_text, in_provider_code, in_at, in_retry_after_ms, in_max_retries)
      with ordinality as r(organization, channel, external_hash, external, delivery, part, status, failure_code,
      failure_text, provider_code, at, retry_after_ms, max_retries, n)
    order by r.n
  loop
    item := report.n;
    is_earlier := false;
    select p.id into part_id from delivery_part p
    where p.channel_id = report.channel and p.external_id_hash = report.external_hash;
    if part_id is null then
      select e.delivery_part_id into part_id from earlier_part_id e
      where e.channel_id = report.channel and e.external_id_hash = report.external_hash;
      is_earlier := part_id is not null;
    end if;
    if part_id is null and report.delivery is not null then
      insert into delivery_part (id, organization_id, delivery_id, channel_id, call_index, item_index, status,
        external_id_hash, external_id, updated_at)
      select report.part, d.organization_id, d.id, d.channel_id, lost.call_index, 0, 'accepted', report.external_hash,
        report.external, clock_timestamp()
      from delivery d cross join lateral (
        select min(i) as call_index from generate_series(0, coalesce(d.call_count, 1) - 1) as i
        where not exists (select from delivery_part p where p.delivery_id = d.id and p.call_index = i
          and p.status not in ('failed', 'unknown', 'canceled'))
      ) as lost
      where d.id = report.delivery and d.channel_id = report.channel
        and (d.status = 'unknown' or d.status = 'failed' and d.failure_code = 'not_sent')
        and lost.call_index is not null
      on conflict (delivery_id, call_index, item_index) do update set status = excluded.status,
        external_id_hash = excluded.external_id_hash, external_id = excluded.external_id, failure_code = null,
        failure_text = null, provider_code = null, retry_at = null, updated_at = excluded.updated_at
      returning id into part_id;
    end if;

    select p.status, p.report_retry_count as retries, d.id as delivery, d.status as delivery_status into part
    from delivery_part p join delivery d on d.id = p.delivery_id where p.id = part_id;
    is_news := status_rank(report.status) > status_rank(part.status);
    is_parked := part_id is null
      or (is_news and part.status = 'failed' and part.delivery_status = 'sending');
    if is_parked then
      insert into parked_status (organization_id, channel_id, external_id_hash, external_id, delivery_id, status,
        failure_code, failure_text, provider_code, occurred_at, retry_after_ms, max_retries)
      values (report.organization, report.channel, report.external_hash, report.external, report.delivery,
        report.status, report.failure_code, report.failure_text, report.provider_code, report.at,
        report.retry_after_ms, report.max_retries);
    elsif is_earlier and status_rank(report.status) < status_rank('delivered') then
      insert into delivery_event (organization_id, delivery_part_id, status, provider_code, occurred_at)
      values (report.organization, part_id, report.status, report.provider_code, report.at);
    else
      perform apply_status(part_id, report.status, report.failure_code, report.failure_text, report.provider_code,
        report.at);
      if is_news and report.status = 'failed' then
        insert into earlier_part_id (channel_id, external_id_hash, organization_id, delivery_part_id)
        values (report.channel, report.external_hash, report.organization, part_id)
        on conflict do nothing;
        if report.retry_after_ms is not null and part.status <> 'canceled'
          and part.retries < least(4, coalesce(report.max_retries, 4)) then
          update delivery_part p set report_retry_count = p.report_retry_count + 1,
            retry_at = clock_timestamp() + report.retry_after_ms * 2 ^ part.retries * interval '1 millisecond'
          where p.id = part_id;
        else
          perform leave_mailbox(part.delivery, false);
        end if;
      elsif is_news and part.status = 'failed' then
        perform leave_mailbox(part.delivery, true);
      end if;
      settled := settled || part.delivery;
    end if;
    return next;
  end loop;
  perform settle_deliveries(array(select distinct d from unnest(settled) as d));
end $$;

create function leave_mailbox(in_delivery uuid, in_when_complete boolean) returns void language sql as $$
  update delivery d set status = 'accepted', failure_code = null, failure_text = null, provider_code = null,
    updated_at = clock_timestamp()
  where d.id = in_delivery and d.status = 'queued' and (not in_when_complete or d.call_count <= (
    select count(*) from (
      select from delivery_part p where p.delivery_id = in_delivery group by p.call_index
      having bool_and(p.status not in ('failed', 'unknown', 'canceled'))) as done))
$$;
`;

/** What an earlier version of Lotse calls while it is being replaced. */
const olderSignature = `
create or replace function record_statuses(
  in_organization uuid[], in_channel uuid[], in_external_hash bytea[], in_external bytea[], in_delivery uuid[],
  in_part uuid[], in_status text[], in_failure_code text[], in_failure_text bytea[], in_provider_code text[],
  in_at timestamptz[]
) returns table (item integer, is_parked boolean) language plpgsql as $$
#variable_conflict use_column
begin
  return query select r.item, r.is_parked from record_statuses(in_organization, in_channel, in_external_hash,
    in_external, in_delivery, in_part, in_status, in_failure_code, in_failure_text, in_provider_code, in_at,
    '{}'::bigint[], '{}'::smallint[]) as r;
end $$;
`;

/**
 * Looks again at what was parked: a report that crossed with the end of its send, one that came while its part was sent
 * again, or while the delivery, since given up as unknown, was still on its way. Returns how many were taken up; what is
 * locked or still being sent waits for the next look.
 */
const unpark = `
create or replace function apply_parked_statuses() returns integer language plpgsql as $$
declare
  ready uuid[];
  free uuid[];
  report record;
begin
  select array_agg(r.id) into ready from (
    select s.id from parked_status s
    join delivery_part p on p.channel_id = s.channel_id and p.external_id_hash = s.external_id_hash
    join delivery d on d.id = p.delivery_id and d.status <> 'sending'
    where s.parked_at > now() - interval '10 minutes'
    union
    select s.id from parked_status s
    join earlier_part_id e on e.channel_id = s.channel_id and e.external_id_hash = s.external_id_hash
    join delivery_part p on p.id = e.delivery_part_id
    join delivery d on d.id = p.delivery_id and d.status <> 'sending'
    where s.parked_at > now() - interval '10 minutes'
    union
    select s.id from parked_status s
    join delivery d on d.id = s.delivery_id and d.channel_id = s.channel_id
      and (d.status = 'unknown' or d.status = 'failed' and d.failure_code = 'not_sent')
    where s.delivery_id is not null
  ) as r;
  if ready is null then return 0; end if;
  select array_agg(c.id) into free from (
    select c.id from conversation c where c.id in (select p.conversation_id from parked_places(ready) as p)
    order by c.id for no key update skip locked) as c;
  ready := array(select p.id from parked_places(ready) as p where p.conversation_id = any(free));
  for report in
    with taken as (delete from parked_status s where s.id = any(ready) returning s.*)
    select * from taken order by parked_at, id
  loop
    perform record_statuses(array[report.organization_id], array[report.channel_id], array[report.external_id_hash],
      array[report.external_id], array[report.delivery_id], array[gen_random_uuid()], array[report.status],
      array[report.failure_code], array[report.failure_text], array[report.provider_code], array[report.occurred_at],
      array[report.retry_after_ms], array[report.max_retries]);
  end loop;
  return cardinality(ready);
end $$;
create function parked_places(in_parked uuid[]) returns table (id uuid, conversation_id uuid) language sql as $$
  select s.id, d.conversation_id from parked_status s
  left join delivery_part p on p.channel_id = s.channel_id and p.external_id_hash = s.external_id_hash
  left join earlier_part_id e on e.channel_id = s.channel_id and e.external_id_hash = s.external_id_hash
    and p.id is null
  left join delivery_part ep on ep.id = e.delivery_part_id
  join delivery d on d.id = coalesce(p.delivery_id, ep.delivery_id, s.delivery_id)
  where s.id = any(in_parked)
$$;
`;
