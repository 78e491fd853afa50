import { ActionIcon, Button, Popover, Select } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listChannels } from '../../gateway/contract/channel.ts';
import { topicKeys } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { languageOptions } from '../contact/language-names.ts';
import { keys } from '../query-client.ts';
import classes from './ListHeader.module.css';
import { countFilters, type ListFilters } from './views.ts';

type Props = { filters: ListFilters; onFilter: (filters: ListFilters) => void };

export function FilterMenu({ filters, onFilter }: Props) {
  const { t } = useTranslation('inbox');
  const count = countFilters(filters);
  return (
    <Popover position="bottom-end" width={280} trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('filter.label', { count })}
          title={t('filter.title')}
        >
          <IconFilter size={20} stroke={1.75} aria-hidden />
          {count > 0 ? (
            <span className={classes.filterCount} aria-hidden>
              {count}
            </span>
          ) : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <FilterFields filters={filters} onFilter={onFilter} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterFields({ filters, onFilter }: Props) {
  const { t, i18n } = useTranslation('inbox');
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => call(listChannels, { signal }),
    staleTime: 60_000,
  });
  return (
    <div className={classes.filters}>
      <Select
        label={t('filter.channel')}
        placeholder={t('filter.any')}
        data={channels.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={filters.channelId ?? null}
        onChange={(value) => onFilter({ ...filters, channelId: value ?? undefined })}
        comboboxProps={{ withinPortal: false }}
        clearable
      />
      <Select
        label={t('filter.topic')}
        placeholder={t('filter.any')}
        data={topicKeys.map((key) => ({ value: key, label: t(`topic.${key}`) }))}
        value={filters.topic ?? null}
        onChange={(value) =>
          onFilter({ ...filters, topic: topicKeys.find((key) => key === value) })
        }
        comboboxProps={{ withinPortal: false }}
        clearable
      />
      <Select
        label={t('filter.language')}
        placeholder={t('filter.any')}
        data={languageOptions(i18n.language)}
        value={filters.language ?? null}
        onChange={(value) => onFilter({ ...filters, language: value ?? undefined })}
        comboboxProps={{ withinPortal: false }}
        searchable
        clearable
      />
      {countFilters(filters) > 0 ? (
        <Button
          variant="default"
          onClick={() => onFilter({ ...(filters.sort && { sort: filters.sort }) })}
        >
          {t('filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}
