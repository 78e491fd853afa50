import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavigationList } from '../views/NavigationList.tsx';
import classes from './Navigation.module.css';
import { PersonalSettings } from './PersonalSettings.tsx';
import type { Counts } from './use-counts.ts';
import { WorkLinks } from './WorkLinks.tsx';

/** The navigation of a phone: what is to be done within reach of a thumb, every view and everything else behind "More". */
export function BottomBar({ counts }: { counts: Counts | undefined }) {
  const { t } = useTranslation('common');
  const [isOpen, sheet] = useDisclosure(false);
  return (
    <nav className={classes.bar} aria-label={t('nav.label')}>
      <WorkLinks counts={counts} />
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
