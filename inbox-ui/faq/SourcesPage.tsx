import { Button, TextInput } from '@mantine/core';
import { IconSnowflake } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  freezeSource,
  listFaqSources,
  unfreezeSource,
  type CitedSource,
} from '../../gateway/contract/faq-editing.ts';
import { call } from '../api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useLongDate } from '../contact/use-long-date.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import { titleOf } from './filter-faqs.ts';
import classes from './Lists.module.css';
import { PageHead } from '../components/PageHead.tsx';
import { useFaqs } from './use-faqs.ts';

/** What answers rely on. A source that can't be relied on any more is frozen, and with it all that cites it. */
export function SourcesPage() {
  const { t } = useTranslation('faq');
  const sources = useQuery({
    queryKey: keys.faqSources,
    queryFn: ({ signal }) => call(listFaqSources, { signal }),
  });
  return (
    <>
      <PageHead title={t('page.sources')} lead={t('freeze.lead')} />
      <QueryView query={sources}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState>{t('freeze.none')}</EmptyState>
          ) : (
            <ul className={classes.list}>
              {items.map((source) => (
                <SourceRow key={source.url} source={source} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function SourceRow({ source }: { source: CitedSource }) {
  const { t, i18n } = useTranslation('faq');
  const client = useQueryClient();
  const { can } = useSession();
  const entries = useFaqs().data ?? [];
  const longDate = useLongDate();
  const [reason, setReason] = useState<string | null>(null);
  const { authority, url, checkedOn, freeze } = source;
  const changing = useMutation({
    mutationFn: async () => {
      if (freeze) await call(unfreezeSource, { params: { id: freeze.id } });
      else await call(freezeSource, { body: { url, reason: reason ?? '' } });
    },
    onSuccess: () => setReason(null),
    onSettled: () =>
      Promise.all(
        [keys.faqSources, keys.faqs, ['faq']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <strong>{authority}</strong>
        <a href={url} target="_blank" rel="noreferrer noopener" dir="ltr">
          {url}
        </a>
        <span className={classes.sub}>
          {t('freeze.checked', { date: longDate.format(new Date(checkedOn)) })}
        </span>
        {freeze ? (
          <span className={classes.sub} data-caution>
            <IconSnowflake size={14} stroke={2} aria-hidden />{' '}
            {t('freeze.since', {
              date: longDate.format(new Date(freeze.at)),
              reason: freeze.reason,
            })}
          </span>
        ) : null}
        <ul className={classes.scores}>
          {source.entries.map(({ id, key }) => {
            const entry = entries.find((one) => one.id === id);
            const title = entry
              ? titleOf(entry, i18n.language)
              : { text: key, language: undefined };
            return (
              <li key={id}>
                <Link to={`/faq/entries/${id}`}>
                  <span lang={title.language} dir="auto">
                    {title.text}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      </span>
      {can('faq.manage') ? (
        <form
          className={classes.actions}
          onSubmit={(event) => {
            event.preventDefault();
            if (freeze || reason?.trim()) changing.mutate();
            else setReason('');
          }}
        >
          {reason === null || freeze ? null : (
            <TextInput
              label={t('freeze.reason')}
              value={reason}
              maxLength={200}
              autoFocus
              required
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <Button type="submit" size="compact-md" variant="default" loading={changing.isPending}>
            {t(freeze ? 'freeze.undo' : 'freeze.do')}
          </Button>
        </form>
      ) : null}
      {changing.isError ? <ErrorNote error={changing.error} /> : null}
    </li>
  );
}
