import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fromField, snoozeUntil, toField } from '../conversation/snooze-times.ts';
import { FormDialog } from '../settings/FormDialog.tsx';

type Props = { isOpen: boolean; onClose: () => void; onSnooze: (until: Date) => void };

/** Any day and time, as a clock in Germany shows it. */
export function SnoozeDialog({ isOpen, onClose, onSnooze }: Props) {
  const { t } = useTranslation('triage');
  return (
    <FormDialog title={t('snooze.title')} isOpen={isOpen} onClose={onClose}>
      <SnoozeForm
        onSnooze={(until) => {
          onClose();
          onSnooze(until);
        }}
      />
    </FormDialog>
  );
}

function SnoozeForm({ onSnooze }: Pick<Props, 'onSnooze'>) {
  const { t } = useTranslation('triage');
  const [field, setField] = useState(() =>
    toField(snoozeUntil('tomorrow', new Date()) ?? new Date()),
  );
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const until = fromField(field);
        if (until && until > new Date()) onSnooze(until);
        else setWrong(true);
      }}
    >
      <Stack gap="md">
        <TextInput
          type="datetime-local"
          label={t('snooze.when')}
          description={t('snooze.zone')}
          value={field}
          onChange={(event) => {
            setField(event.currentTarget.value);
            setWrong(false);
          }}
          min={toField(new Date())}
          error={isWrong ? t('snooze.past') : null}
          data-autofocus
        />
        <Button type="submit" size="md">
          {t('snooze.submit')}
        </Button>
      </Stack>
    </form>
  );
}
