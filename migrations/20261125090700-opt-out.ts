import { Migration } from '@mikro-orm/migrations';

/** What people ask for by a word: no more messages, messages again, help. It holds from the moment it is stored. */
export class Migration20261125090700 extends Migration {
  override up(): void {
    this.addSql(columns);
    this.addSql(recordWish);
    this.addSql(receiveMessages);
  }
}

/** \`wished_at\`: when the person last said whether they want messages; what was said before that changes nothing. */
const columns = `
alter table contact_address add column wished_at timestamptz;
`;

/**
 * \`opted_out\`, \`opted_in\` or \`help_requested\`, as of the person's own time, so that a STOP that comes late never
 * undoes a newer START. Whoever wants no messages gets none: what waits to be sent has failed, in the same transaction.
 * The line in the thread is written when something changed. Returns whether it did.
 */
const recordWish = `
create function record_wish(in_address uuid, in_wish text, in_at timestamptz, in_line uuid, in_content bytea,
  in_behind uuid) returns boolean language plpgsql as $$
declare
  talk conversation;
  was_out timestamptz;
  stopped uuid[];
  first_event bigint;
  last_event bigint;
begin
  select c.* into talk from conversation c where c.contact_address_id = in_address for no key update;
  if in_wish <> 'help_requested' then
    select a.opted_out_at into was_out from contact_address a where a.id = in_address;
    update contact_address a set wished_at = in_at,
      opted_out_at = case when in_wish = 'opted_out' then coalesce(a.opted_out_at, in_at) end
    where a.id = in_address and in_at >= coalesce(a.wished_at, a.opted_out_at, '-infinity');
    if not found or (was_out is null) = (in_wish = 'opted_in') then return false; end if;
  end if;
  perform add_system_line(talk.id, in_line, in_content, in_at, in_behind);
  if in_wish = 'help_requested' then return true; end if;

  if in_wish = 'opted_out' then
    with failed as (
      update delivery d set status = 'failed', failure_code = 'contact_opted_out', failure_text = null,
        provider_code = null, updated_at = clock_timestamp()
      where d.conversation_id = talk.id and d.status = 'queued' returning d.message_id
    ), shown as (
      update conversation c set last_delivery_status = 'failed'
      from failed f where c.id = talk.id and c.last_message_id = f.message_id
    )
    select array_agg(message_id) into stopped from failed;
  end if;
  with events as (
    insert into realtime_event (organization_id, type, conversation_id, message_id, contact_id)
    select talk.organization_id, 'message.updated', talk.id, m, null::uuid from unnest(stopped) as m
    union all
    select talk.organization_id, 'contact.updated', null, null, a.contact_id from contact_address a where a.id = in_address
    returning id
  )
  select min(id), max(id) into first_event, last_event from events;
  perform announce_events(first_event, last_event);
  return true;
end $$;
`;

/**
 * The hot path of intake, which takes the place of the function of the same name with fewer parameters (an older version
 * may still be calling that one). New: a sender may have several names, and what a message asks for by a word holds from
 * this transaction on. \`is_renamed\` and \`has_new_name\` say what the caller has to look after once the batch is stored: the
 * address was found under another name than its own; the profile's name is another than the one we know.
 */
const receiveMessages = `
create function receive_messages(
  in_organization uuid[], in_channel uuid[], in_office uuid[], in_messenger text[], in_urn_hash bytea[], in_urn bytea[],
  in_address uuid[], in_contact uuid[], in_conversation uuid[], in_pseudonym text[], in_profile_name bytea[],
  in_profile_hash bytea[], in_language text[], in_message uuid[], in_external_hash bytea[], in_external bytea[],
  in_kind text[], in_content bytea[], in_preview bytea[], in_sent_at timestamptz[], in_received_at timestamptz[],
  in_provider_order bigint[], in_reply_hash bytea[], in_reply_external bytea[], in_album_hash bytea[],
  in_window_hours integer[], in_payload bytea[], in_wish text[], in_wish_line uuid[], in_wish_content bytea[],
  name_item integer[], name_id uuid[], name_hash bytea[], name_urn bytea[],
  att_message uuid[], att_id uuid[], att_position smallint[], att_kind text[], att_name bytea[], att_mime text[],
  att_size bigint[], att_state text[], att_media bytea[]
) returns table (item integer, conversation_id uuid, is_duplicate boolean, address_id uuid, is_renamed boolean,
  has_new_name boolean)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  addresses uuid[];
  conversations uuid[];
  are_aliases boolean[];
  inserted_messages uuid[];
  first_event bigint;
  last_event bigint;
  wish record;
begin
  select r.addresses, r.conversations, r.are_aliases into addresses, conversations, are_aliases
  from resolve_addresses(in_organization, in_channel, in_office, in_messenger, in_urn_hash, in_urn, in_address, in_contact,
    in_conversation, in_pseudonym, in_profile_name, in_profile_hash, in_language, in_sent_at, in_received_at,
    name_item, name_id, name_hash, name_urn) as r;

  perform from conversation c where c.id = any(conversations) order by c.id for no key update;

  with arrived as (
    select i.*, c.last_seq, c.last_message_id, c.last_message_at, c.max_provider_order,
      greatest(t.came_at, case when i.provider_order > 1 and c.last_message_at > t.came_at then (
        select m.order_at from message m
        where m.conversation_id = i.conversation and m.order_at > t.came_at
          and m.provider_order between 1 and i.provider_order - 1
        order by m.order_at desc limit 1) end) as base_at
    from unnest(conversations, in_organization, in_channel, in_message, in_external_hash, in_external, in_kind,
      in_content, in_preview, in_sent_at, in_received_at, in_provider_order, in_reply_hash, in_reply_external,
      in_album_hash, in_language, in_window_hours, in_payload)
      with ordinality as i(conversation, organization, channel, message, external_hash, external, kind, content,
      preview, sent_at, received_at, provider_order, reply_hash, reply_external, album_hash, language, window_hours,
      payload, n)
    join conversation c on c.id = i.conversation
    cross join lateral (select case when i.received_at - i.sent_at > interval '1 minute' then i.sent_at
      else i.received_at end as came_at) as t
  ), placed as (
    select a.*,
      a.last_seq + row_number() over (partition by a.conversation order by a.provider_order, a.n) as seq,
      case when a.provider_order = 0 then a.base_at else least(
        min(a.base_at) over (partition by a.conversation, a.provider_order > 0 order by a.provider_order desc),
        case when a.provider_order < a.max_provider_order then (
          select min(m.order_at) from message m
          where m.conversation_id = a.conversation and m.provider_order > a.provider_order
            and m.order_at > a.base_at - interval '7 days') end
      ) end as order_at
    from arrived a
  ), inserted as (
    insert into message (id, organization_id, conversation_id, channel_id, seq, order_at, provider_order, direction,
      author, kind, content, external_id_hash, external_id, sent_at, received_at, is_late, language, reply_to_id,
      reply_to_external_id_hash, reply_to_external_id, album_hash)
    select p.message, p.organization, p.conversation, p.channel, p.seq, p.order_at, p.provider_order, 'inbound',
      'contact', p.kind, p.content, p.external_hash, p.external, p.sent_at, p.received_at,
      p.received_at - p.sent_at > interval '1 minute' and p.order_at < coalesce(p.last_message_at, '-infinity'), null,
      case when p.reply_hash is not null then coalesce(
        (select m.id from message m where m.channel_id = p.channel and m.external_id_hash = p.reply_hash),
        (select q.message from placed q where q.channel = p.channel and q.external_hash = p.reply_hash order by q.n limit 1),
        (select d.message_id from delivery_part part join delivery d on d.id = part.delivery_id
          where part.channel_id = p.channel and part.external_id_hash = p.reply_hash)) end,
      p.reply_hash, p.reply_external, p.album_hash
    from placed p order by p.n
    on conflict (channel_id, external_id_hash) do nothing
    returning id, conversation_id, organization_id, seq, order_at, provider_order, received_at
  ), attachments as (
    insert into attachment (id, organization_id, message_id, position, kind, file_name, mime_type, size_bytes, state,
      media, next_attempt_at, created_at)
    select a.id, m.organization_id, m.id, a.position, a.kind, a.name, a.mime, a.size, a.state, a.media, m.received_at,
      m.received_at
    from unnest(att_message, att_id, att_position, att_kind, att_name, att_mime, att_size, att_state, att_media)
      as a(message, id, position, kind, name, mime, size, state, media)
    join inserted m on m.id = a.message
  ), raw as (
    insert into inbound_event (id, organization_id, channel_id, payload, received_at)
    select p.message, p.organization, p.channel, p.payload, p.received_at
    from placed p join inserted m on m.id = p.message
  ), events as (
    insert into realtime_event (organization_id, type, conversation_id, message_id)
    select m.organization_id, 'message.received', m.conversation_id, m.id from inserted m
    order by m.conversation_id, m.seq
    returning id
  ), changes as (
    select m.conversation_id, max(m.seq) as seq, max(m.provider_order) as provider_order, count(*) as unread,
      min(m.received_at) as first_received_at, max(m.received_at) as received_at,
      max(case when p.window_hours is not null then p.sent_at + make_interval(hours => p.window_hours) end) as window_until,
      (array_agg(p.message order by m.order_at desc, m.provider_order desc, m.seq desc))[1] as last_message
    from inserted m join placed p on p.message = m.id
    group by m.conversation_id
  ), updated as (
    update conversation c set
      last_seq = s.seq,
      max_provider_order = greatest(c.max_provider_order, s.provider_order),
      last_message_id = case when is_last then p.message else c.last_message_id end,
      last_message_at = case when is_last then p.order_at else c.last_message_at end,
      last_message_kind = case when is_last then p.kind else c.last_message_kind end,
      last_message_direction = case when is_last then 'inbound' else c.last_message_direction end,
      last_message_author = case when is_last then 'contact' else c.last_message_author end,
      last_message_preview = case when is_last then p.preview else c.last_message_preview end,
      last_delivery_status = case when is_last then null else c.last_delivery_status end,
      active_at = greatest(c.active_at, date_trunc('minute', s.received_at)),
      unread_count = c.unread_count + s.unread,
      status = 'open',
      waiting_since = coalesce(c.waiting_since, s.first_received_at),
      snoozed_until = null,
      reply_window_until = greatest(c.reply_window_until, s.window_until)
    from changes s join placed p on p.message = s.last_message
      cross join lateral (select case
        when p.order_at = p.last_message_at then p.provider_order >= coalesce(
          (select m.provider_order from message m where m.id = p.last_message_id), 0)
        else p.order_at > coalesce(p.last_message_at, '-infinity') end as is_last) as t
    where c.id = s.conversation_id
  )
  select array(select id from inserted), min(e.id), max(e.id)
  into inserted_messages, first_event, last_event from events e;

  -- Who writes can be reached: most providers never report an unblock.
  update contact_address a set blocked_at = null
  from conversation c join message m on m.conversation_id = c.id
  where c.id = any(conversations) and m.id = any(inserted_messages) and a.id = c.contact_address_id
    and a.blocked_at < m.sent_at;

  for wish in
    select w.* from unnest(in_wish, in_message, addresses, in_sent_at, in_wish_line, in_wish_content) with ordinality
      as w(what, message, address, at, line, content, n)
    where w.what is not null and w.message = any(inserted_messages) order by w.n
  loop
    perform record_wish(wish.address, wish.what, wish.at, wish.line, wish.content, wish.message);
  end loop;

  update channel set last_received_at = now()
  where id in (select c.id from channel c
    where c.id = any(in_channel) and (c.last_received_at is null or c.last_received_at < now() - interval '1 minute')
    order by c.id for no key update skip locked);

  perform announce_events(first_event, last_event);

  return query
  select i.n::integer, i.conversation, not (i.message = any(inserted_messages)), i.address, i.is_alias,
    a.id is not null and a.profile_name_hash is distinct from i.profile_hash
  from unnest(conversations, in_message, addresses, are_aliases, in_profile_hash)
    with ordinality as i(conversation, message, address, is_alias, profile_hash, n)
  left join contact_address a on i.profile_hash is not null and a.id = i.address;
end $$;
`;
