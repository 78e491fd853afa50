import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSort, IconKeyboard } from '@tabler/icons-react';
import { lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../gateway/contract/view.ts';
import { useIsPhone } from '../components/use-is-phone.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { FilterChips } from './FilterChips.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { SearchLink } from '../search/SearchLink.tsx';
import classes from './ListHeader.module.css';
import { menuProps } from './menu-props.ts';
import { useSignKey } from './use-list-keys.ts';
import { canSortByWaiting, sortOf, type ListFilters, type ViewKey } from './views.ts';

const ShortcutHelp = lazy(async () => ({
  default: (await import('./ShortcutHelp.tsx')).ShortcutHelp,
}));

export type ListPlace = {
  view: ViewKey;
  filters: ListFilters;
  /** The saved view that was opened; its filters may have been changed since. */
  saved: View | undefined;
  title: string;
  onFilter: (filters: ListFilters) => void;
};

/** What the list shows, and how it can be narrowed and sorted. */
export const ListHeader = memo(function ListHeader({ place }: { place: ListPlace }) {
  const { t } = useTranslation('inbox');
  const { view, filters, saved, title, onFilter } = place;
  const isPhone = useIsPhone();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useSignKey('?؟', () => setHelpOpen(true));
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <h1 className={classes.title} title={title}>
          <bdi>{title}</bdi>
        </h1>
        {saved ? <ViewMenu view={saved} /> : null}
        <div className={classes.actions}>
          {canSortByWaiting(view) ? <SortMenu {...place} /> : null}
          <FilterMenu view={view} filters={filters} onFilter={onFilter} />
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
      </div>
      <SearchLink />
      <FilterChips view={view} filters={filters} saved={saved} onFilter={onFilter} />
      <Suspense>
        <ShortcutHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      </Suspense>
    </header>
  );
});

function SortMenu({ view, filters, onFilter }: ListPlace) {
  const { t } = useTranslation('inbox');
  const sort = sortOf(view, filters);
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
