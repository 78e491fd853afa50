import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, ChannelKind } from '../../gateway/contract/channel.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { CredentialFields } from './CredentialFields.tsx';
import { emptyCredentials, givenCredentials, missingFields } from './kinds.ts';
import { SavedNote } from './SavedNote.tsx';
import { useChannelCommands } from './use-channel.ts';
import { useFieldWords } from './use-field-words.ts';

type Props = { channel: Channel; kind: ChannelKind };

/** Stored credentials can only be replaced, never read. */
export function ChannelCredentials({ channel, kind }: Props) {
  const { t } = useTranslation('settings');
  const [isOpen, setOpen] = useState(false);
  const [isReplaced, setReplaced] = useState(false);
  if (isOpen) {
    return (
      <ReplaceForm
        channel={channel}
        kind={kind}
        onClose={(isDone) => {
          setOpen(false);
          setReplaced(isDone);
        }}
      />
    );
  }
  return (
    <Group>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('channel.replaceCredentials')}
      </Button>
      <SavedNote isShown={isReplaced} />
    </Group>
  );
}

function ReplaceForm({ channel, kind, onClose }: Props & { onClose: (isDone: boolean) => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const { update } = useChannelCommands(channel.id);
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: { credentials: emptyCredentials(kind) },
    validate: ({ credentials }) =>
      Object.fromEntries(
        missingFields(kind, credentials).map((name) => [
          `credentials.${name}`,
          t('error.fieldMissing'),
        ]),
      ),
    translate: useFieldWords(kind.kind),
    submit: ({ credentials }) => update.mutateAsync({ credentials: givenCredentials(credentials) }),
    onDone: () => onClose(true),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md" maw={520}>
        {problem ? <ErrorNote error={problem}>{t('channel.credentialsKept')}</ErrorNote> : null}
        <CredentialFields kind={kind} form={form} />
        <Group>
          <Button type="submit" size="md" loading={isSending}>
            {t('channel.replaceAndVerify')}
          </Button>
          <Button variant="subtle" size="md" onClick={() => onClose(false)}>
            {t('common:action.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
