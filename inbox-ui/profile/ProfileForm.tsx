import {
  Button,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Stack,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { topicKeys, type TopicKey } from '../../gateway/contract/conversation.ts';
import { acceptances, type Profile } from '../../gateway/contract/profile.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { SavedNote } from '../settings/SavedNote.tsx';
import { Hours } from './Hours.tsx';
import { Languages } from './Languages.tsx';
import { useProfileChanges, type ProfileValues } from './use-profile.ts';

export function ProfileForm({ profile }: { profile: Profile }) {
  const { t } = useTranslation(['profile', 'inbox', 'common']);
  const { save } = useProfileChanges(profile.counselorId);
  const [values, setValues] = useState<ProfileValues>(() => valuesOf(profile));
  const set = (change: Partial<ProfileValues>) => {
    save.reset();
    setValues({ ...values, ...change });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(values);
      }}
    >
      <Stack gap="lg" maw={560} mb="xl">
        {save.isError ? <ErrorNote error={save.error} /> : null}
        <TextInput
          label={t('alias')}
          description={t('aliasHint')}
          value={values.alias}
          onChange={(event) => set({ alias: event.currentTarget.value })}
          maxLength={60}
          dir="auto"
          required
        />
        <Languages value={values.languages} onChange={(languages) => set({ languages })} />
        <MultiSelect
          label={t('topics')}
          placeholder={values.topics.length === 0 ? t('allTopics') : ''}
          data={topicKeys.map((key) => ({ value: key, label: t(`inbox:topic.${key}`) }))}
          value={values.topics}
          onChange={(topics) => set({ topics: topics as TopicKey[] })}
        />
        <NativeSelect
          label={t('accepts')}
          value={values.accepts}
          onChange={(event) => {
            const accepts = acceptances.find((one) => one === event.currentTarget.value);
            if (accepts) set({ accepts });
          }}
          data={acceptances.map((key) => ({ value: key, label: t(`accept.${key}`) }))}
        />
        <NumberInput
          label={t('capacity')}
          description={t('capacityHint', { count: profile.openCount })}
          placeholder={t('noLimit')}
          value={values.capacity ?? ''}
          onChange={(value) => set({ capacity: typeof value === 'number' ? value : null })}
          min={0}
          max={500}
          allowDecimal={false}
          styles={{ wrapper: { maxWidth: 200 } }}
        />
        <Hours value={values.hours} onChange={(hours) => set({ hours })} />
        <Group>
          <Button type="submit" size="md" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
          <SavedNote isShown={save.isSuccess} />
        </Group>
      </Stack>
    </form>
  );
}

function valuesOf({ alias, languages, topics, capacity, accepts, hours }: Profile): ProfileValues {
  return { alias, languages, topics, capacity, accepts, hours };
}
