import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../gateway/contract/view.ts';
import { SaveViewButton } from '../views/SaveViewButton.tsx';
import classes from './ListHeader.module.css';
import { useFilterWords } from './use-filter-words.ts';
import {
  activeFilters,
  isSameQuery,
  queryOfView,
  viewOfQuery,
  type ListFilters,
  type ViewKey,
} from './views.ts';

type Props = {
  view: ViewKey;
  filters: ListFilters;
  saved: View | undefined;
  onFilter: (filters: ListFilters) => void;
};

/** The filters in words, each removable, and what can be done with all of them. Those that a view is about stay unsaid. */
export function FilterChips({ view, filters, saved, onFilter }: Props) {
  const { t } = useTranslation(['views', 'inbox']);
  const { chosen } = useFilterWords();
  const fields = activeFilters(filters);
  const isOfficeView = view === 'open' && fields.join() === 'officeId' && !filters.sort;
  const query = queryOfView(view, filters);
  const isUnchanged = saved && isSameQuery(saved.filters, query);
  if (fields.length === 0 && !saved) return null;
  if (isOfficeView && !saved) return null;
  return (
    <div className={classes.chips} role="group" aria-label={t('inbox:filter.title')}>
      {fields.map((field) => (
        <button
          key={field}
          type="button"
          className={classes.chip}
          aria-label={t('remove', { field: t(`field.${field}`), value: chosen(field, filters) })}
          onClick={() => onFilter({ ...filters, [field]: undefined })}
        >
          <span className={classes.chipText}>
            {t(`field.${field}`)}: <bdi>{chosen(field, filters)}</bdi>
          </span>
          <IconX size={14} aria-hidden />
        </button>
      ))}
      {isUnchanged ? null : (
        <>
          {saved ? (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onFilter(viewOfQuery(saved.filters).filters)}
            >
              {t('reset')}
            </Button>
          ) : (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onFilter({ ...(filters.sort && { sort: filters.sort }) })}
            >
              {t('clear')}
            </Button>
          )}
          <SaveViewButton query={query} saved={saved} />
        </>
      )}
    </div>
  );
}
