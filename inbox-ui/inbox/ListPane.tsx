import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../components/later.tsx';
import { useSelectionKeys } from '../triage/use-selection-keys.ts';
import { useSelection } from '../triage/use-selection.ts';
import { ConversationList } from './ConversationList.tsx';
import classes from './InboxPage.module.css';
import { ListHeader, type ListPlace } from './ListHeader.tsx';
import { useListKeys } from './use-list-keys.ts';
import type { useConversationList } from './use-conversation-list.ts';
import { activeFilters, searchOf } from './views.ts';

const SelectionBar = later(async () => (await import('../triage/SelectionBar.tsx')).SelectionBar);

type Props = {
  list: ReturnType<typeof useConversationList>;
  place: ListPlace;
  selectedId: string | undefined;
  linkTo: (conversationId?: string) => string;
  onHold: (isHeld: boolean) => void;
  onPress: (conversationId: string) => void;
  onStep: (step: 1 | -1) => void;
};

export function ListPane({ list, place, selectedId, linkTo, onHold, onPress, onStep }: Props) {
  const { t } = useTranslation('inbox');
  useListKeys(onStep);
  useEffect(() => SelectionBar.preload(), []);
  const name = `${place.view}${searchOf(place.filters)}`;
  const selection = useSelection(list.rows, name);
  useSelectionKeys(selection, selectedId);
  return (
    <section className={classes.list} aria-label={t('list.label')}>
      <ListHeader place={place} />
      <ConversationList
        key={name}
        name={name}
        list={list}
        selection={selection}
        view={place.view}
        isFiltered={activeFilters(place.filters).length > 0}
        selectedId={selectedId}
        linkTo={linkTo}
        onHold={onHold}
        onPress={onPress}
        onStep={onStep}
      />
      {selection.rows.length > 0 ? <SelectionBar selection={selection} /> : null}
    </section>
  );
}
