import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconQrcode } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PairingMethod } from '../../gateway/contract/pairing.ts';
import { useApiForm } from '../components/use-api-form.ts';

type Props = {
  label: string;
  /** Where something else is the first thing to try. */
  isSecondary?: boolean;
  pair: (method: PairingMethod) => Promise<unknown>;
  isPending: boolean;
};

/** By QR code, or by a code that is typed into the phone for who can't hold it in front of this screen. */
export function PairingStart({ label, isSecondary, pair, isPending }: Props) {
  const { t } = useTranslation(['pairing', 'common']);
  const [isByCode, byCode] = useDisclosure(false);
  if (isByCode) return <NumberForm pair={pair} onCancel={byCode.close} />;
  return (
    <Group>
      <Button
        variant={isSecondary ? 'default' : 'filled'}
        leftSection={<IconQrcode size={18} stroke={1.75} aria-hidden />}
        loading={isPending}
        onClick={() => void pair({ method: 'qr' }).catch(() => undefined)}
      >
        {label}
      </Button>
      <Button variant="subtle" onClick={byCode.open}>
        {t('action.byCode')}
      </Button>
    </Group>
  );
}

function NumberForm({ pair, onCancel }: Pick<Props, 'pair'> & { onCancel: () => void }) {
  const { t } = useTranslation(['pairing', 'common']);
  const { form, isSending, onSubmit } = useApiForm({
    initialValues: { number: '' },
    validate: ({ number }) => ({ number: isNumber(digitsOf(number)) ? null : t('number.invalid') }),
    translate: () => t('number.invalid'),
    submit: ({ number }) => pair({ method: 'code', number: digitsOf(number) }),
    onDone: onCancel,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm" maw={360}>
        <TextInput
          key={form.key('number')}
          {...form.getInputProps('number')}
          label={t('number.label')}
          description={t('number.hint')}
          type="tel"
          dir="ltr"
          autoComplete="off"
          autoFocus
        />
        <Group>
          <Button type="submit" loading={isSending}>
            {t('action.getCode')}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** People write numbers with a plus, two zeros, spaces and strokes. */
function digitsOf(number: string): string {
  return number.replaceAll(/[^\d]/g, '').replace(/^00/, '');
}

function isNumber(digits: string): boolean {
  return /^[1-9]\d{6,14}$/.test(digits);
}
