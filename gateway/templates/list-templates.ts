import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import { allPlaceholders, type Template, type templateList } from '../contract/template.ts';
import { query, toIso } from '../unit-of-work.ts';

type Sync = {
  has_templates: boolean;
  synced_at: string | null;
  problem_code: string | null;
  problem: string | null;
};

type Row = Omit<Template, 'header' | 'body' | 'footer' | 'buttons' | 'placeholders'> & {
  components: Pick<Template, 'header' | 'body' | 'footer' | 'buttons'>;
};

/** The templates of a channel as the provider listed them last, by name and language. */
export async function listTemplates(
  em: EntityManager,
  channelId: string,
  { isApproved }: { isApproved: boolean },
): Promise<z.input<typeof templateList>> {
  const [sync] = await query<Sync>(
    em,
    'select has_templates, synced_at, problem_code, problem from template_sync where channel_id = $1',
    [channelId],
  );
  const rows = await query<Row>(
    em,
    `select id, name, language, state, category, components, obstacle, reason from template
     where channel_id = $1 and (state = 'approved' or not $2) order by name, language`,
    [channelId, isApproved],
  );
  return {
    items: rows.map(({ components, ...row }) => ({
      ...row,
      ...components,
      placeholders: allPlaceholders(components),
    })),
    nextCursor: null,
    hasTemplates: sync?.has_templates ?? true,
    syncedAt: toIso(sync?.synced_at ?? null),
    problem: sync?.problem_code ? { code: sync.problem_code, text: sync.problem ?? '' } : null,
  };
}
