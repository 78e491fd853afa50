import { Button, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ListHeader.module.css';
import { useFilterWords, type FilterField } from './use-filter-words.ts';
import {
  activeFilters,
  canFilterByAssignee,
  filtersFrom,
  searchOf,
  type ListFilters,
  type ViewKey,
} from './views.ts';

type Props = {
  view: ViewKey;
  filters: ListFilters;
  onFilter: (filters: ListFilters) => void;
  onClose: () => void;
};

/** One field for everything that the list can be narrowed by. */
export function FilterFields({ view, filters, onFilter, onClose }: Props) {
  const { t } = useTranslation(['views', 'inbox']);
  const { options } = useFilterWords();
  const change = (field: FilterField, value: string | null) =>
    onFilter(
      filtersFrom(new URLSearchParams(searchOf({ ...filters, [field]: value ?? undefined }))),
    );
  const select = (field: keyof typeof options) =>
    options[field].length === 0 ? null : (
      <Select
        key={field}
        size="sm"
        label={t(`field.${field}`)}
        placeholder={t('inbox:filter.any')}
        data={options[field]}
        value={filters[field] ?? null}
        onChange={(value) => change(field, value)}
        comboboxProps={{ withinPortal: false }}
        searchable={options[field].length > 8}
        clearable
      />
    );
  return (
    <div className={classes.filters}>
      {select('channelId')}
      {select('officeId')}
      {select('topic')}
      {select('labelId')}
      {select('language')}
      {canFilterByAssignee(view) ? select('assignee') : null}
      {(['from', 'to'] as const).map((field) => (
        <TextInput
          key={field}
          type="date"
          size="sm"
          label={t(`field.${field}`)}
          defaultValue={filters[field] ?? ''}
          {...(field === 'from' ? { max: filters.to } : { min: filters.from })}
          onChange={(event) => change(field, event.currentTarget.value || null)}
        />
      ))}
      {activeFilters(filters).length > 0 ? (
        <Button
          variant="default"
          onClick={() => {
            onFilter({ ...(filters.sort && { sort: filters.sort }) });
            onClose();
          }}
        >
          {t('inbox:filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}
