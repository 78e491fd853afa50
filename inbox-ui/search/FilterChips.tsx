import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languageName } from '../contact/language-names.ts';
import classes from './Search.module.css';
import { filterKeys, type FilterKey, type SearchAsked } from './search-url.ts';
import { useFilterChoices } from './use-filter-choices.ts';

type Props = { asked: SearchAsked; onAsk: (asked: SearchAsked) => void };

/** The filters that are on; each can be taken off. */
export function FilterChips({ asked, onAsk }: Props) {
  const { t, i18n } = useTranslation('search');
  const choices = useFilterChoices();
  const active = filterKeys.filter((key) => asked[key]);
  if (active.length === 0) return null;

  function wordsOf(key: FilterKey): string {
    const value = asked[key] ?? '';
    if (key === 'from' || key === 'to')
      return new Intl.DateTimeFormat(i18n.language, {
        dateStyle: 'medium',
        timeZone: 'UTC',
      }).format(new Date(value));
    const choice = choices[key].find((one) => one.value === value)?.label;
    return choice ?? (key === 'language' ? languageName(value, i18n.language) : value);
  }

  return (
    <ul className={classes.chips} aria-label={t('filter.active')}>
      {active.map((key) => (
        <li key={key}>
          <Pill
            size="md"
            withRemoveButton
            removeButtonProps={{
              'aria-label': t('filter.remove', { filter: t(`filter.${key}`) }),
              'aria-hidden': false,
              tabIndex: 0,
            }}
            onRemove={() => onAsk({ ...asked, [key]: undefined })}
          >
            {t(`filter.${key}`)}: <bdi>{wordsOf(key)}</bdi>
          </Pill>
        </li>
      ))}
    </ul>
  );
}
