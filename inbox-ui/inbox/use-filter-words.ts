import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listChannels } from '../../gateway/contract/channel.ts';
import { topicKeys } from '../../gateway/contract/conversation.ts';
import { listLabels } from '../../gateway/contract/label.ts';
import { call } from '../api.ts';
import { languageName, languageOptions } from '../contact/language-names.ts';
import { useCounselors } from '../conversation/use-counselors.ts';
import { dateFormat } from '../intl.ts';
import { keys } from '../query-client.ts';
import { useOffices } from '../settings/use-settings.ts';
import type { activeFilters, ListFilters } from './views.ts';

export type FilterField = ReturnType<typeof activeFilters>[number];
type Option = { value: string; label: string };

const staleTime = 60_000;

/** What can be chosen for each filter, and what is chosen, as people say it. */
export function useFilterWords() {
  const { t, i18n } = useTranslation(['views', 'inbox']);
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => call(listChannels, { signal }),
    staleTime,
  });
  const labels = useQuery({
    queryKey: keys.labels,
    queryFn: ({ signal }) => call(listLabels, { signal }),
    staleTime,
  });
  const offices = useOffices();
  const counselors = useCounselors();
  const day = dateFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });

  const options: Record<Exclude<FilterField, 'from' | 'to'>, Option[]> = {
    channelId: channels.data?.items.map(named) ?? [],
    officeId: offices.data?.items.map(named) ?? [],
    topic: topicKeys.map((key) => ({ value: key, label: t(`inbox:topic.${key}`) })),
    labelId: labels.data?.items.map(named) ?? [],
    language: languageOptions(i18n.language),
    assignee: [
      { value: 'me', label: t('assignee.me') },
      { value: 'none', label: t('assignee.none') },
      ...counselors
        .filter(({ isActive }) => isActive)
        .map(({ id, displayName }) => ({ value: id, label: displayName })),
    ],
  };

  function chosen(field: FilterField, filters: ListFilters): string {
    const value = filters[field] ?? '';
    if (field === 'from' || field === 'to') return day.format(new Date(`${value}T00:00:00Z`));
    const found = options[field].find((option) => option.value === value)?.label;
    if (found) return found;
    return field === 'language' ? languageName(value, i18n.language) : t('unknown');
  }

  return { options, chosen };
}

function named({ id, name }: { id: string; name: string }): Option {
  return { value: id, label: name };
}
