import { useTranslation } from 'react-i18next';
import { SelectionBar } from '../triage/SelectionBar.tsx';
import { useSelectionKeys } from '../triage/use-selection-keys.ts';
import { useSelection } from '../triage/use-selection.ts';
import { ConversationList } from './ConversationList.tsx';
import classes from './InboxPage.module.css';
import { ListHeader } from './ListHeader.tsx';
import { useListKeys } from './use-list-keys.ts';
import type { useConversationList } from './use-conversation-list.ts';
import { countFilters, searchOf, type ListFilters, type ViewKey } from './views.ts';

type Props = {
  list: ReturnType<typeof useConversationList>;
  view: ViewKey;
  filters: ListFilters;
  selectedId: string | undefined;
  linkTo: (conversationId?: string) => string;
  onFilter: (filters: ListFilters) => void;
  onHold: (isHeld: boolean) => void;
  onStep: (step: 1 | -1) => void;
};

export function ListPane({
  list,
  view,
  filters,
  selectedId,
  linkTo,
  onFilter,
  onHold,
  onStep,
}: Props) {
  const { t } = useTranslation('inbox');
  useListKeys(onStep);
  const selection = useSelection(list.rows, `${view}${searchOf(filters)}`);
  useSelectionKeys(selection, selectedId);
  return (
    <section className={classes.list} aria-label={t('list.label')}>
      <ListHeader view={view} filters={filters} onFilter={onFilter} />
      <ConversationList
        list={list}
        selection={selection}
        view={view}
        isFiltered={countFilters(filters) > 0}
        selectedId={selectedId}
        linkTo={linkTo}
        onHold={onHold}
        onStep={onStep}
      />
      {selection.rows.length > 0 ? <SelectionBar selection={selection} /> : null}
    </section>
  );
}
