import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useSession } from '../session.tsx';
import { destinations } from './navigation.ts';
import classes from './Navigation.module.css';
import { PersonalSettings } from './PersonalSettings.tsx';
import { RailLink } from './RailLink.tsx';
import type { Counts } from './use-counts.ts';

const onBar = new Set(['mine', 'unassigned', 'open']);

/** The navigation of a phone: three places within reach of a thumb, everything else behind "More". */
export function BottomBar({ counts }: { counts: Counts | undefined }) {
  const { t } = useTranslation('common');
  const { can } = useSession();
  const [isOpen, sheet] = useDisclosure(false);
  const allowed = destinations.filter(({ permission }) => can(permission));
  return (
    <nav className={classes.bar} aria-label={t('nav.label')}>
      {allowed
        .filter(({ key }) => onBar.has(key))
        .map((to) => (
          <RailLink key={to.key} to={to} count={to.count && counts?.[to.count]} />
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
        {allowed
          .filter(({ key }) => !onBar.has(key))
          .map(({ key, path, icon: Icon }) => (
            <NavLink key={key} to={path} className={classes.sheetLink ?? ''} onClick={sheet.close}>
              <Icon size={22} stroke={1.6} aria-hidden />
              {t(`nav.${key}`)}
            </NavLink>
          ))}
        <PersonalSettings onLeave={sheet.close} />
      </Drawer>
    </nav>
  );
}
