import { Button, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Search.module.css';
import { filterKeys, withoutFilters, type SearchAsked } from './search-url.ts';
import { useFilterChoices } from './use-filter-choices.ts';

type Props = { asked: SearchAsked; onAsk: (asked: SearchAsked) => void };

const lists = ['language', 'topic', 'channel', 'office'] as const;
const days = ['from', 'to'] as const;

export function FilterForm({ asked, onAsk }: Props) {
  const { t } = useTranslation('search');
  const choices = useFilterChoices();
  return (
    <div className={classes.form}>
      {lists.map((key) => (
        <Select
          key={key}
          label={t(`filter.${key}`)}
          placeholder={t('filter.any')}
          data={choices[key]}
          value={asked[key] ?? null}
          onChange={(value) => onAsk({ ...asked, [key]: value ?? undefined })}
          comboboxProps={{ withinPortal: false }}
          searchable={key === 'language'}
          clearable
        />
      ))}
      <div className={classes.days}>
        {days.map((key) => (
          <TextInput
            key={key}
            type="date"
            label={t(`filter.${key}`)}
            value={asked[key] ?? ''}
            {...(key === 'to' ? { min: asked.from } : { max: asked.to })}
            onChange={(event) => onAsk({ ...asked, [key]: event.currentTarget.value || undefined })}
          />
        ))}
      </div>
      {filterKeys.some((key) => asked[key]) ? (
        <Button variant="default" onClick={() => onAsk(withoutFilters(asked))}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}
