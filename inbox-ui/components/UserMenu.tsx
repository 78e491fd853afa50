import { Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserCircle } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session.tsx';
import classes from './Navigation.module.css';
import { PageLoader } from './PageLoader.tsx';

const loadSettings = async () => ({
  default: (await import('./PersonalSettings.tsx')).PersonalSettings,
});
const PersonalSettings = lazy(loadSettings);

/** Who is signed in; language, appearance, notifications, lock, sign out. */
export function UserMenu() {
  const { t } = useTranslation('common');
  const { counselor } = useSession();
  const [isOpen, menu] = useDisclosure(false);
  useEffect(() => void loadSettings(), []);
  return (
    <Popover
      opened={isOpen}
      onChange={menu.set}
      position="right-end"
      withArrow
      trapFocus
      width={288}
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.link}
          title={counselor.displayName}
          onClick={menu.toggle}
        >
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t('nav.me')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('nav.me')}>
        <Suspense fallback={<PageLoader />}>
          <PersonalSettings onLeave={menu.close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
