import { Migration } from '@mikro-orm/migrations';

/**
 * Pace: how fast a number and a contact may be sent to, pauses that providers ask for, and when a message is given up.
 * Locks are taken in the order conversation, `channel_pace`, `contact_pace`; channels among themselves by id.
 */
export class Migration20261125090400 extends Migration {
  override up(): void {
    this.addSql(columns);
    this.addSql(buckets);
    this.addSql(pauses);
    this.addSql(claim);
    this.addSql(claimWithoutPace);
    this.addSql(finish);
  }
}

/** \`is_last_attempt\`: a person asked for one more, and no more are made by themselves. */
const columns = `
alter table channel add column problem_code text, add column todo_code text;
alter table delivery add column is_last_attempt boolean not null default false;
`;

/**
 * Token buckets. \`tokens\` is what was left at \`filled_at\`; since then they have grown at the rate that the adapter
 * names. \`next_slot_at\` is when the next of those who wait may look again: they come one by one, not all at once.
 */
const buckets = `
create table channel_pace (
  channel_id uuid primary key references channel on delete cascade,
  organization_id uuid not null,
  tokens double precision not null,
  filled_at timestamptz not null,
  next_slot_at timestamptz,
  paused_until timestamptz,
  failure_code text,
  failure_text bytea,
  provider_code text
);
create table contact_pace (
  conversation_id uuid primary key references conversation on delete cascade,
  organization_id uuid not null,
  tokens double precision not null,
  filled_at timestamptz not null,
  paused_until timestamptz
);
create index on contact_pace (filled_at);
select secure_tenant_table(name::regclass) from unnest(array['channel_pace', 'contact_pace']) as name;
`;

/**
 * A provider asks for a pause of a number or of one contact: a longer one that is on stays. After it the bucket is empty,
 * so that what waited does not come in a rush. \`charge_pace\` takes the further calls of a message in parts.
 */
const pauses = `
create function pause_channel(in_channel uuid, in_pause_ms bigint, in_failure_code text, in_failure_text bytea,
  in_provider_code text) returns boolean language plpgsql as $$
declare
  pause_end timestamptz := clock_timestamp() + in_pause_ms * interval '1 millisecond';
  was_paused boolean;
begin
  select p.paused_until > clock_timestamp() into was_paused from channel_pace p where p.channel_id = in_channel for update;
  insert into channel_pace as p (channel_id, organization_id, tokens, filled_at, paused_until, failure_code, failure_text,
    provider_code)
  select c.id, c.organization_id, 0, pause_end, pause_end, in_failure_code, in_failure_text, in_provider_code
  from channel c where c.id = in_channel
  on conflict (channel_id) do update set tokens = least(p.tokens, 0), filled_at = greatest(p.filled_at, pause_end),
    paused_until = greatest(p.paused_until, pause_end), failure_code = excluded.failure_code,
    failure_text = excluded.failure_text, provider_code = excluded.provider_code;
  return not coalesce(was_paused, false);
end $$;

create function pause_contact(in_conversation uuid, in_pause_ms bigint) returns void language sql as $$
  insert into contact_pace as p (conversation_id, organization_id, tokens, filled_at, paused_until)
  select c.id, c.organization_id, 1, clock_timestamp(), clock_timestamp() + in_pause_ms * interval '1 millisecond'
  from conversation c where c.id = in_conversation
  on conflict (conversation_id) do update set tokens = least(p.tokens, 1),
    paused_until = greatest(p.paused_until, excluded.paused_until)
$$;

create function charge_pace(in_channel uuid, in_conversation uuid, in_calls integer) returns void language sql as $$
  update channel_pace set tokens = tokens - in_calls where channel_id = in_channel;
  update contact_pace set tokens = tokens - in_calls where conversation_id = in_conversation;
$$;
`;

/**
 * Takes the head of each mailbox when it is due, nothing of that mailbox is on its way, its line (if the channel has one)
 * is this worker's, and number and contact have a token left. What was never tried is due whatever the clock of the
 * process that wrote it said. What this worker claimed but does not know of (\`in_busy\`) was claimed by a statement whose
 * answer got lost: it is taken again and has paid already.
 *
 * A row without a delivery names a conversation that was locked (ask again at once) or, with \`wait_ms\`, one whose head
 * was put off. The limits are those of the adapters, by kind and messenger; a gap is drawn anew for every message.
 */
const claim = `
create function claim_deliveries(in_conversations uuid[], in_worker bigint, in_busy uuid[], in_now timestamptz,
  limit_kind text[], limit_messenger text[], limit_per_second double precision[], limit_burst double precision[],
  limit_min_gap_ms integer[], limit_max_gap_ms integer[], limit_contact_ms integer[],
  limit_contact_burst double precision[])
returns table (delivery_id uuid, organization_id uuid, conversation_id uuid, channel_id uuid, message_id uuid,
  attempt_count integer, content bytea, kind text, reply_to_external_id bytea, reply_to_message_id uuid,
  contact_address_id uuid, urn bytea, messenger text, done_calls smallint[], created_at timestamptz,
  is_last_attempt boolean, wait_ms bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  free uuid[];
  paced uuid[];
begin
  select coalesce(array_agg(c.id), '{}') into free from (
    select c.id from conversation c where c.id = any(in_conversations) order by c.id for no key update skip locked) as c;
  return query select null::uuid, c.organization_id, c.id, null::uuid, null::uuid, null::integer, null::bytea, null::text,
    null::bytea, null::uuid, null::uuid, null::bytea, null::text, null::smallint[], null::timestamptz, null::boolean,
    null::bigint
  from conversation c where c.id = any(in_conversations) and c.id <> all(free);

  paced := array(
    select distinct c.channel_id from conversation c
    join channel ch on ch.id = c.channel_id
    join unnest(limit_kind, limit_messenger) as l(kind, messenger) on l.kind = ch.kind and l.messenger = c.messenger
    where c.id = any(free)
      and exists (select from delivery d where d.conversation_id = c.id and d.status = 'queued'));
  if cardinality(paced) > 0 then
    insert into channel_pace (channel_id, organization_id, tokens, filled_at)
    select ch.id, ch.organization_id, 'infinity', in_now from channel ch
    where ch.id = any(paced) and not exists (select from channel_pace p where p.channel_id = ch.id)
    order by ch.id
    on conflict do nothing;
    perform from channel_pace p where p.channel_id = any(paced) order by p.channel_id for update;
  end if;

  return query
  with heads as (
    select distinct on (d.conversation_id) d.id, d.conversation_id, d.channel_id, d.status = 'sending' as is_paid,
      case d.status when 'queued' then d.next_attempt_at <= in_now or (d.attempt_count = 0 and d.failure_code is null)
        else d.worker_key = in_worker and d.id <> all(in_busy) end as is_free
    from delivery d
    where d.conversation_id = any(free) and d.status in ('queued', 'sending')
    order by d.conversation_id, d.seq
  ), due as (
    select h.*, c.organization_id, l.*, p.paused_until, p.next_slot_at,
      least(l.burst, p.tokens + greatest(0, extract(epoch from in_now - p.filled_at)) * l.per_second) as tokens,
      least(l.contact_burst, coalesce(k.tokens + greatest(0, extract(epoch from in_now - k.filled_at)) * 1000
        / l.contact_ms, l.contact_burst)) as contact_tokens,
      k.paused_until as contact_paused_until
    from heads h
    join conversation c on c.id = h.conversation_id
    join channel ch on ch.id = h.channel_id
    left join unnest(limit_kind, limit_messenger, limit_per_second, limit_burst, limit_min_gap_ms, limit_max_gap_ms,
      limit_contact_ms, limit_contact_burst)
      as l(for_kind, for_messenger, per_second, burst, min_gap_ms, max_gap_ms, contact_ms, contact_burst)
      on l.for_kind = ch.kind and l.for_messenger = c.messenger
    left join channel_pace p on p.channel_id = h.channel_id
    left join contact_pace k on k.conversation_id = h.conversation_id
    where h.is_free and not exists (
      select from channel_line line where line.channel_id = h.channel_id and line.worker_key is distinct from in_worker)
  ), judged as (
    select due.*,
      case when is_paid then 'none' when paused_until > in_now then 'channel'
        when contact_paused_until > in_now or contact_tokens < 0.999 then 'contact' else 'none' end as obstacle
    from due
  ), ranked as (
    select j.*, obstacle = 'none' and (is_paid or per_second is null or tokens > 0.999
      and row_number() over (partition by j.channel_id, is_paid, obstacle order by j.id) <= floor(tokens + 0.001)) as is_granted
    from judged j
  ), priced as (
    select r.*,
      case when is_granted and not is_paid and per_second is not null then
        coalesce((min_gap_ms + random() * (max_gap_ms - min_gap_ms)) * per_second / 1000, 1) else 0 end as fee,
      case when not is_granted and obstacle <> 'contact' then
        row_number() over (partition by r.channel_id, is_granted, obstacle = 'contact' order by r.id) end as place
    from ranked r
  ), placed as (
    select s.*,
      case when is_granted then null
        when obstacle = 'contact' then greatest(contact_paused_until,
          in_now + (1 - contact_tokens) * contact_ms * interval '1 millisecond')
        else greatest(paused_until + coalesce(interval '1 second' / per_second, interval '0 seconds'), next_slot_at,
            in_now + interval '1 millisecond',
            in_now + (1 - (tokens - sum(fee) over (partition by s.channel_id))) / per_second * interval '1 second')
          + coalesce((place - 1) / per_second, 0) * interval '1 second' end as slot_at
    from priced s
  ), charged as (
    update channel_pace p set tokens = s.tokens - s.fee, filled_at = greatest(p.filled_at, in_now),
      next_slot_at = coalesce(s.next_slot_at, p.next_slot_at)
    from (
      select x.channel_id, min(x.tokens) as tokens, sum(x.fee) as fee,
        max(x.slot_at + interval '1 second' / x.per_second) filter (where x.place is not null) as next_slot_at
      from placed x where x.per_second is not null and not x.is_paid group by x.channel_id) as s
    where p.channel_id = s.channel_id
  ), charged_contacts as (
    insert into contact_pace as k (conversation_id, organization_id, tokens, filled_at)
    select x.conversation_id, x.organization_id, x.contact_tokens - 1, in_now from placed x
    where x.is_granted and not x.is_paid and x.contact_ms is not null
    on conflict (conversation_id) do update set tokens = excluded.tokens, filled_at = excluded.filled_at
  ), put_off as (
    update delivery d set next_attempt_at = x.slot_at, updated_at = in_now,
      failure_code = case when x.obstacle = 'channel' then p.failure_code else d.failure_code end,
      failure_text = case when x.obstacle = 'channel' then p.failure_text else d.failure_text end,
      provider_code = case when x.obstacle = 'channel' then p.provider_code else d.provider_code end
    from placed x left join channel_pace p on p.channel_id = x.channel_id
    where d.id = x.id and not x.is_granted
    returning d.organization_id, d.conversation_id, d.channel_id, d.message_id, x.obstacle, x.slot_at
  ), claimed as (
    update delivery d set status = 'sending', worker_key = in_worker, sending_since = in_now,
      attempt_count = d.attempt_count + 1, updated_at = in_now
    from placed x
    where d.id = x.id and x.is_granted
    returning d.*
  ), events as (
    insert into realtime_event (organization_id, type, conversation_id, message_id)
    select o.organization_id, 'message.updated', o.conversation_id, o.message_id from put_off o
    where o.obstacle = 'channel'
    returning id
  ), announced as materialized (
    select announce_events(min(e.id), max(e.id)) from events e
  )
  select d.id, d.organization_id, d.conversation_id, d.channel_id, d.message_id, d.attempt_count, m.content, m.kind,
    quoted.external_id, quoted.message_id, a.id, a.urn, a.messenger,
    array(select p.call_index from delivery_part p where p.delivery_id = d.id
      group by p.call_index having bool_and(p.status not in ('failed', 'unknown', 'canceled'))),
    d.created_at, d.is_last_attempt, null::bigint
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
  ) quoted on true
  union all
  select null, o.organization_id, o.conversation_id, o.channel_id, null, null, null, null, null, null, null, null, null,
    null, null, null, ceil(extract(epoch from o.slot_at - in_now) * 1000)::bigint
  from put_off o cross join announced;
end $$;
`;

/** As a process of the version before still calls it while it is being replaced. */
const claimWithoutPace = `
create or replace function claim_deliveries(in_conversations uuid[], in_worker bigint, in_busy uuid[], in_now timestamptz)
returns table (delivery_id uuid, organization_id uuid, conversation_id uuid, channel_id uuid, message_id uuid,
  attempt_count integer, content bytea, kind text, reply_to_external_id bytea, reply_to_message_id uuid,
  contact_address_id uuid, urn bytea, messenger text, done_calls smallint[])
language sql as $$
  select c.delivery_id, c.organization_id, c.conversation_id, c.channel_id, c.message_id, c.attempt_count, c.content,
    c.kind, c.reply_to_external_id, c.reply_to_message_id, c.contact_address_id, c.urn, c.messenger, c.done_calls
  from claim_deliveries(in_conversations, in_worker, in_busy, in_now, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}') as c
  where c.wait_ms is null
$$;
`;

/**
 * As before; what an administrator has to mend uses up no attempt, whichever of its codes it has. A parked failure that
 * may pass stays parked until the send is written down: then it puts the delivery back.
 */
const finish = `
create or replace function finish_deliveries(
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
      and s.retry_after_ms is null
    returning p.id, p.organization_id, s.status, s.failure_code, s.failure_text, s.provider_code, s.occurred_at
  loop
    perform apply_status(part.id, part.status, part.failure_code, part.failure_text, part.provider_code, part.occurred_at);
  end loop;

  update delivery d set status = o.outcome, call_count = coalesce(o.call_count, d.call_count),
    next_attempt_at = coalesce(clock_timestamp() + o.delay_ms * interval '1 millisecond', d.next_attempt_at),
    attempt_count = d.attempt_count
      - case when o.outcome = 'queued'
          and o.failure_code in ('credentials_failed', 'account_restricted', 'sender_rejected') then 1 else 0 end,
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
