import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../gateway/contract/channel.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { Panel } from './Panel.tsx';
import classes from './Templates.module.css';
import { TemplatesList } from './TemplatesList.tsx';
import { useTemplates, useTemplateSync } from './use-templates.ts';

/** The templates of a channel with what WhatsApp says of each. Nothing for an account that can have none. */
export function TemplatesPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  const templates = useTemplates(channel.id);
  const sync = useTemplateSync(channel.id);
  if (templates.data?.hasTemplates === false) return null;
  return (
    <Panel title={t('template.title')} lead={t('template.lead')}>
      <QueryView query={templates}>
        {({ items, syncedAt, problem }) => (
          <>
            {problem ? (
              <p className={classes.problem} role="status">
                {t('template.problem')} <bdi lang="en">{problem.text}</bdi>
              </p>
            ) : null}
            <TemplatesList templates={items} isKnown={syncedAt !== null} />
            {sync.isError ? <ErrorNote error={sync.error} /> : null}
            <div className={classes.foot}>
              <Button
                variant="default"
                leftSection={<IconRefresh size={18} stroke={1.75} aria-hidden />}
                loading={sync.isPending}
                disabled={channel.status === 'disabled'}
                onClick={() => sync.mutate()}
              >
                {t('template.sync')}
              </Button>
              <span className={classes.when} role="status">
                {syncedAt ? (
                  <>
                    {t('template.synced')} <RelativeTime at={syncedAt} isAgo />
                  </>
                ) : (
                  t('template.never')
                )}
              </span>
            </div>
          </>
        )}
      </QueryView>
    </Panel>
  );
}
