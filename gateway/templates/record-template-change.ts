import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { newId } from '../ids.ts';
import { publish, type Executor } from '../realtime/publish.ts';

type TemplateChanged = Extract<InboundEvent, { type: 'template.changed' }>;

/**
 * Writes down at once what a provider reports of a template we know, inside the caller's transaction. The list is asked
 * for soon in any case: the template may be new to us, or its words other ones.
 */
export async function recordTemplateChange(
  client: Executor,
  { id, organizationId }: ConnectedChannel,
  { name, language, state, reason }: TemplateChanged,
): Promise<void> {
  if (state !== 'unclear') {
    await client.query(
      'update template set state = $4, reason = $5 where channel_id = $1 and name = $2 and language = $3',
      [id, name, language, state, reason ?? null],
    );
  }
  await client.query(
    `insert into template_sync (id, organization_id, channel_id, due_at) values ($1, $2, $3, now())
     on conflict (channel_id) do update set due_at = excluded.due_at`,
    [newId(), organizationId, id],
  );
  await publish(client, organizationId, { type: 'channel.updated', channelId: id });
}
