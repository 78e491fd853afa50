import { Migration } from '@mikro-orm/migrations';

/** Who is who: many names of one address, addresses of one account, contacts that are one person. */
export class Migration20261125090600 extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(findAddress);
    this.addSql(systemLine);
    this.addSql(mergeContacts);
    this.addSql(uniteAddresses);
    this.addSql(nameAddress);
    this.addSql(resolveAddresses);
  }
}

/**
 * `contact_alias.retired_at`: from then on the name is somebody else's or nobody's; numbers are handed out again.
 * `contact_address.same_as_id`: the provider says that it is the account of that other address, where messages go now.
 * `contact_merge` remembers which addresses came from where, so that a merge can be taken back exactly.
 */
const tables = `
alter table contact add column merged_into_id uuid references contact on delete set null;
create index on contact (merged_into_id) where merged_into_id is not null;
alter table contact_address
  add column same_as_id uuid references contact_address on delete set null,
  add column named_at timestamptz,
  add column profile_name_hash bytea;
create index on contact_address (same_as_id) where same_as_id is not null;
alter table contact_alias add column retired_at timestamptz;
create index on contact_alias (organization_id, urn_hash);
create table contact_merge (
  id uuid primary key,
  organization_id uuid not null,
  contact_id uuid not null references contact on delete cascade,
  merged_contact_id uuid not null references contact on delete cascade,
  address_ids uuid[] not null,
  origin text not null check (origin in ('counselor', 'provider')),
  counselor_id uuid references counselor on delete set null,
  took_given_name boolean not null,
  took_language boolean not null,
  merged_at timestamptz not null,
  undone_at timestamptz,
  undone_by_id uuid references counselor on delete set null
);
create index on contact_merge (contact_id);
create index on contact_merge (merged_contact_id);
create index on contact_merge (counselor_id) where counselor_id is not null;
create index on contact_merge (undone_by_id) where undone_by_id is not null;
create table proven_number (
  id uuid primary key,
  organization_id uuid not null,
  contact_address_id uuid not null references contact_address on delete cascade,
  number bytea not null,
  number_hash bytea not null,
  proven_at timestamptz not null,
  unique (contact_address_id, number_hash)
);
select secure_tenant_table(name::regclass) from unnest(array['contact_merge', 'proven_number']) as name;
`;

/**
 * Names of addresses and of aliases are one namespace in two tables, which no constraint can watch. Whoever adds a name
 * takes its lock first (sorted, before the locks of conversations) and looks again.
 */
const findAddress = `
create function lock_names(in_hashes bytea[]) returns void language sql as $$
  select count(pg_advisory_xact_lock(('x' || encode(substr(h, 1, 4), 'hex'))::bit(32)::integer,
    ('x' || encode(substr(h, 5, 4), 'hex'))::bit(32)::integer))
  from (select distinct h from unnest(in_hashes) as h order by h) as sorted
$$;
create function find_address(in_channel uuid, in_hash bytea, in_at timestamptz) returns uuid language sql stable as $$
  select coalesce(
    (select coalesce(a.same_as_id, a.id) from contact_address a where a.channel_id = in_channel and a.urn_hash = in_hash),
    (select coalesce(a.same_as_id, a.id) from contact_alias l join contact_address a on a.id = l.contact_address_id
      where l.channel_id = in_channel and l.urn_hash = in_hash and (l.retired_at is null or in_at < l.retired_at)))
$$;
`;

/**
 * A line between the messages: right behind the message it is about, else at the end. It is no message that waits for an
 * answer, so the list does not show it. The caller has the conversation's lock.
 */
const systemLine = `
create function add_system_line(in_conversation uuid, in_message uuid, in_content bytea, in_at timestamptz,
  in_behind uuid) returns void language plpgsql as $$
declare
  first_event bigint;
begin
  with place as (
    update conversation set last_seq = last_seq + 1 where id = in_conversation
    returning organization_id, channel_id, last_seq, last_message_at
  )
  insert into message (id, organization_id, conversation_id, channel_id, seq, order_at, provider_order, direction, author,
    kind, content, sent_at, received_at)
  select in_message, p.organization_id, in_conversation, p.channel_id, p.last_seq,
    coalesce(m.order_at, greatest(clock_timestamp(), p.last_message_at + interval '1 millisecond')),
    coalesce(m.provider_order, 0), 'inbound', 'system', 'system', in_content, in_at, clock_timestamp()
  from place p left join message m on m.id = in_behind;
  insert into realtime_event (organization_id, type, conversation_id, message_id)
  select m.organization_id, 'message.created', m.conversation_id, m.id from message m where m.id = in_message
  returning id into first_event;
  perform announce_events(first_event, first_event);
end $$;
`;

/**
 * The conversations of the other contact are shown under the first; addresses, and so whom a reply reaches, stay as they
 * are. The caller has the locks of all conversations of both.
 */
const mergeContacts = `
create function merge_contacts(in_contact uuid, in_other uuid, in_origin text, in_counselor uuid,
  in_took_given_name boolean) returns void language plpgsql as $$
declare
  first_event bigint;
  last_event bigint;
begin
  insert into contact_merge (id, organization_id, contact_id, merged_contact_id, address_ids, origin, counselor_id,
    took_given_name, took_language, merged_at)
  select gen_random_uuid(), c.organization_id, c.id, o.id,
    array(select a.id from contact_address a where a.contact_id = o.id order by a.id), in_origin, in_counselor,
    in_took_given_name, c.language is null and o.language is not null, clock_timestamp()
  from contact c, contact o where c.id = in_contact and o.id = in_other;
  update contact c set language = coalesce(c.language, o.language) from contact o where c.id = in_contact and o.id = in_other;
  update contact set merged_into_id = in_contact where id = in_other;
  update contact_address set contact_id = in_contact where contact_id = in_other;
  with moved as (
    update conversation set contact_id = in_contact where contact_id = in_other returning organization_id, id
  ), events as (
    insert into realtime_event (organization_id, type, conversation_id, contact_id)
    select organization_id, 'conversation.updated', id, null::uuid from moved
    union all
    select organization_id, 'contact.updated', null, id from contact where id in (in_contact, in_other)
    returning id
  )
  select min(id), max(id) into first_event, last_event from events;
  perform announce_events(first_event, last_event);
end $$;
create function unmerge_contacts(in_contact uuid, in_other uuid, in_counselor uuid) returns void language plpgsql as $$
declare
  undone contact_merge;
  moving uuid[];
  first_event bigint;
  last_event bigint;
begin
  update contact_merge set undone_at = clock_timestamp(), undone_by_id = in_counselor
  where contact_id = in_contact and merged_contact_id = in_other and undone_at is null
  returning * into undone;
  -- What came since under one of their names belongs to them as well.
  moving := array(
    select a.id from contact_address a
    where a.contact_id = in_contact and (a.id = any(undone.address_ids) or a.created_at > undone.merged_at and exists (
      select from contact_address known where known.id = any(undone.address_ids) and known.urn_hash = a.urn_hash)));
  update contact_address set same_as_id = null
  where same_as_id is not null and contact_id = in_contact and (id = any(moving)) <> (same_as_id = any(moving));
  update contact_address set contact_id = in_other where id = any(moving);
  update contact c set language = null from contact o
  where c.id = in_contact and o.id = in_other and undone.took_language and c.language = o.language;
  update contact set merged_into_id = null where id = in_other;
  with moved as (
    update conversation set contact_id = in_other where contact_address_id = any(moving) returning organization_id, id
  ), events as (
    insert into realtime_event (organization_id, type, conversation_id, contact_id)
    select organization_id, 'conversation.updated', id, null::uuid from moved
    union all
    select organization_id, 'contact.updated', null, id from contact where id in (in_contact, in_other)
    returning id
  )
  select min(id), max(id) into first_event, last_event from events;
  perform announce_events(first_event, last_event);
end $$;
`;

/**
 * Two addresses turned out to be one account. Both conversations stay and can be answered; new messages go to the first.
 * Contacts that a person has separated stay so. Returns where messages go.
 */
const uniteAddresses = `
create function unite_addresses(in_first uuid, in_other uuid) returns uuid language plpgsql as $$
declare
  keeper uuid;
  absorbed uuid;
begin
  select kept.id, gone.id into keeper, absorbed
  from contact_address a join contact one on one.id = a.contact_id
  cross join contact_address b join contact two on two.id = b.contact_id
  cross join lateral (select p.id from (values (one.id, one.given_name, one.created_at), (two.id, two.given_name, two.created_at))
    as p(id, given_name, created_at) order by p.given_name is null, p.created_at, p.id limit 1) as kept
  cross join lateral (select case kept.id when one.id then two.id else one.id end as id) as gone
  where a.id = in_first and b.id = in_other;
  if exists (select from contact_merge m where m.undone_at is not null
    and (m.contact_id, m.merged_contact_id) in ((keeper, absorbed), (absorbed, keeper))) then
    return in_first;
  end if;
  update contact_address set same_as_id = in_first where id = in_other or same_as_id = in_other;
  if keeper <> absorbed then
    perform merge_contacts(keeper, absorbed, 'provider', null, false);
  end if;
  return in_first;
end $$;
create function unite_by_recency(in_one uuid, in_other uuid) returns uuid language plpgsql as $$
declare
  latest uuid;
begin
  select c.contact_address_id into latest from conversation c where c.contact_address_id in (in_one, in_other)
  order by c.last_message_at desc nulls last, c.created_at, c.id limit 1;
  return case latest when in_other then unite_addresses(in_other, in_one) else unite_addresses(in_one, in_other) end;
end $$;
`;

/**
 * Gives an address further names, all said by its provider. A name that is another address makes both one account. Names
 * without an urn are only looked up. Takes the locks it needs unless the caller has them.
 */
const nameAddress = `
create function add_names(in_address uuid, in_ids uuid[], in_hashes bytea[], in_urns bytea[], in_at timestamptz)
returns uuid language plpgsql as $$
declare
  channel uuid;
  organization uuid;
  current uuid;
  known uuid;
begin
  select a.channel_id, a.organization_id, coalesce(a.same_as_id, a.id) into channel, organization, current
  from contact_address a where a.id = in_address;
  for k in 1..cardinality(in_hashes) loop
    continue when in_urns[k] is null;
    known := find_address(channel, in_hashes[k], in_at);
    if known is null then
      insert into contact_alias (id, organization_id, channel_id, contact_address_id, urn_hash, urn, created_at)
      values (in_ids[k], organization, channel, current, in_hashes[k], in_urns[k], clock_timestamp())
      on conflict (channel_id, urn_hash) do update set id = excluded.id, contact_address_id = excluded.contact_address_id,
        urn = excluded.urn, created_at = excluded.created_at, retired_at = null
      where contact_alias.retired_at is not null;
    elsif known <> current then
      current := unite_by_recency(current, known);
    end if;
  end loop;
  return current;
end $$;
create function lock_conversations_of(in_addresses uuid[]) returns void language sql as $$
  select count(*) from (
    select from conversation c where c.contact_id in (
      select a.contact_id from contact_address a where a.id = any(in_addresses))
    order by c.id for no key update) as locked
$$;
create function name_address(in_address uuid, in_ids uuid[], in_hashes bytea[], in_urns bytea[], in_at timestamptz)
returns void language plpgsql as $$
begin
  perform lock_names(in_hashes);
  perform lock_conversations_of(array(
    select in_address union
    select find_address(a.channel_id, h, in_at) from contact_address a, unnest(in_hashes) as h where a.id = in_address));
  perform add_names(in_address, in_ids, in_hashes, in_urns, in_at);
end $$;
`;

/**
 * Finds the address and the conversation behind each sender, and makes the missing ones. Senders whose names are all known
 * cost a look; for the others names are locked first: of two webhooks at once, one with the number only and one with both
 * number and id, whichever comes second finds what the first has written. \`name_*\` are the names of items that have more
 * than one, the first included; those without an urn are only looked up (the same number in another country's form).
 */
const resolveAddresses = `
create function resolve_addresses(
  in_organization uuid[], in_channel uuid[], in_office uuid[], in_messenger text[], in_urn_hash bytea[], in_urn bytea[],
  in_address uuid[], in_contact uuid[], in_conversation uuid[], in_pseudonym text[], in_profile_name bytea[],
  in_profile_hash bytea[], in_language text[], in_sent_at timestamptz[], in_received_at timestamptz[],
  name_item integer[], name_id uuid[], name_hash bytea[], name_urn bytea[],
  out addresses uuid[], out conversations uuid[], out are_aliases boolean[]
) language plpgsql as $$
#variable_conflict use_column
declare
  unsettled integer[];
  nth integer;
  hashes bytea[];
  found_address uuid;
begin
  for round in 1..2 loop
    select array_agg(c.contact_address_id order by i.n), array_agg(c.id order by i.n), array_agg(a.id is null order by i.n),
      coalesce(array_agg(i.n::integer) filter (where c.id is null), '{}')
    into addresses, conversations, are_aliases, unsettled
    from unnest(in_channel, in_urn_hash, in_sent_at) with ordinality as i(channel, urn_hash, sent_at, n)
    left join contact_address a on a.channel_id = i.channel and a.urn_hash = i.urn_hash
    left join contact_alias alias on a.id is null and alias.channel_id = i.channel and alias.urn_hash = i.urn_hash
      and (alias.retired_at is null or i.sent_at < alias.retired_at)
    left join contact_address named on named.id = alias.contact_address_id
    left join conversation c on c.contact_address_id = coalesce(a.same_as_id, a.id, named.same_as_id, named.id);
    exit when round = 2;

    if cardinality(name_item) > 0 then
      unsettled := unsettled || array(
        select distinct n.item from unnest(name_item, name_hash, name_urn) as n(item, hash, urn)
        where n.urn is not null and n.item <> all(unsettled)
          and not exists (select from contact_address a where a.channel_id = in_channel[n.item] and a.urn_hash = n.hash
            and coalesce(a.same_as_id, a.id) = addresses[n.item])
          and not exists (select from contact_alias l join contact_address a on a.id = l.contact_address_id
            where l.channel_id = in_channel[n.item] and l.urn_hash = n.hash and l.retired_at is null
            and coalesce(a.same_as_id, a.id) = addresses[n.item]));
    end if;
    exit when cardinality(unsettled) = 0;

    perform lock_names(array(
      select i.urn_hash from unnest(in_urn_hash) with ordinality as i(urn_hash, n) where i.n = any(unsettled)
      union
      select n.hash from unnest(name_item, name_hash) as n(item, hash) where n.item = any(unsettled)));
    if cardinality(name_item) > 0 then
      -- Whatever may have to be united, and what this batch locks later, in one order.
      perform from conversation c where c.id = any(conversations) or c.contact_id in (
        select a.contact_id from unnest(name_item, name_hash) as n(item, hash)
        join contact_address a on a.id = find_address(in_channel[n.item], n.hash, in_sent_at[n.item])
        where n.item = any(unsettled))
      order by c.id for no key update;
    end if;

    with incoming as (
      select distinct on (i.channel, i.urn_hash) i.*
      from unnest(in_organization, in_channel, in_office, in_messenger, in_urn_hash, in_urn, in_address, in_contact,
        in_conversation, in_pseudonym, in_profile_name, in_profile_hash, in_language, in_sent_at, in_received_at)
        with ordinality as i(organization, channel, office, messenger, urn_hash, urn, address, contact, conversation,
        pseudonym, profile_name, profile_hash, language, sent_at, received_at, n)
      where i.n = any(unsettled) and i.n <> all(name_item) and i.urn_hash <> all(name_hash)
        and not exists (select from contact_address a where a.channel_id = i.channel and a.urn_hash = i.urn_hash)
        and not exists (select from contact_alias a where a.channel_id = i.channel and a.urn_hash = i.urn_hash
          and (a.retired_at is null or i.sent_at < a.retired_at))
      order by i.channel, i.urn_hash, i.n
    ), created as (
      insert into contact_address (id, organization_id, channel_id, contact_id, messenger, urn_hash, urn, named_at,
        profile_name_hash, created_at)
      select i.address, i.organization, i.channel, coalesce(known.contact_id, i.contact), i.messenger, i.urn_hash, i.urn,
        i.sent_at, case when known.contact_id is null then i.profile_hash end, i.received_at
      from incoming i cross join lateral (select coalesce(
        (select a.contact_id from contact_address a
          where a.organization_id = i.organization and a.urn_hash = i.urn_hash limit 1),
        (select a.contact_id from contact_alias l join contact_address a on a.id = l.contact_address_id
          where l.organization_id = i.organization and l.urn_hash = i.urn_hash
            and (l.retired_at is null or i.sent_at < l.retired_at) limit 1)) as contact_id) as known
      on conflict (channel_id, urn_hash) do nothing
      returning id, contact_id
    ), contacts as (
      insert into contact (id, organization_id, pseudonym, profile_name, language, created_at)
      select i.contact, i.organization, i.pseudonym, i.profile_name, i.language, i.received_at
      from created a join incoming i on i.address = a.id
      where a.contact_id = i.contact
    )
    insert into conversation (id, organization_id, office_id, channel_id, contact_id, contact_address_id, messenger,
      status, active_at, created_at)
    select i.conversation, i.organization, i.office, i.channel, a.contact_id, a.id, i.messenger, 'waiting',
      date_trunc('minute', i.received_at), i.received_at
    from created a join incoming i on i.address = a.id;

    foreach nth in array array(select u from unnest(unsettled) as u
      where u = any(name_item) or in_urn_hash[u] = any(name_hash) order by u) loop
      hashes := array(select n.hash from unnest(name_item, name_hash) with ordinality as n(item, hash, k)
        where n.item = nth order by n.k);
      if hashes = '{}' then hashes := array[in_urn_hash[nth]]; end if;
      found_address := null;
      for k in 1..cardinality(hashes) loop
        exit when found_address is not null;
        found_address := find_address(in_channel[nth], hashes[k], in_sent_at[nth]);
      end loop;
      if found_address is null then
        found_address := in_address[nth];
        insert into contact_address (id, organization_id, channel_id, contact_id, messenger, urn_hash, urn, named_at,
          profile_name_hash, created_at)
        select in_address[nth], in_organization[nth], in_channel[nth], coalesce(known, in_contact[nth]),
          in_messenger[nth], in_urn_hash[nth], in_urn[nth], in_sent_at[nth],
          case when known is null then in_profile_hash[nth] end, in_received_at[nth]
        from find_contact(in_organization[nth], hashes, in_sent_at[nth]) as known;
        insert into contact (id, organization_id, pseudonym, profile_name, language, created_at)
        select in_contact[nth], in_organization[nth], in_pseudonym[nth], in_profile_name[nth], in_language[nth],
          in_received_at[nth]
        from contact_address a where a.id = found_address and a.contact_id = in_contact[nth];
        insert into conversation (id, organization_id, office_id, channel_id, contact_id, contact_address_id, messenger,
          status, active_at, created_at)
        select in_conversation[nth], a.organization_id, in_office[nth], a.channel_id, a.contact_id, a.id, a.messenger,
          'waiting', date_trunc('minute', in_received_at[nth]), in_received_at[nth]
        from contact_address a where a.id = found_address;
      end if;
      perform add_names(found_address,
        array_agg(n.id order by n.k), array_agg(n.hash order by n.k), array_agg(n.urn order by n.k), in_sent_at[nth])
      from unnest(name_item, name_id, name_hash, name_urn) with ordinality as n(item, id, hash, urn, k)
      where n.item = nth having count(*) > 0;
    end loop;
  end loop;
  if array_position(conversations, null) is not null then
    raise exception 'a sender has no conversation' using errcode = 'serialization_failure';
  end if;
end $$;
create function find_contact(in_organization uuid, in_hashes bytea[], in_at timestamptz) returns uuid
language sql stable as $$
  select coalesce(
    (select a.contact_id from contact_address a
      where a.organization_id = in_organization and a.urn_hash = any(in_hashes) order by a.created_at limit 1),
    (select a.contact_id from contact_alias l join contact_address a on a.id = l.contact_address_id
      where l.organization_id = in_organization and l.urn_hash = any(in_hashes)
        and (l.retired_at is null or in_at < l.retired_at) order by l.created_at limit 1))
$$;
`;
