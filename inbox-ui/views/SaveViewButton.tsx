import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View, ViewFilters } from '../../gateway/contract/view.ts';
import { SaveViewDialog } from './save-view-dialog.ts';
import { useChangeView } from './use-views.ts';
import { useProblemNotice } from './use-problem-notice.ts';

type Props = { query: ViewFilters; saved: View | undefined };

/** Keeps the filters: in the view they came from, where one may, else as a new view. */
export function SaveViewButton({ query, saved }: Props) {
  const { t } = useTranslation('views');
  const [isOpen, setOpen] = useState(false);
  const change = useChangeView();
  useProblemNotice(change.error);
  useEffect(() => SaveViewDialog.preload(), []);
  return (
    <>
      {saved?.mayChange ? (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={change.isPending}
          onClick={() => change.mutate({ id: saved.id, filters: query })}
        >
          {t('update')}
        </Button>
      ) : null}
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
        {t('saveAs')}
      </Button>
      {isOpen ? <SaveViewDialog query={query} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
