import { useTranslation } from 'react-i18next';
import type { Label, LabelTag } from '../../gateway/contract/label.ts';
import { ApiProblem } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useSession } from '../session.tsx';
import { LabelChip } from './LabelChip.tsx';
import { PickList, type PickItem } from './PickList.tsx';
import { useCreateLabel, useLabels } from './use-labels.ts';

type Props = {
  /** The labels of each conversation that is meant. */
  on: LabelTag[][];
  onChange: (change: { add: string[]; remove: string[] }) => void;
};

const newId = 'new';
const none: Label[] = [];
const nothing = () => [];

/** Puts labels on and takes them off; who may makes a new one of what was typed. */
export function LabelPicker({ on, onChange }: Props) {
  const { t } = useTranslation('triage');
  const { can } = useSession();
  const { data } = useLabels();
  const labels = data?.items ?? none;
  const create = useCreateLabel(labels, ({ id }) => onChange({ add: [id], remove: [] }));
  const countOf = (id: string) => on.filter((tags) => tags.some((tag) => tag.id === id)).length;
  const items = labels
    .filter(({ id, isArchived }) => !isArchived || countOf(id) > 0)
    .map((label) => ({
      id: label.id,
      text: label.name,
      node: <LabelChip label={label} />,
      isOn: stateOf(countOf(label.id), on.length),
    }));
  const isKnown = (name: string) =>
    labels.some((label) => label.name.toLowerCase() === name.toLowerCase());
  const offerNew = (typed: string): PickItem[] =>
    typed && !isKnown(typed)
      ? [{ id: newId, text: typed, node: t('label.create', { name: typed }) }]
      : [];
  const isTaken = create.error instanceof ApiProblem && create.error.code === 'conflict';
  return (
    <>
      {create.isError ? (
        <ErrorNote error={create.error} {...(isTaken && { text: t('label.taken') })} />
      ) : null}
      <PickList
        label={t('label.search')}
        items={items}
        more={can('label.manage') ? offerNew : nothing}
        nothing={t(labels.length === 0 ? 'label.empty' : 'label.nothing')}
        onPick={(id, typed) => {
          if (id === newId) create.mutate(typed);
          else if (countOf(id) === on.length) onChange({ add: [], remove: [id] });
          else onChange({ add: [id], remove: [] });
        }}
        isMultiple
      />
    </>
  );
}

function stateOf(count: number, all: number): boolean | 'some' {
  if (count === 0) return false;
  return count === all || 'some';
}
