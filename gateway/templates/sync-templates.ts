import { SendError, type Template } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../ids.ts';
import { providerCall } from '../provider-call.ts';
import { publish } from '../realtime/publish.ts';

type Dependencies = Pick<AppContext, 'channelLog' | 'config' | 'database' | 'directory' | 'log'>;

const timeoutMs = 10_000;
const dueAtOnce = 20;

/**
 * Asks the provider for a channel's templates and writes them down; those it no longer lists are removed. What can't be
 * asked stays as it was, with the problem beside it, and is asked again. A kind of channel without templates is left
 * alone.
 */
export async function syncTemplates(dependencies: Dependencies, channelId: string): Promise<void> {
  const { channelLog, config, database, directory, log } = dependencies;
  const channel = await directory.byId(channelId);
  if (!channel?.adapter.listTemplates) return;
  const startedAt = performance.now();
  const claim = await claimSync(dependencies, channel);
  const call = providerCall(config, channel.kind, {
    timeoutMs,
    log,
    channelLog,
    channelId,
    purpose: 'templates',
  });
  let templates: Template[] | null;
  try {
    templates = await channel.adapter.listTemplates(channel.credentials, call);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    await database.servicePool.query(
      'update template_sync set problem_code = $2, problem = $3 where channel_id = $1',
      [channelId, error.code, error.message.slice(0, 500)],
    );
    log.warn({ channelId, code: error.code }, 'templates not synchronised');
    return;
  }
  await database.servicePool.query(write, [
    channelId,
    channel.organizationId,
    JSON.stringify((templates ?? []).map(toRow)),
    templates !== null,
    claim,
  ]);
  await publish(database.servicePool, channel.organizationId, {
    type: 'channel.updated',
    channelId,
  });
  const elapsedMs = Math.round(performance.now() - startedAt);
  log.info({ channelId, count: templates?.length ?? null, elapsedMs }, 'templates synchronised');
}

/** Synchronises the channels whose time has come: an hour after the last answer, sooner after a failure or a report. */
export async function syncDueTemplates(dependencies: Dependencies): Promise<void> {
  const kinds = Object.values(adapters)
    .filter((adapter) => adapter.listTemplates)
    .map(({ kind }) => kind);
  const { rows } = await dependencies.database.servicePool.query<{ id: string }>(
    `select c.id from channel c left join template_sync s on s.channel_id = c.id
     where c.deleted_at is null and c.status = 'active' and not c.is_invented and c.kind = any($1)
       and coalesce(s.due_at, '-infinity') <= now()
     order by s.due_at nulls first limit $2`,
    [kinds, dueAtOnce],
  );
  for (const { id } of rows) await syncTemplates(dependencies, id);
}

/** Sets the time of the next try in case this one fails; a report that comes meanwhile sets another one, which then holds. */
async function claimSync(
  { database }: Dependencies,
  { id, organizationId }: ConnectedChannel,
): Promise<string | undefined> {
  const { rows } = await database.servicePool.query<{ claim: string }>(
    `insert into template_sync (id, organization_id, channel_id, due_at) values ($1, $2, $3, now() + interval '15 minutes')
     on conflict (channel_id) do update set due_at = excluded.due_at returning due_at::text as claim`,
    [newId(), organizationId, id],
  );
  return rows[0]?.claim;
}

function toRow({ header, body, footer, buttons, providerId, ...template }: Template) {
  const components = { header, body, footer, buttons };
  return { ...template, id: newId(), provider_id: providerId, components };
}

const write = `
with listed as (
  select distinct on (name, language) * from jsonb_to_recordset($3::jsonb) as t(id uuid, name text, language text,
    state text, category text, provider_id text, components jsonb, obstacle text, reason text)
), gone as (
  delete from template t where t.channel_id = $1
    and not exists (select from listed l where l.name = t.name and l.language = t.language)
), kept as (
  insert into template (id, organization_id, channel_id, name, language, state, category, provider_id, components,
    obstacle, reason, synced_at)
  select l.id, $2, $1, l.name, l.language, l.state, l.category, l.provider_id, l.components, l.obstacle, l.reason, now()
  from listed l
  on conflict (channel_id, name, language) do update set state = excluded.state, category = excluded.category,
    provider_id = excluded.provider_id, components = excluded.components, obstacle = excluded.obstacle,
    reason = excluded.reason, synced_at = excluded.synced_at
)
update template_sync set has_templates = $4, synced_at = now(), problem_code = null, problem = null,
  due_at = case when due_at = $5::timestamptz then now() + interval '1 hour' else due_at end
where channel_id = $1`;
