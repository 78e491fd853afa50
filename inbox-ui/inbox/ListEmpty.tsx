import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { useSession } from '../session.tsx';
import type { ViewKey } from './views.ts';

type Props = { view: ViewKey; isFiltered: boolean; clearTo: () => string };

/** Why there is nothing, and the one thing that helps. */
export function ListEmpty({ view, isFiltered, clearTo }: Props) {
  const { t } = useTranslation('inbox');
  const { can } = useSession();
  if (isFiltered) {
    return (
      <EmptyState
        action={
          <Button variant="default" component={Link} to={clearTo().split('?')[0] ?? '/inbox/open'}>
            {t('filter.clear')}
          </Button>
        }
      >
        {t('empty.filtered')}
      </EmptyState>
    );
  }
  const action = actionFor(view, can('simulator.use'));
  return (
    <EmptyState
      action={
        action ? (
          <Button variant="default" component={Link} to={action.to}>
            {t(action.label)}
          </Button>
        ) : undefined
      }
    >
      {t(`empty.${view}`)}
    </EmptyState>
  );
}

function actionFor(view: ViewKey, mayPractise: boolean): { to: string; label: string } | null {
  if (view === 'mine') return { to: '/inbox/unassigned', label: 'empty.action.unassigned' };
  if (view === 'unassigned') return { to: '/inbox/open', label: 'empty.action.open' };
  if (view === 'waiting' || view === 'closed')
    return { to: '/inbox/open', label: 'empty.action.open' };
  return mayPractise ? { to: '/simulator', label: 'empty.action.simulator' } : null;
}
