import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { reviewFaq } from '../../gateway/contract/faq-editing.ts';
import { call } from '../api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useLongDate } from '../contact/use-long-date.ts';
import { useCounselors } from '../conversation/use-counselors.ts';
import { dateFormat } from '../intl.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import { dueGroups, dueOf } from './due-dates.ts';
import { titleOf } from './filter-faqs.ts';
import classes from './Lists.module.css';
import { PageHead } from '../components/PageHead.tsx';
import { useFaqs } from './use-faqs.ts';

/** When which answer has to be looked at again. */
export function CalendarPage() {
  const { t, i18n } = useTranslation('faq');
  const faqs = useFaqs();
  const month = dateFormat(i18n.language, { month: 'long', year: 'numeric' });
  return (
    <>
      <PageHead title={t('page.calendar')} lead={t('calendar.lead')} />
      <QueryView query={faqs}>
        {(entries) => {
          const groups = dueGroups(entries, berlinDay(new Date()));
          if (groups.length === 0) return <EmptyState>{t('matrix.none')}</EmptyState>;
          return groups.map(({ key, isOverdue, entries: due }) => (
            <section key={key} aria-labelledby={`due-${key}`}>
              <h2 id={`due-${key}`} className={classes.group} data-overdue={isOverdue || undefined}>
                {isOverdue ? t('calendar.overdue') : month.format(new Date(`${key}-15`))}
              </h2>
              <ul className={classes.list}>
                {due.map((entry) => (
                  <DueRow key={entry.id} entry={entry} isOverdue={isOverdue} />
                ))}
              </ul>
            </section>
          ));
        }}
      </QueryView>
    </>
  );
}

function DueRow({ entry, isOverdue }: { entry: FaqEntry; isOverdue: boolean }) {
  const { t, i18n } = useTranslation('faq');
  const client = useQueryClient();
  const { can } = useSession();
  const longDate = useLongDate();
  const owner = useCounselors().find(({ id }) => id === entry.ownerId);
  const title = titleOf(entry, i18n.language);
  // A review doesn't make valid again what was valid until a day.
  const isExpired = entry.validUntil !== null && entry.validUntil < berlinDay(new Date());
  const reviewing = useMutation({
    mutationFn: (months: 6 | 12) =>
      call(reviewFaq, {
        params: { id: entry.id },
        body: { months, expectedVersion: entry.version },
      }),
    onSuccess: (reviewed) => {
      client.setQueryData(keys.faq(reviewed.id), reviewed);
      void client.invalidateQueries({ queryKey: keys.faqCounts });
      return client.invalidateQueries({ queryKey: keys.faqs });
    },
  });
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <Link to={`/faq/entries/${entry.id}`}>
          <span lang={title.language} dir="auto">
            {title.text}
          </span>
        </Link>
        <span className={classes.sub} data-caution={isOverdue || undefined}>
          {t('calendar.due', { date: longDate.format(new Date(dueOf(entry))) })}
          {' · '}
          {owner ? owner.displayName : t('calendar.nobody')}
        </span>
        {isExpired ? <span className={classes.sub}>{t('notice.expired')}</span> : null}
      </span>
      {can('faq.manage') && !isExpired ? (
        <span className={classes.actions} role="group" aria-label={t('calendar.stillRight')}>
          {([6, 12] as const).map((months) => (
            <Button
              key={months}
              size="compact-md"
              variant="default"
              loading={reviewing.isPending && reviewing.variables === months}
              onClick={() => reviewing.mutate(months)}
            >
              {t('calendar.reviewed', { months })}
            </Button>
          ))}
        </span>
      ) : null}
      {reviewing.isError ? <ErrorNote error={reviewing.error} /> : null}
    </li>
  );
}
