import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session.tsx';
import { NavigationList } from '../views/NavigationList.tsx';
import { useCurrentPlace } from '../views/use-current-place.ts';
import { work } from './navigation.ts';
import classes from './Navigation.module.css';
import { PersonalSettings } from './PersonalSettings.tsx';
import { RailLink } from './RailLink.tsx';
import type { Counts } from './use-counts.ts';

/** The navigation of a phone: what is to be done within reach of a thumb, every view and everything else behind "More". */
export function BottomBar({ counts }: { counts: Counts | undefined }) {
  const { t } = useTranslation('common');
  const { can } = useSession();
  const place = useCurrentPlace();
  const [isOpen, sheet] = useDisclosure(false);
  return (
    <nav className={classes.bar} aria-label={t('nav.label')}>
      {work
        .filter(({ permission }) => can(permission))
        .map((to) => (
          <RailLink
            key={to.key}
            to={to}
            isCurrent={place === to.key}
            count={to.count && counts?.[to.count]}
          />
        ))}
      <button type="button" className={classes.link} onClick={sheet.open} aria-haspopup="dialog">
        <IconDots size={22} stroke={1.6} aria-hidden />
        <span className={classes.label}>{t('nav.more')}</span>
      </button>
      <Drawer
        opened={isOpen}
        onClose={sheet.close}
        position="bottom"
        size="auto"
        title={t('nav.more')}
        classNames={{ content: classes.sheet }}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <NavigationList onGo={sheet.close} />
        <PersonalSettings onLeave={sheet.close} />
      </Drawer>
    </nav>
  );
}
