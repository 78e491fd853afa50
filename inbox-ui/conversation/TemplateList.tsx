import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../contact/language-names.ts';
import { directionOf } from '../i18n.ts';
import { formatList } from '../intl.ts';
import classes from './Template.module.css';
import { searchGroups, titleOf, type TemplateGroup } from './template-choice.ts';
import { useFirstFocus } from './use-first-focus.ts';

type Props = { groups: TemplateGroup[]; onChoose: (group: TemplateGroup) => void };

const searchFrom = 5;

/** The templates by name, each with its first words in the contact's language where there are any. */
export function TemplateList({ groups, onChoose }: Props) {
  const { t } = useTranslation('conversation');
  const [search, setSearch] = useState('');
  const found = searchGroups(groups, search);
  const root = useFirstFocus<HTMLDivElement>('input, li button');
  return (
    <div ref={root} onKeyDown={moveFocus} role="presentation">
      {groups.length >= searchFrom ? (
        <TextInput
          type="search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
          aria-label={t('template.search')}
          placeholder={t('template.search')}
          mb="xs"
        />
      ) : null}
      <ul className={classes.list} aria-label={t('template.list')}>
        {found.map((group) => (
          <li key={group.name}>
            <button type="button" className={classes.choice} onClick={() => onChoose(group)}>
              <Choice group={group} />
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className={classes.hint}>
        {found.length === 0 ? t('template.notFound') : null}
      </p>
    </div>
  );
}

function Choice({ group: { name, versions } }: { group: TemplateGroup }) {
  const { i18n } = useTranslation();
  const [{ language, header, body }] = versions;
  const lang = language.replace('_', '-');
  const languages = versions.map((one) =>
    languageName(one.language.replace('_', '-'), i18n.language),
  );
  return (
    <>
      <span className={classes.choiceHead}>
        <bdi className={classes.name}>{titleOf(name)}</bdi>
        <span className={classes.languages}>{formatList(languages, i18n.language)}</span>
      </span>
      <span className={classes.teaser} lang={lang} dir={directionOf(lang)}>
        {[header, body]
          .filter(Boolean)
          .join(' · ')
          .replaceAll(/\{\{\s*\w+\s*\}\}/g, '…')}
      </span>
    </>
  );
}

/** Up and down go through the list, as they do in a menu; from the search field as well. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, li button')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
