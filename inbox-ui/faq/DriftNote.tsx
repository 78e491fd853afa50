import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { listFaqVersions } from '../../gateway/contract/faq-editing.ts';
import { call } from '../api.ts';
import { useLongDate } from '../contact/use-long-date.ts';
import { keys } from '../query-client.ts';
import classes from './Entry.module.css';
import { textFields } from './entry-values.ts';
import { wordDiff } from './word-diff.ts';

type Props = { entry: FaqEntry; basedOnVersion: number };

/** That the German text has moved on since this one was written, and what changed in it. */
export function DriftNote({ entry, basedOnVersion }: Props) {
  const { t } = useTranslation('faq');
  const longDate = useLongDate();
  const versions = useQuery({
    queryKey: keys.faqVersions(entry.id),
    queryFn: ({ signal }) => call(listFaqVersions, { params: { id: entry.id }, signal }),
  });
  const of = (version: number) => versions.data?.items.find((one) => one.version === version);
  const before = of(basedOnVersion);
  const after = of(entry.version);
  return (
    <details className={classes.drift} open>
      <summary>
        {after
          ? t('drift.since', {
              date: longDate.format(new Date(after.changedAt)),
              version: basedOnVersion,
              current: entry.version,
            })
          : t('drift.old', { version: basedOnVersion, current: entry.version })}
      </summary>
      {before && after
        ? textFields
            .filter((field) => before[field] !== after[field])
            .map((field) => (
              <p key={field} className={classes.diff} lang="de" dir="ltr">
                <span className={classes.diffField} lang={undefined}>
                  {t(`field.${field}`)}
                </span>{' '}
                {wordDiff(before[field], after[field]).map(({ kind, text }, index) => {
                  if (kind === 'added') return <ins key={index}>{text}</ins>;
                  if (kind === 'removed') return <del key={index}>{text}</del>;
                  return <span key={index}>{text}</span>;
                })}
              </p>
            ))
        : null}
    </details>
  );
}
