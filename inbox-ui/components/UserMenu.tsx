import { Popover } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session.tsx';
import classes from './Navigation.module.css';
import { PersonalSettings } from './PersonalSettings.tsx';

/** Who is signed in; language, appearance, sign out. */
export function UserMenu() {
  const { t } = useTranslation('common');
  const { counselor } = useSession();
  return (
    <Popover position="right-end" withArrow trapFocus width={288}>
      <Popover.Target>
        <button type="button" className={classes.link} title={counselor.displayName}>
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t('nav.me')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('nav.me')}>
        <PersonalSettings />
      </Popover.Dropdown>
    </Popover>
  );
}
