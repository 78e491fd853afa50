import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useSaveEntry } from './use-save-entry.ts';

/** Takes an answer out of use, or back into it. What was sent stays known. */
export function ArchiveButton({ entry, isDirty }: { entry: FaqEntry; isDirty: boolean }) {
  const { t } = useTranslation('faq');
  const saving = useSaveEntry(entry, () => undefined);
  return (
    <>
      {saving.problem ? <ErrorNote error={saving.problem} /> : null}
      {saving.theirs ? <ErrorNote text={t('conflict.title')} /> : null}
      <Button
        variant="subtle"
        color="gray"
        disabled={isDirty}
        loading={saving.isSaving}
        onClick={() => saving.save({ isArchived: !entry.isArchived })}
      >
        {t(entry.isArchived ? 'entry.unarchive' : 'entry.archive')}
      </Button>
    </>
  );
}
