import { ActionIcon, Button, Popover, Select, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
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

type Props = { view: ViewKey; filters: ListFilters; onFilter: (filters: ListFilters) => void };

export function FilterMenu(props: Props) {
  const { t } = useTranslation('inbox');
  const count = activeFilters(props.filters).length;
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={320}
      trapFocus
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
        <FilterFields {...props} onClose={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterFields({ view, filters, onFilter, onClose }: Props & { onClose: () => void }) {
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
