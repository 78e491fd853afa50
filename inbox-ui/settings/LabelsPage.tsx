import { Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Label } from '../../gateway/contract/label.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { LabelChip } from '../triage/LabelChip.tsx';
import { useLabels } from '../triage/use-labels.ts';
import { FormDialog } from './FormDialog.tsx';
import { LabelForm } from './LabelForm.tsx';
import classes from './List.module.css';
import { SectionHead } from './SectionHead.tsx';

/** The labels of the organization; archived ones come last. */
export function LabelsPage() {
  const { t } = useTranslation(['triage', 'settings']);
  const labels = useLabels();
  const [edited, setEdited] = useState<Label | 'new' | null>(null);
  const close = () => setEdited(null);
  const add = (
    <Button
      leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
      onClick={() => setEdited('new')}
    >
      {t('settings.add')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('settings:section.labels')} lead={t('settings.lead')} action={add} />
      <QueryView query={labels}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconTag size={32} stroke={1.25} aria-hidden />}>
              {t('settings.none')}
            </EmptyState>
          ) : (
            <ul className={classes.list}>
              {items
                .toSorted((a, b) => Number(a.isArchived) - Number(b.isArchived))
                .map((label) => (
                  <li key={label.id}>
                    <LabelRow label={label} onEdit={() => setEdited(label)} />
                  </li>
                ))}
            </ul>
          )
        }
      </QueryView>
      <FormDialog title={t('settings.add')} isOpen={edited === 'new'} onClose={close}>
        <LabelForm label={null} labels={labels.data?.items ?? []} onDone={close} />
      </FormDialog>
      <FormDialog
        title={t('settings.edit')}
        isOpen={edited !== null && edited !== 'new'}
        onClose={close}
      >
        {edited && edited !== 'new' ? (
          <LabelForm label={edited} labels={labels.data?.items ?? []} onDone={close} />
        ) : null}
      </FormDialog>
    </>
  );
}

function LabelRow({ label, onEdit }: { label: Label; onEdit: () => void }) {
  const { t } = useTranslation('triage');
  return (
    <button type="button" className={classes.item} onClick={onEdit} aria-haspopup="dialog">
      <span className={classes.main}>
        <LabelChip label={label} />
      </span>
      <span className={classes.end}>
        {label.isArchived ? t('settings.archived') : null}
        <IconPencil size={18} stroke={1.75} aria-hidden />
      </span>
    </button>
  );
}
