import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconExternalLink, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { Panel } from '../settings/Panel.tsx';
import classes from './Entry.module.css';

type Source = FaqEntry['sources'][number];
type Props = {
  sources: Source[];
  isReadOnly: boolean;
  onChange: (sources: Source[]) => void;
};

/** What an answer relies on, and when somebody looked there. */
export function SourceFields({ sources, isReadOnly, onChange }: Props) {
  const { t } = useTranslation('faq');
  const change = (index: number, part: Partial<Source>) =>
    onChange(sources.map((source, at) => (at === index ? { ...source, ...part } : source)));
  return (
    <Panel title={t('sources.title')} lead={t('sources.lead')}>
      {sources.map((source, index) => (
        <div key={index} className={classes.source} role="group" aria-label={source.authority}>
          <TextInput
            label={t('sources.authority')}
            value={source.authority}
            maxLength={120}
            dir="auto"
            readOnly={isReadOnly}
            onChange={(event) => change(index, { authority: event.currentTarget.value })}
          />
          <TextInput
            type="url"
            label={t('sources.url')}
            value={source.url}
            maxLength={500}
            dir="ltr"
            readOnly={isReadOnly}
            onChange={(event) => change(index, { url: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('sources.checkedOn')}
            value={source.checkedOn}
            readOnly={isReadOnly}
            onChange={(event) =>
              event.currentTarget.value
                ? change(index, { checkedOn: event.currentTarget.value })
                : undefined
            }
          />
          <span className={classes.sourceEnd}>
            <ActionIcon
              component="a"
              href={source.url}
              target="_blank"
              rel="noreferrer noopener"
              variant="subtle"
              size={36}
              aria-label={t('sources.open', { authority: source.authority })}
            >
              <IconExternalLink size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
            {isReadOnly ? null : (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t('sources.remove', { authority: source.authority })}
                onClick={() => onChange(sources.filter((_, at) => at !== index))}
              >
                <IconX size={18} stroke={1.75} aria-hidden />
              </ActionIcon>
            )}
          </span>
        </div>
      ))}
      {isReadOnly || sources.length >= 20 ? null : (
        <Button
          variant="default"
          leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
          onClick={() =>
            onChange([...sources, { authority: '', url: '', checkedOn: berlinDay(new Date()) }])
          }
        >
          {t('sources.add')}
        </Button>
      )}
    </Panel>
  );
}
