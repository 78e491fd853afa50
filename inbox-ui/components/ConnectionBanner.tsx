import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../live.ts';
import classes from './ConnectionBanner.module.css';

const patienceMs = 5000;

/** Says after 5 s that no news arrive, and what that means; a short interruption is nobody's concern. */
export function ConnectionBanner() {
  const { t } = useTranslation('common');
  const { status, since } = useLiveState();
  const [isVisible, setVisible] = useState(false);

  useEffect(() => {
    setVisible(false);
    if (status === 'connected' || since === null) return undefined;
    const timer = setTimeout(() => setVisible(true), Math.max(0, since + patienceMs - Date.now()));
    return () => clearTimeout(timer);
  }, [status, since]);

  return (
    <div role="status" className={isVisible ? classes.banner : classes.quiet}>
      {isVisible ? t('connection.lost') : null}
    </div>
  );
}
