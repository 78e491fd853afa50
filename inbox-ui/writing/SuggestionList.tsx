import { Combobox, VisuallyHidden, useCombobox } from '@mantine/core';
import { useEffect, useLayoutEffect, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { placeOf } from './caret-place.ts';
import type { Suggestion } from './suggestion.ts';
import classes from './SuggestionList.module.css';
import type { Suggestions } from './use-suggestions.ts';

type Props = {
  suggestions: Suggestions;
  field: RefObject<HTMLTextAreaElement | null>;
  label: string;
  children: ReactNode;
};

/** The list at the caret. `children` is the field, which keeps the focus and names the chosen option. */
export function SuggestionList({ suggestions, field, label, children }: Props) {
  const { t } = useTranslation('writing');
  const { isOpen, items, active, listId, start, choose, close } = suggestions;
  const store = useCombobox({ opened: isOpen, onOpenedChange: (opened) => opened || close() });
  const isNarrow = items.every(({ preview }) => preview === null);
  const place = usePlace(field, isOpen ? start : null);
  const activeId = isOpen ? optionId(listId, items[active]) : null;
  useEffect(() => {
    if (activeId) showOption(listId, activeId);
  }, [listId, activeId]);

  return (
    <div className={classes.anchor}>
      {children}
      <Combobox
        store={store}
        position="top-start"
        withinPortal={false}
        floatingStrategy="fixed"
        width={`min(${isNarrow ? 260 : 440}px, calc(100vw - 16px))`}
        offset={6}
        onOptionSubmit={(id) => {
          const chosen = items.find((item) => item.id === id);
          if (chosen) choose(chosen);
        }}
      >
        <Combobox.DropdownTarget>
          <span
            className={classes.caret}
            style={{ left: place.left, top: place.top, blockSize: place.height }}
          />
        </Combobox.DropdownTarget>
        <Combobox.Dropdown className={classes.list ?? ''} hidden={!isOpen}>
          <Combobox.Options
            id={listId}
            aria-label={label}
            className={classes.options ?? ''}
            // It scrolls, so it can be reached by keys; a mouse must not take the focus out of the field.
            tabIndex={0}
            onMouseDown={(event) => event.preventDefault()}
          >
            {items.length === 0 ? (
              <Combobox.Empty className={classes.none ?? ''}>
                {t('picker.none')}{' '}
                <Link to="/settings/saved-replies/new">{t('picker.noneAction')}</Link>
              </Combobox.Empty>
            ) : null}
            {groupsOf(items).map(([group, members]) => (
              <Combobox.Group key={group} label={group ?? undefined}>
                {members.map((item) => (
                  <Combobox.Option
                    key={item.id}
                    id={optionId(listId, item)}
                    value={item.id}
                    selected={item === items[active]}
                    aria-selected={item === items[active]}
                    className={classes.option ?? ''}
                  >
                    <Option item={item} />
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
          </Combobox.Options>
          <Combobox.Footer className={classes.foot ?? ''}>{t('picker.keys')}</Combobox.Footer>
        </Combobox.Dropdown>
      </Combobox>
      <VisuallyHidden role="status">
        {isOpen && items.length > 0 ? t('picker.found', { count: items.length }) : ''}
      </VisuallyHidden>
    </div>
  );
}

/** What of the list the field says about itself. */
export function fieldProps({ isOpen, items, active, listId }: Suggestions) {
  return {
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    'aria-controls': isOpen ? listId : undefined,
    'aria-activedescendant': isOpen ? optionId(listId, items[active]) : undefined,
  } as const;
}

function Option({ item: { title, hint, language, preview } }: { item: Suggestion }) {
  return (
    <>
      <span className={classes.head}>
        <bdi className={classes.title}>{title}</bdi>
        {hint ? (
          <bdi dir="ltr" className={classes.hint}>
            {hint}
          </bdi>
        ) : null}
        {language?.name ? <span className={classes.language}>{language.name}</span> : null}
      </span>
      {preview ? (
        <span className={classes.preview} dir="auto" lang={language?.tag}>
          {preview}
        </span>
      ) : null}
    </>
  );
}

/** Scrolls the list and nothing around it, which `scrollIntoView` would. */
function showOption(listId: string, id: string): void {
  const list = document.getElementById(listId);
  const option = document.getElementById(id);
  if (!list || !option) return;
  const { offsetTop, offsetHeight } = option;
  const lowest = offsetTop + offsetHeight - list.clientHeight;
  list.scrollTop = Math.min(Math.max(list.scrollTop, lowest), offsetTop);
}

function optionId(listId: string, item: Suggestion | undefined): string {
  return `${listId}-${item?.id}`;
}

function groupsOf(items: readonly Suggestion[]): [string | null, Suggestion[]][] {
  return [...Map.groupBy(items, ({ group }) => group)];
}

/** Where the sign stands in the field; kept while the list is closed. */
function usePlace(field: RefObject<HTMLTextAreaElement | null>, start: number | null) {
  const [place, setPlace] = useState({ left: 0, top: 0, height: 0 });
  useLayoutEffect(() => {
    if (start !== null && field.current) setPlace(placeOf(field.current, start));
  }, [field, start]);
  return place;
}
