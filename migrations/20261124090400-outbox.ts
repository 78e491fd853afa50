import { Migration } from '@mikro-orm/migrations';

/**
 * The outbox. Whoever changes a delivery locks its conversation first (ordered by id), as intake does: no circles, and
 * a wake-up that looks while another drains is never lost. Claiming and finishing leave out conversations that are
 * locked at that moment and say so: one that stays locked must not hold up the others of the batch.
 */
export class Migration20261124090400 extends Migration {
  override up(): void {
    this.addSql(statusRank);
    this.addSql(settle);
    this.addSql(claim);
    this.addSql(finish);
    this.addSql(recordStatuses);
    this.addSql(unpark);
    this.addSql(abandon);
  }
}

/** Reported statuses form one order, so that any permutation of reports ends at the same place. */
const statusRank = `
create function status_rank(status text) returns integer language sql immutable as $$
  select case status when 'queued' then 0 when 'sending' then 1 when 'unknown' then 1 when 'accepted' then 2
    when 'sent' then 3 when 'canceled' then 4 when 'failed' then 5 when 'delivered' then 6 when 'read' then 7 end
$$;
`;

/**
 * The status of a message is the lowest of its parts, \`failed\` as soon as one part failed. While calls are missing, the
 * parts that are there say nothing of the whole: it stays what its last attempt made of it.
 */
const settle = `
create function settle_deliveries(deliveries uuid[]) returns void language plpgsql as $$
declare
  first_event bigint;
  last_event bigint;
begin
  with summary as (
    select p.delivery_id, count(distinct p.call_index) as calls, bool_or(p.status = 'failed') as has_failed,
      case when bool_or(p.status = 'failed') then 'failed'
        else (array_agg(p.status order by status_rank(p.status)))[1] end as status,
      (array_agg(p.failure_code) filter (where p.status = 'failed'))[1] as failure_code,
      (array_agg(p.failure_text) filter (where p.status = 'failed'))[1] as failure_text,
      (array_agg(p.provider_code) filter (where p.status = 'failed'))[1] as provider_code
    from delivery_part p where p.delivery_id = any(deliveries)
    group by p.delivery_id
  )
  update delivery d set status = s.status, failure_code = s.failure_code, failure_text = s.failure_text,
    provider_code = s.provider_code, updated_at = clock_timestamp()
  from summary s
  where d.id = s.delivery_id and d.status not in ('queued', 'sending') and d.status is distinct from s.status
    and (s.has_failed or s.calls >= coalesce(d.call_count, 1));

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
 * Takes the head of each mailbox when it is due and nothing of that mailbox is on its way. What was never tried is due
 * whatever the clock of the process that wrote it said. What this worker claimed but
 * does not know of (\`in_busy\`) was claimed by a statement whose answer got lost: it is taken again. A row without a
 * delivery names a conversation that was locked: ask again.
 */
const claim = `
create function claim_deliveries(in_conversations uuid[], in_worker bigint, in_busy uuid[], in_now timestamptz)
returns table (delivery_id uuid, organization_id uuid, conversation_id uuid, channel_id uuid, message_id uuid,
  attempt_count integer, content bytea, kind text, reply_to_external_id bytea, reply_to_message_id uuid,
  contact_address_id uuid, urn bytea, messenger text, done_calls smallint[])
language plpgsql as $$
#variable_conflict use_column
declare
  free uuid[];
begin
  select coalesce(array_agg(c.id), '{}') into free from (
    select c.id from conversation c where c.id = any(in_conversations) order by c.id for no key update skip locked) as c;
  return query select null::uuid, c.organization_id, c.id, null::uuid, null::uuid, null::integer, null::bytea, null::text,
    null::bytea, null::uuid, null::uuid, null::bytea, null::text, null::smallint[]
  from conversation c where c.id = any(in_conversations) and c.id <> all(free);
  return query
  with heads as (
    select distinct on (d.conversation_id) d.id,
      case d.status when 'queued' then d.next_attempt_at <= in_now or (d.attempt_count = 0 and d.failure_code is null)
        else d.worker_key = in_worker and d.id <> all(in_busy) end as is_free
    from delivery d
    where d.conversation_id = any(free) and d.status in ('queued', 'sending')
    order by d.conversation_id, d.seq
  ), claimed as (
    update delivery d set status = 'sending', worker_key = in_worker, sending_since = in_now,
      attempt_count = d.attempt_count + 1, updated_at = in_now
    from heads h
    where d.id = h.id and h.is_free
    returning d.*
  )
  select d.id, d.organization_id, d.conversation_id, d.channel_id, d.message_id, d.attempt_count, m.content, m.kind,
    quoted.external_id, quoted.message_id, a.id, a.urn, a.messenger,
    array(select p.call_index from delivery_part p where p.delivery_id = d.id
      group by p.call_index having bool_and(p.status not in ('failed', 'unknown', 'canceled')))
  from claimed d
  join message m on m.id = d.message_id
  join conversation c on c.id = d.conversation_id
  join contact_address a on a.id = c.contact_address_id
  left join lateral (
    select q.external_id, q.id as message_id from message q where q.id = m.reply_to_id and q.external_id is not null
    union all
    select p.external_id, null from delivery qd join delivery_part p on p.delivery_id = qd.id
    where qd.message_id = m.reply_to_id and p.external_id is not null
    limit 1
  ) quoted on true;
end $$;
`;

/**
 * Writes down what became of claimed deliveries. Outcome \`sending\` keeps the claim before and between several calls;
 * \`accepted\`, \`queued\` (try again after the delay), \`failed\`, \`unknown\` end it. The attempt is the token of the
 * claim: an answer to an earlier one changes nothing but the parts, which were sent in any case. Waiting for new
 * credentials uses up no attempt. Statuses that came before the external id was known are applied here. Returns the
 * deliveries whose conversation was locked; nothing was written for them.
 */
const finish = `
create function finish_deliveries(
  in_delivery uuid[], in_attempt integer[], in_outcome text[], in_delay_ms bigint[], in_call_count smallint[],
  in_failure_code text[], in_failure_text bytea[], in_provider_code text[],
  part_delivery uuid[], part_id uuid[], part_call smallint[], part_item smallint[], part_status text[],
  part_external_hash bytea[], part_external bytea[]
) returns uuid[] language plpgsql as $$
declare
  free uuid[];
  held uuid[];
  part record;
begin
  select coalesce(array_agg(c.id), '{}') into free from (
    select c.id from conversation c
    where c.id in (select d.conversation_id from delivery d where d.id = any(in_delivery))
    order by c.id for no key update skip locked) as c;
  held := array(select d.id from delivery d where d.id = any(in_delivery) and d.conversation_id <> all(free));

  insert into delivery_part (id, organization_id, delivery_id, channel_id, call_index, item_index, status,
    external_id_hash, external_id, updated_at)
  select p.id, d.organization_id, d.id, d.channel_id, p.call_index, p.item_index, p.status, p.external_hash, p.external,
    clock_timestamp()
  from unnest(part_delivery, part_id, part_call, part_item, part_status, part_external_hash, part_external)
    as p(delivery, id, call_index, item_index, status, external_hash, external)
  join delivery d on d.id = p.delivery and d.id <> all(held)
  on conflict (delivery_id, call_index, item_index) do update set status = excluded.status,
    external_id_hash = excluded.external_id_hash, external_id = excluded.external_id, failure_code = null,
    failure_text = null, provider_code = null, updated_at = excluded.updated_at
  where delivery_part.external_id_hash is distinct from excluded.external_id_hash;

  for part in
    delete from parked_status s using delivery_part p
    where p.delivery_id = any(part_delivery) and p.delivery_id <> all(held)
      and s.channel_id = p.channel_id and s.external_id_hash = p.external_id_hash
    returning p.id, p.organization_id, s.status, s.failure_code, s.failure_text, s.provider_code, s.occurred_at
  loop
    perform apply_status(part.id, part.status, part.failure_code, part.failure_text, part.provider_code, part.occurred_at);
  end loop;

  update delivery d set status = o.outcome, call_count = coalesce(o.call_count, d.call_count),
    next_attempt_at = coalesce(clock_timestamp() + o.delay_ms * interval '1 millisecond', d.next_attempt_at),
    attempt_count = d.attempt_count
      - case when o.outcome = 'queued' and o.failure_code = 'credentials_failed' then 1 else 0 end,
    failure_code = o.failure_code, failure_text = o.failure_text, provider_code = o.provider_code,
    worker_key = case when o.outcome = 'sending' then d.worker_key end,
    sending_since = case when o.outcome = 'sending' then clock_timestamp() end, updated_at = clock_timestamp()
  from unnest(in_delivery, in_attempt, in_outcome, in_delay_ms, in_call_count, in_failure_code, in_failure_text,
    in_provider_code) as o(delivery, attempt, outcome, delay_ms, call_count, failure_code, failure_text, provider_code)
  where d.id = o.delivery and d.id <> all(held) and d.attempt_count = o.attempt and d.status in ('sending', 'unknown');

  perform settle_deliveries(array(
    select o.delivery from unnest(in_delivery, in_outcome) as o(delivery, outcome)
    where o.outcome = 'accepted' and o.delivery <> all(held)));
  update conversation c set last_delivery_status = d.status
  from delivery d where d.id = any(in_delivery) and d.id <> all(held)
    and c.id = d.conversation_id and c.last_message_id = d.message_id
    and c.last_delivery_status is distinct from d.status;
  with events as (
    insert into realtime_event (organization_id, type, conversation_id, message_id)
    select d.organization_id, 'message.updated', d.conversation_id, d.message_id
    from unnest(in_delivery, in_outcome) as o(delivery, outcome)
    join delivery d on d.id = o.delivery and d.id <> all(held)
    where o.outcome not in ('accepted', 'sending')
    returning id
  )
  select min(id) as first_event, max(id) as last_event into part from events;
  perform announce_events(part.first_event, part.last_event);
  return held;
end $$;
`;

/**
 * What a provider reports. A report for a part we do not know yet is parked until the send returns. One that carries the
 * id of a delivery whose outcome is unknown settles it: it is the part that the lost call put out.
 */
const recordStatuses = `
create function apply_status(part uuid, new_status text, new_failure_code text, new_failure_text bytea,
  new_provider_code text, at timestamptz) returns void language sql as $$
  insert into delivery_event (organization_id, delivery_part_id, status, provider_code, occurred_at)
  select p.organization_id, p.id, new_status, new_provider_code, at from delivery_part p where p.id = part;
  update delivery_part p set status = new_status, failure_code = new_failure_code, failure_text = new_failure_text,
    provider_code = new_provider_code, updated_at = clock_timestamp()
  where p.id = part and status_rank(new_status) > status_rank(p.status);
$$;
create function record_statuses(
  in_organization uuid[], in_channel uuid[], in_external_hash bytea[], in_external bytea[], in_delivery uuid[],
  in_part uuid[], in_status text[], in_failure_code text[], in_failure_text bytea[], in_provider_code text[],
  in_at timestamptz[]
) returns table (item integer, is_parked boolean) language plpgsql as $$
#variable_conflict use_column
declare
  report record;
  part uuid;
  settled uuid[] := '{}';
begin
  perform from conversation c where c.id in (
    select d.conversation_id
    from unnest(in_channel, in_external_hash, in_delivery) as r(channel, external_hash, delivery)
    left join delivery_part p on p.channel_id = r.channel and p.external_id_hash = r.external_hash
    join delivery d on d.id = coalesce(p.delivery_id, r.delivery) and d.channel_id = r.channel)
  order by c.id for no key update;

  for report in
    select r.* from unnest(in_organization, in_channel, in_external_hash, in_external, in_delivery, in_part, in_status,
      in_failure_code, in_failure_text, in_provider_code, in_at)
      with ordinality as r(organization, channel, external_hash, external, delivery, part, status, failure_code,
      failure_text, provider_code, at, n)
    order by r.n
  loop
    item := report.n;
    select p.id into part from delivery_part p
    where p.channel_id = report.channel and p.external_id_hash = report.external_hash;
    if part is null and report.delivery is not null then
      insert into delivery_part (id, organization_id, delivery_id, channel_id, call_index, item_index, status,
        external_id_hash, external_id, updated_at)
      select report.part, d.organization_id, d.id, d.channel_id, lost.call_index, 0, 'accepted', report.external_hash,
        report.external, clock_timestamp()
      from delivery d cross join lateral (
        select min(i) as call_index from generate_series(0, coalesce(d.call_count, 1) - 1) as i
        where not exists (select from delivery_part p where p.delivery_id = d.id and p.call_index = i
          and p.status not in ('failed', 'unknown', 'canceled'))
      ) as lost
      where d.id = report.delivery and d.channel_id = report.channel and d.status = 'unknown'
        and lost.call_index is not null
      on conflict (delivery_id, call_index, item_index) do update set status = excluded.status,
        external_id_hash = excluded.external_id_hash, external_id = excluded.external_id, failure_code = null,
        failure_text = null, provider_code = null, updated_at = excluded.updated_at
      returning id into part;
    end if;
    is_parked := part is null;
    if is_parked then
      insert into parked_status (organization_id, channel_id, external_id_hash, external_id, delivery_id, status,
        failure_code, failure_text, provider_code, occurred_at)
      values (report.organization, report.channel, report.external_hash, report.external, report.delivery,
        report.status, report.failure_code, report.failure_text, report.provider_code, report.at);
    else
      perform apply_status(part, report.status, report.failure_code, report.failure_text, report.provider_code, report.at);
      settled := settled || (select p.delivery_id from delivery_part p where p.id = part);
    end if;
    return next;
  end loop;
  perform settle_deliveries(array(select distinct d from unnest(settled) as d));
end $$;
`;

/**
 * Looks again at what was parked: a report that crossed with the end of its send, or that came while the delivery, since
 * given up as unknown, was still on its way. Returns how many were taken up; what is locked waits for the next look.
 */
const unpark = `
create function apply_parked_statuses() returns integer language plpgsql as $$
declare
  ready uuid[];
  free uuid[];
  report record;
begin
  select array_agg(r.id) into ready from (
    select s.id from parked_status s
    join delivery_part p on p.channel_id = s.channel_id and p.external_id_hash = s.external_id_hash
    where s.parked_at > now() - interval '10 minutes'
    union
    select s.id from parked_status s
    join delivery d on d.id = s.delivery_id and d.channel_id = s.channel_id and d.status = 'unknown'
    where s.delivery_id is not null
  ) as r;
  if ready is null then return 0; end if;
  select array_agg(c.id) into free from (
    select c.id from conversation c where c.id in (
      select d.conversation_id from parked_status s
      left join delivery_part p on p.channel_id = s.channel_id and p.external_id_hash = s.external_id_hash
      join delivery d on d.id = coalesce(p.delivery_id, s.delivery_id)
      where s.id = any(ready))
    order by c.id for no key update skip locked) as c;
  ready := array(
    select s.id from parked_status s
    left join delivery_part p on p.channel_id = s.channel_id and p.external_id_hash = s.external_id_hash
    join delivery d on d.id = coalesce(p.delivery_id, s.delivery_id)
    where s.id = any(ready) and d.conversation_id = any(free));
  for report in
    with taken as (delete from parked_status s where s.id = any(ready) returning s.*)
    select * from taken order by parked_at, id
  loop
    perform record_statuses(array[report.organization_id], array[report.channel_id], array[report.external_id_hash],
      array[report.external_id], array[report.delivery_id], array[gen_random_uuid()], array[report.status],
      array[report.failure_code], array[report.failure_text], array[report.provider_code], array[report.occurred_at]);
  end loop;
  return cardinality(ready);
end $$;
`;

/**
 * Deliveries whose worker is gone in the middle of a call: they may have been sent, so a person decides. Those of a
 * conversation that is locked are left for the next look.
 */
const abandon = `
create function abandon_deliveries(in_deliveries uuid[]) returns integer language plpgsql as $$
declare
  free uuid[];
  abandoned uuid[];
  first_event bigint;
  last_event bigint;
begin
  select array_agg(c.id) into free from (
    select c.id from conversation c
    where c.id in (select d.conversation_id from delivery d where d.id = any(in_deliveries))
    order by c.id for no key update skip locked) as c;
  with updated as (
    update delivery d set status = 'unknown', failure_code = 'no_answer', failure_text = null, worker_key = null,
      sending_since = null, updated_at = clock_timestamp()
    where d.id = any(in_deliveries) and d.conversation_id = any(free) and d.status = 'sending'
    returning d.*
  ), events as (
    insert into realtime_event (organization_id, type, conversation_id, message_id)
    select u.organization_id, 'message.updated', u.conversation_id, u.message_id from updated u
    returning id
  ), shown as (
    update conversation c set last_delivery_status = 'unknown'
    from updated u where c.id = u.conversation_id and c.last_message_id = u.message_id
  )
  select array(select id from updated), min(e.id), max(e.id) into abandoned, first_event, last_event from events e;
  perform announce_events(first_event, last_event);
  return cardinality(abandoned);
end $$;
`;
