import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listOffices } from '../../gateway/contract/office.ts';
import { listChannels } from '../../gateway/contract/channel.ts';
import { topicKeys } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { languageOptions } from '../contact/language-names.ts';
import { keys } from '../query-client.ts';

/** What can be chosen for the filters that are a list. */
export function useFilterChoices() {
  const { t, i18n } = useTranslation('inbox');
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => call(listChannels, { signal }),
    staleTime: 60_000,
  });
  const offices = useQuery({
    queryKey: keys.offices,
    queryFn: ({ signal }) => call(listOffices, { signal }),
    staleTime: 60_000,
  });
  const named = (items: { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return {
    language: languageOptions(i18n.language),
    topic: topicKeys.map((key) => ({ value: key as string, label: t(`topic.${key}`) })),
    channel: named(channels.data?.items),
    office: named(offices.data?.items),
  };
}
