import { Migration } from '@mikro-orm/migrations';

/** Who writes in the instant in which they are erased begins anew; their message is not lost. */
export class Migration20261128000200 extends Migration {
  override up(): void {
    this.addSql(
      `alter function resolve_addresses(uuid[], uuid[], uuid[], text[], bytea[], bytea[], uuid[], uuid[], uuid[], text[],
        bytea[], bytea[], text[], timestamptz[], timestamptz[], integer[], uuid[], bytea[], bytea[])
       rename to look_up_addresses`,
    );
    this.addSql(resolve);
  }
}

/**
 * Locks what \`look_up_addresses\` has found, in the order of ids. A conversation that was erased until then is gone, and so
 * is its address: it is looked for again and made anew.
 */
const resolve = `
create function resolve_addresses(
  in_organization uuid[], in_channel uuid[], in_office uuid[], in_messenger text[], in_urn_hash bytea[], in_urn bytea[],
  in_address uuid[], in_contact uuid[], in_conversation uuid[], in_pseudonym text[], in_profile_name bytea[],
  in_profile_hash bytea[], in_language text[], in_sent_at timestamptz[], in_received_at timestamptz[],
  name_item integer[], name_id uuid[], name_hash bytea[], name_urn bytea[],
  out addresses uuid[], out conversations uuid[], out are_aliases boolean[]
) language plpgsql as $$
declare
  locked bigint;
begin
  for attempt in 1..5 loop
    select r.addresses, r.conversations, r.are_aliases into addresses, conversations, are_aliases
    from look_up_addresses(in_organization, in_channel, in_office, in_messenger, in_urn_hash, in_urn, in_address,
      in_contact, in_conversation, in_pseudonym, in_profile_name, in_profile_hash, in_language, in_sent_at,
      in_received_at, name_item, name_id, name_hash, name_urn) as r;
    perform from conversation c where c.id = any(conversations) order by c.id for no key update;
    get diagnostics locked = row_count;
    if locked = (select count(distinct id) from unnest(conversations) as id) then return; end if;
  end loop;
  raise exception 'a conversation went away' using errcode = 'serialization_failure';
end $$;
`;
