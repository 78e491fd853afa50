import { TextInput } from '@mantine/core';
import type { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '../../gateway/contract/channel.ts';
import { SecretInput } from '../components/SecretInput.tsx';

type CredentialsForm = ReturnType<typeof useForm<{ credentials: Record<string, string> }>>;
type Props = { kind: ChannelKind; form: Pick<CredentialsForm, 'key' | 'getInputProps'> };

/** Drawn from what the adapter declares, in our words where we have them. Secrets never come back from the gateway. */
export function CredentialFields({ kind, form }: Props) {
  const { t } = useTranslation('settings');
  return kind.fields.map((field) => {
    const path = `credentials.${field.name}` as const;
    const words = `fields.${kind.kind}.${field.name}`;
    const title = t(`${words}.title`, { defaultValue: field.title });
    const Input = field.isSecret ? SecretInput : TextInput;
    return (
      <Input
        key={form.key(path)}
        {...form.getInputProps(path)}
        label={field.isRequired ? title : t('channel.optional', { title })}
        description={t(`${words}.description`, { defaultValue: field.description ?? '' })}
        autoComplete={field.isSecret ? 'new-password' : 'off'}
        spellCheck={false}
        dir="ltr"
      />
    );
  });
}
