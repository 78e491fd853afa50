import { ActionIcon, FocusTrap, Popover } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../components/later.tsx';
import classes from './ListHeader.module.css';
import { activeFilters, type ListFilters, type ViewKey } from './views.ts';

const FilterFields = later(async () => (await import('./FilterFields.tsx')).FilterFields);

type Props = { view: ViewKey; filters: ListFilters; onFilter: (filters: ListFilters) => void };

export function FilterMenu(props: Props) {
  const { t } = useTranslation('inbox');
  const count = activeFilters(props.filters).length;
  const [isOpen, setOpen] = useState(false);
  useEffect(() => FilterFields.preload(), []);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width="min(320px, calc(100vw - 16px))"
      portalProps={{ target: '#main' }}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('filter.label', { count })}
          title={t('filter.title')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconFilter size={20} stroke={1.75} aria-hidden />
          {count > 0 ? (
            <span className={classes.filterCount} aria-hidden>
              {count}
            </span>
          ) : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('filter.title')}>
        <AfterFrame>
          <FilterFields {...props} onClose={() => setOpen(false)} />
        </AfterFrame>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Eight fields take a moment to draw: the menu opens at once, and they follow without holding up a key or a click. */
function AfterFrame({ children }: { children: ReactNode }) {
  const isTime = useDeferredValue(true, false);
  return isTime ? (
    <FocusTrap>
      <div>{children}</div>
    </FocusTrap>
  ) : (
    <div className={classes.filtersPlace} />
  );
}
