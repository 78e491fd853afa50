import { ActionIcon, Button, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Closure } from '../../gateway/contract/office.ts';
import classes from './Offices.module.css';

type Props = { closures: Closure[]; error: string | null; onChange: (closures: Closure[]) => void };

/** Days on which nobody is there, besides holidays. */
export function ClosureFields({ closures, error, onChange }: Props) {
  const { t } = useTranslation('offices');
  const set = (index: number, part: Partial<Closure>) =>
    onChange(closures.map((closure, at) => (at === index ? { ...closure, ...part } : closure)));
  return (
    <Stack gap="md" align="stretch">
      {closures.map((closure, index) => (
        <div
          key={index}
          className={classes.row}
          role="group"
          aria-label={t('closure.one', { number: index + 1 })}
        >
          <TextInput
            type="date"
            label={t('closure.from')}
            value={closure.from}
            onChange={({ currentTarget: { value: from } }) =>
              set(index, closure.to < from ? { from, to: from } : { from })
            }
          />
          <TextInput
            type="date"
            label={t('closure.to')}
            value={closure.to}
            onChange={({ currentTarget: { value } }) => set(index, { to: value })}
          />
          <TextInput
            className={classes.wide ?? ''}
            label={t('closure.reason')}
            value={closure.reason}
            maxLength={120}
            dir="auto"
            onChange={({ currentTarget: { value } }) => set(index, { reason: value })}
          />
          <ActionIcon
            variant="subtle"
            size="xl"
            color="gray"
            aria-label={t('closure.remove', { number: index + 1 })}
            onClick={() => onChange(closures.filter((_, at) => at !== index))}
          >
            <IconTrash size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {error ? (
        <p className={classes.problem} role="alert">
          {error}
        </p>
      ) : null}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
          onClick={() => onChange([...closures, { from: '', to: '', reason: '' }])}
        >
          {t('closure.add')}
        </Button>
      </div>
    </Stack>
  );
}
