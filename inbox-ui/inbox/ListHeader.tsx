import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconChevronDown, IconKeyboard } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useIsPhone } from '../components/use-is-phone.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { SearchLink } from '../search/SearchLink.tsx';
import classes from './ListHeader.module.css';
import { useHelpKey } from './use-list-keys.ts';
import {
  canSortByWaiting,
  queryOfView,
  viewKeys,
  type ListFilters,
  type ViewKey,
} from './views.ts';
import { menuProps } from './menu-props.ts';

const ShortcutHelp = lazy(async () => ({
  default: (await import('./ShortcutHelp.tsx')).ShortcutHelp,
}));

type Props = { view: ViewKey; filters: ListFilters; onFilter: (filters: ListFilters) => void };

export function ListHeader({ view, filters, onFilter }: Props) {
  const { t } = useTranslation('inbox');
  const isPhone = useIsPhone();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useHelpKey(() => setHelpOpen(true));
  return (
    <header className={classes.header}>
      <Menu {...menuProps} position="bottom-start" width={240}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            className={classes.view}
            rightSection={<IconChevronDown size={16} aria-hidden />}
            aria-label={t('view.change', { view: t(`view.${view}`) })}
          >
            <h1 className={classes.title}>{t(`view.${view}`)}</h1>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {viewKeys.map((key) => (
            <Menu.Item
              key={key}
              component={Link}
              to={`/inbox/${key}`}
              leftSection={
                <IconCheck size={16} visibility={key === view ? 'visible' : 'hidden'} aria-hidden />
              }
              aria-current={key === view ? 'page' : undefined}
            >
              {t(`view.${key}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <div className={classes.actions}>
        {canSortByWaiting(view) ? (
          <SortMenu view={view} filters={filters} onFilter={onFilter} />
        ) : null}
        <FilterMenu filters={filters} onFilter={onFilter} />
        {isPhone ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('keys.title')}
            title={t('keys.title')}
            onClick={() => setHelpOpen(true)}
          >
            <IconKeyboard size={20} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <SearchLink />
      <Suspense>
        <ShortcutHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      </Suspense>
    </header>
  );
}

function SortMenu({ view, filters, onFilter }: Props) {
  const { t } = useTranslation('inbox');
  const { sort } = queryOfView(view, filters);
  return (
    <Menu {...menuProps} position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('sort.label', { sort: t(`sort.${sort}`) })}
          title={t(`sort.${sort}`)}
        >
          <IconArrowsSort size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={sort}>
          {(['waiting', 'newest'] as const).map((key) => (
            <Menu.RadioItem
              key={key}
              value={key}
              closeMenuOnClick
              onChange={() => onFilter({ ...filters, sort: key })}
            >
              {t(`sort.${key}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
