import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { ApiProblem } from '../api.ts';
import { NotFound } from '../components/NotFound.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { EntryTabs } from './EntryTabs.tsx';
import { titleOf } from './filter-faqs.ts';
import { PageHead } from '../components/PageHead.tsx';
import { useFaq } from './use-faqs.ts';

/** What stands around each page of one answer. */
export function EntryFrame({ children }: { children: (entry: FaqEntry) => ReactNode }) {
  const { t, i18n } = useTranslation('faq');
  const { entryId = '' } = useParams();
  const faq = useFaq(entryId);
  if (faq.error instanceof ApiProblem && faq.error.code === 'not_found') return <NotFound />;
  return (
    <QueryView query={faq}>
      {(entry) => {
        const title = titleOf(entry, i18n.language);
        return (
          <>
            <PageHead
              title={title.text}
              language={title.language}
              back={{ to: '/faq', label: t('matrix.title') }}
            />
            <EntryTabs id={entry.id} />
            {children(entry)}
          </>
        );
      }}
    </QueryView>
  );
}
