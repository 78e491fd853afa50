import { IconChecklist, IconDeviceMobile, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFaqCounts } from '../faq/use-faq-counts.ts';
import { useSession } from '../session.tsx';
import classes from './FirstSteps.module.css';

/** The two ways out of an inbox in which nothing can arrive yet. */
export function FirstSteps() {
  const { t } = useTranslation('common');
  const { can } = useSession();
  const drafts = useFaqCounts()?.drafts ?? 0;
  return (
    <div className={classes.steps}>
      {can('channel.manage') ? (
        <Link className={classes.step} to="/settings/channels/new">
          <IconPlugConnected size={28} stroke={1.5} aria-hidden />
          <strong>{t('firstSteps.connect')}</strong>
          <span className={classes.text}>{t('firstSteps.connectText')}</span>
        </Link>
      ) : null}
      <Link className={classes.step} to="/simulator">
        <IconDeviceMobile size={28} stroke={1.5} aria-hidden />
        <strong>{t('firstSteps.simulator')}</strong>
        <span className={classes.text}>{t('firstSteps.simulatorText')}</span>
      </Link>
      {drafts > 0 ? (
        <Link className={classes.step} to="/faq/approve">
          <IconChecklist size={28} stroke={1.5} aria-hidden />
          <strong>{t('firstSteps.approve')}</strong>
          <span className={classes.text}>{t('firstSteps.approveText', { drafts })}</span>
        </Link>
      ) : null}
    </div>
  );
}
