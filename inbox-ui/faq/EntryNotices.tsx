import { IconArchive, IconClockOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { withheldReason } from '../../gateway/contract/faq-state.ts';
import classes from './Entry.module.css';

/** Why nobody gets this answer at the moment, whatever its texts say. */
export function EntryNotices({ entry }: { entry: FaqEntry }) {
  const { t } = useTranslation('faq');
  const reason = withheldReason(entry, 'approved', berlinDay(new Date()));
  if (reason === null) return null;
  const Icon = reason === 'archived' ? IconArchive : IconClockOff;
  return (
    <p className={classes.notice} role="status">
      <Icon size={20} stroke={1.75} aria-hidden />
      <span>
        {t(`notice.${reason}`, { date: entry.reviewBy })}{' '}
        {entry.frozen ? <q>{entry.frozen.reason}</q> : null}{' '}
        {reason === 'frozen' ? <Link to="/faq/sources">{t('notice.toSources')}</Link> : null}
        {reason === 'review_due' ? <Link to="/faq/calendar">{t('notice.toCalendar')}</Link> : null}
      </span>
    </p>
  );
}
