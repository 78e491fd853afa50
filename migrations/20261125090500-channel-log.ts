import { Migration } from '@mikro-orm/migrations';

/** What was exchanged with providers (seven days, no content), how each channel is, and what unknown sends are asked by. */
export class Migration20261125090500 extends Migration {
  override up(): void {
    this.addSql(exchanges);
    this.addSql(watch);
    this.addSql(record);
    this.addSql(unknown);
    this.addSql(invented);
    this.addSql(wall);
  }
}

/**
 * The id is a UUIDv7, so that the primary key orders by time: pages, the last 24 hours and retention need no index of
 * their own. \`subjects\` are the messages and deliveries it was about. No foreign key: a row is never worth a lock.
 */
const exchanges = `
create table channel_exchange (
  id uuid primary key,
  organization_id uuid not null,
  channel_id uuid not null,
  at timestamptz not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  purpose text not null,
  method text,
  path text,
  status smallint,
  elapsed_ms integer,
  provider_code text,
  reasons text[] not null,
  event_count smallint,
  is_failed boolean not null,
  headers jsonb,
  subjects uuid[] not null,
  detail bytea
);
create index channel_exchange_page on channel_exchange (channel_id, id);
create index channel_exchange_failed on channel_exchange (channel_id, id) where is_failed;
create index channel_exchange_subjects on channel_exchange using gin (subjects) where subjects <> '{}';
create function first_id_at(at timestamptz) returns uuid language sql stable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
`;

const watch = `
create table channel_watch (
  channel_id uuid primary key references channel on delete cascade,
  organization_id uuid not null,
  last_sent_at timestamptz,
  last_error_at timestamptz,
  last_error_code text,
  health_due_at timestamptz not null default now() + interval '5 minutes',
  checked_at timestamptz,
  health jsonb,
  has_held boolean not null default false,
  webhook_renewed_at timestamptz,
  reconcile_due_at timestamptz not null default now() + interval '5 minutes',
  reconcile_tried_at timestamptz,
  reconciled_until timestamptz,
  reconcile_failures smallint not null default 0
);
create index on channel_watch (organization_id);
`;

/** Losing the last half second of the log in a crash is cheaper than waiting for the disk. */
const record = `
create function record_exchanges(
  in_id uuid[], in_channel uuid[], in_at timestamptz[], in_direction text[], in_purpose text[], in_method text[],
  in_path text[], in_status smallint[], in_elapsed_ms integer[], in_provider_code text[], in_reasons text[],
  in_event_count smallint[], in_is_failed boolean[], in_headers text[], in_subjects text[], in_detail bytea[]
) returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into channel_exchange (id, organization_id, channel_id, at, direction, purpose, method, path, status,
    elapsed_ms, provider_code, reasons, event_count, is_failed, headers, subjects, detail)
  select e.id, c.organization_id, c.id, e.at, e.direction, e.purpose, e.method, e.path, e.status, e.elapsed_ms,
    e.provider_code, e.reasons::text[], e.event_count, e.is_failed, e.headers::jsonb, e.subjects::uuid[], e.detail
  from unnest(in_id, in_channel, in_at, in_direction, in_purpose, in_method, in_path, in_status, in_elapsed_ms,
    in_provider_code, in_reasons, in_event_count, in_is_failed, in_headers, in_subjects, in_detail)
    as e(id, channel, at, direction, purpose, method, path, status, elapsed_ms, provider_code, reasons, event_count,
    is_failed, headers, subjects, detail)
  join channel c on c.id = e.channel
  on conflict (id) do nothing;

  if not (true = any(in_is_failed) or 'send' = any(in_purpose)) then return; end if;
  insert into channel_watch as w (channel_id, organization_id, last_sent_at, last_error_at, last_error_code)
  select c.id, c.organization_id, max(e.at) filter (where e.purpose = 'send' and not e.is_failed),
    max(e.at) filter (where e.is_failed),
    (array_agg(coalesce(e.provider_code, (e.reasons::text[])[1], e.status::text, 'no_answer') order by e.at desc)
      filter (where e.is_failed))[1]
  from unnest(in_channel, in_at, in_purpose, in_status, in_provider_code, in_reasons, in_is_failed)
    as e(channel, at, purpose, status, provider_code, reasons, is_failed)
  join channel c on c.id = e.channel
  where e.is_failed or e.purpose = 'send'
  group by c.id, c.organization_id
  order by c.id
  on conflict (channel_id) do update set
    last_sent_at = greatest(w.last_sent_at, excluded.last_sent_at),
    last_error_code = case when excluded.last_error_at >= coalesce(w.last_error_at, '-infinity')
      then excluded.last_error_code else w.last_error_code end,
    last_error_at = greatest(w.last_error_at, excluded.last_error_at);
end $$;
`;

/**
 * Whatever gives a send up as unknown, its time is kept: a look-up at the provider needs to know when it may have left.
 * \`asked_at\` is set once the provider's word on it is final.
 */
const unknown = `
alter table delivery add column attempted_at timestamptz, add column asked_at timestamptz;
create function keep_attempt() returns trigger language plpgsql as $$
begin
  new.attempted_at := coalesce(old.sending_since, clock_timestamp());
  new.asked_at := null;
  return new;
end $$;
create trigger keep_attempt before update of status on delivery for each row
when (old.status = 'sending' and new.status = 'unknown') execute function keep_attempt();
create index delivery_unknown on delivery (channel_id, attempted_at) where status = 'unknown';
`;

/** The demonstration's channels look connected and are known to nobody: no schedule may call a provider for them. */
const invented = `
alter table channel add column is_invented boolean not null default false;
update channel c set is_invented = true from organization o
where o.id = c.organization_id and o.name = 'Beratungsverbund Nordlicht (Demo)' and (
  c.label in ('@nordlicht_demo_bot', '+493023125200', 'whatsapp:+493023125300')
  or c.provider_address = '100000000000001');
`;

const wall = `
select secure_tenant_table('channel_exchange');
select secure_tenant_table('channel_watch');
`;
