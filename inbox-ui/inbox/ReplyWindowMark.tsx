import { IconClock, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../components/use-now.ts';
import { duration, shortDuration } from './duration.ts';
import { replyWindowAt } from './reply-window.ts';
import classes from './ReplyWindowMark.module.css';

type Props = { until: string | null; isLong?: boolean };

/** How long we may still answer freely, in amber when it is little. Nothing where there is no such limit. */
export function ReplyWindowMark({ until, isLong }: Props) {
  const { t, i18n } = useTranslation('inbox');
  const now = useNow();
  const { state, remainingMs } = replyWindowAt(until, new Date(now));
  if (state === 'none') return null;
  if (state === 'closed') {
    return (
      <span className={classes.mark} title={t('window.closed')}>
        <IconLock size={13} stroke={1.75} aria-hidden />
        {isLong ? t('window.closed') : <span className={classes.hidden}>{t('window.closed')}</span>}
      </span>
    );
  }
  const label = t('window.left', { time: duration(remainingMs, i18n.language) });
  return (
    <span className={classes.mark} data-state={state} title={label}>
      <IconClock size={13} stroke={1.75} aria-hidden />
      {isLong ? label : shortDuration(remainingMs, i18n.language)}
      {isLong ? null : <span className={classes.hidden}>{label}</span>}
    </span>
  );
}
