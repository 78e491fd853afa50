import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../../gateway/contract/rule.ts';
import { Panel } from '../settings/Panel.tsx';
import { berlinToday } from './rule-values.ts';
import classes from './Rules.module.css';

type Sources = Rule['sources'];
type Props = { sources: Sources; error: string | null; onChange: (sources: Sources) => void };

/** Where it stands, and on which day somebody looked. */
export function RuleSourceFields({ sources, error, onChange }: Props) {
  const { t } = useTranslation('rules');
  const change = (index: number, part: Partial<Sources[number]>) =>
    onChange(sources.map((one, place) => (place === index ? { ...one, ...part } : one)));
  return (
    <Panel title={t('group.sources')}>
      {sources.map((source, index) => (
        <div key={index} className={classes.sideBySide}>
          <TextInput
            label={t('field.authority')}
            value={source.authority}
            maxLength={120}
            dir="auto"
            autoComplete="off"
            onChange={(event) => change(index, { authority: event.currentTarget.value })}
          />
          <TextInput
            label={t('field.sourceUrl')}
            value={source.url}
            error={/^https?:\/\/./.test(source.url) ? null : error}
            maxLength={500}
            dir="ltr"
            autoComplete="off"
            onChange={(event) => change(index, { url: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('field.checkedOn')}
            value={source.checkedOn}
            onChange={(event) => change(index, { checkedOn: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={t('removeSource', { number: index + 1 })}
            onClick={() => onChange(sources.filter((_, place) => place !== index))}
          >
            <IconTrash size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
        onClick={() =>
          onChange([...sources, { authority: '', url: 'https://', checkedOn: berlinToday() }])
        }
      >
        {t('addSource')}
      </Button>
    </Panel>
  );
}
