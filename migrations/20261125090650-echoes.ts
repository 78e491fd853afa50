import { Migration } from '@mikro-orm/migrations';

/** What left from the same account outside of Lotse. */
export class Migration20261125090650 extends Migration {
  override up(): void {
    this.addSql(storeEcho);
  }
}

/**
 * What left from our number without us: a message of ours with a delivery that is done. It is an answer when nothing newer
 * is there. The caller has the conversation's lock and knows that the provider's id is new.
 */
const storeEcho = `
create function store_echo(in_conversation uuid, in_message uuid, in_kind text, in_content bytea, in_preview bytea,
  in_external_hash bytea, in_external bytea, in_sent_at timestamptz, in_received_at timestamptz, in_delivery uuid,
  in_part uuid, in_part_external bytea, in_payload bytea) returns void language plpgsql as $$
declare
  talk conversation;
  placed_at timestamptz := case when in_received_at - in_sent_at > interval '1 minute' then in_sent_at else in_received_at end;
begin
  update conversation set last_seq = last_seq + 1 where id = in_conversation returning * into talk;
  insert into message (id, organization_id, conversation_id, channel_id, seq, order_at, direction, author, kind, content,
    external_id_hash, external_id, sent_at, received_at, is_late)
  values (in_message, talk.organization_id, talk.id, talk.channel_id, talk.last_seq, placed_at, 'outbound', 'counselor',
    in_kind, in_content, in_external_hash, in_external, in_sent_at, in_received_at,
    placed_at < in_received_at and placed_at < coalesce(talk.last_message_at, '-infinity'));
  insert into delivery (id, organization_id, conversation_id, channel_id, message_id, seq, status, call_count,
    next_attempt_at, created_at, updated_at)
  values (in_delivery, talk.organization_id, talk.id, talk.channel_id, in_message, talk.last_seq, 'sent', 1,
    in_received_at, in_received_at, in_received_at);
  insert into delivery_part (id, organization_id, delivery_id, channel_id, call_index, item_index, status,
    external_id_hash, external_id, updated_at)
  values (in_part, talk.organization_id, in_delivery, talk.channel_id, 0, 0, 'sent', in_external_hash, in_part_external,
    in_received_at);
  insert into inbound_event (id, organization_id, channel_id, payload, received_at)
  values (in_message, talk.organization_id, talk.channel_id, in_payload, in_received_at);
  if placed_at >= coalesce(talk.last_message_at, '-infinity') then
    update conversation set last_message_id = in_message, last_message_at = placed_at, last_message_kind = in_kind,
      last_message_direction = 'outbound', last_message_author = 'counselor', last_message_preview = in_preview,
      last_delivery_status = 'sent', active_at = greatest(active_at, date_trunc('minute', in_received_at)),
      status = 'waiting', waiting_since = null, snoozed_until = null, unread_count = 0
    where id = talk.id;
  end if;
end $$;
`;
