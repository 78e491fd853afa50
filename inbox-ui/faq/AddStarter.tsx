import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addStarterFaqs } from '../../gateway/contract/faq.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { keys } from '../query-client.ts';

/** Fetches the answers that ship with the product, as drafts. */
export function AddStarter() {
  const { t } = useTranslation('faq');
  const client = useQueryClient();
  const adding = useMutation({
    mutationFn: () => call(addStarterFaqs, { body: { state: 'draft' } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.faqs }),
        client.invalidateQueries({ queryKey: keys.faqCounts }),
      ]),
  });
  return (
    <>
      {adding.isError ? <ErrorNote error={adding.error} /> : null}
      <Button loading={adding.isPending} onClick={() => adding.mutate()}>
        {t('matrix.addStarter')}
      </Button>
    </>
  );
}
