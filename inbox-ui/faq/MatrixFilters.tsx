import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { topicKeys } from '../../gateway/contract/conversation.ts';
import { languageName } from '../contact/language-names.ts';
import { cellStates, type CellState } from './cell-state.ts';
import type { FaqFilter } from './filter-faqs.ts';
import classes from './Matrix.module.css';
import { stateIcons } from './StateMark.tsx';

type Props = {
  filter: FaqFilter;
  languages: readonly string[];
  counts: Record<CellState, number>;
};

/** What narrows the matrix; it stands in the URL. How many texts stand how is a filter as well. */
export function MatrixFilters({ filter, languages, counts }: Props) {
  const { t, i18n } = useTranslation(['faq', 'inbox']);
  const [, setParams] = useSearchParams();
  const change = (name: string, value: string | null) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <search className={classes.filters}>
      <div className={classes.fields}>
        <TextInput
          type="search"
          className={classes.search ?? ''}
          aria-label={t('filter.text')}
          placeholder={t('filter.text')}
          leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
          dir="auto"
          value={filter.text}
          onChange={(event) => change('q', event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('filter.topic')}
          value={filter.topic ?? ''}
          data={[
            { value: '', label: t('filter.allTopics') },
            ...topicKeys.map((topic) => ({ value: topic, label: t(`inbox:topic.${topic}`) })),
          ]}
          onChange={(event) => change('topic', event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('filter.language')}
          value={filter.language ?? ''}
          data={[
            { value: '', label: t('filter.allLanguages') },
            ...languages.map((one) => ({ value: one, label: languageName(one, i18n.language) })),
          ]}
          onChange={(event) => change('language', event.currentTarget.value)}
        />
      </div>
      <div className={classes.states} role="group" aria-label={t('filter.state')}>
        {cellStates
          .filter((state) => counts[state] > 0 || filter.state === state)
          .map((state) => {
            const Icon = stateIcons[state];
            return (
              <button
                key={state}
                type="button"
                className={classes.state}
                data-state={state}
                aria-pressed={filter.state === state}
                onClick={() => change('state', filter.state === state ? null : state)}
              >
                <Icon size={16} stroke={1.75} aria-hidden />
                {t(`state.${state}`)}
                <span className={classes.number}>{counts[state]}</span>
              </button>
            );
          })}
      </div>
    </search>
  );
}
