import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClockHour4,
  IconPlayerPause,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../gateway/contract/template.ts';
import classes from './Templates.module.css';

const icons = {
  approved: IconCircleCheck,
  pending: IconClockHour4,
  rejected: IconCircleX,
  paused: IconPlayerPause,
  disabled: IconBan,
} as const;

export function TemplatesState({ state }: Pick<Template, 'state'>) {
  const { t } = useTranslation('settings');
  const Icon = icons[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {t(`template.state.${state}`)}
    </span>
  );
}
