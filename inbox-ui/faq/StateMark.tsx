import {
  IconArchive,
  IconCircleCheck,
  IconCircleDashed,
  IconClockOff,
  IconPencil,
  IconRefreshAlert,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Cell } from './cell-state.ts';
import classes from './StateMark.module.css';

export const stateIcons = {
  approved: IconCircleCheck,
  outdated: IconRefreshAlert,
  draft: IconPencil,
  missing: IconCircleDashed,
  withheld: IconClockOff,
  archived: IconArchive,
};

/** How a text stands: sign, word and colour; where it is withheld, why. */
export function StateMark({ cell: { state, reason } }: { cell: Cell }) {
  const { t } = useTranslation('faq');
  const Icon = stateIcons[state];
  const isExplained = state === 'withheld' && reason !== null;
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {isExplained ? t(`reason.${reason}`) : t(`state.${state}`)}
    </span>
  );
}
