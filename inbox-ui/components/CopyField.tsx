import { Button, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './CopyField.module.css';

type Props = { label: string; description?: string; value: string };

/** A value to carry elsewhere. Where the clipboard is closed to us, it is selected to be copied by hand. */
export function CopyField({ label, description, value }: Props) {
  const { t } = useTranslation('common');
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className={classes.row}>
      <TextInput
        className={classes.input}
        label={label}
        description={description}
        value={value}
        dir="ltr"
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        size="md"
        className={classes.button}
        leftSection={
          clipboard.copied ? (
            <IconCheck size={18} stroke={1.75} aria-hidden />
          ) : (
            <IconCopy size={18} stroke={1.75} aria-hidden />
          )
        }
        onClick={() => clipboard.copy(value)}
      >
        <span aria-live="polite">{clipboard.copied ? t('action.copied') : t('action.copy')}</span>
      </Button>
    </div>
  );
}
