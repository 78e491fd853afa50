import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useIsPhone } from '../components/use-is-phone.ts';
import { useSession } from '../session.tsx';
import { AddStarter } from './AddStarter.tsx';
import { countStates, filterFaqs, filterFrom, languagesOf } from './filter-faqs.ts';
import { MatrixCards } from './MatrixCards.tsx';
import { MatrixFilters } from './MatrixFilters.tsx';
import { MatrixTable } from './MatrixTable.tsx';
import { PageHead } from '../components/PageHead.tsx';
import { useFaqs } from './use-faqs.ts';

/** Every answer in every language, and how each text stands. */
export function MatrixPage() {
  const { t } = useTranslation('faq');
  const { can } = useSession();
  const faqs = useFaqs();
  const mayManage = can('faq.manage');
  return (
    <>
      <PageHead
        title={t('matrix.title')}
        lead={t(mayManage ? 'matrix.lead' : 'matrix.leadReader')}
        action={
          mayManage ? (
            <Button
              component={Link}
              to="/faq/entries/new"
              leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
            >
              {t('matrix.new')}
            </Button>
          ) : null
        }
      />
      <QueryView query={faqs}>
        {(entries) =>
          entries.length === 0 ? (
            <EmptyState action={mayManage ? <AddStarter /> : null}>{t('matrix.none')}</EmptyState>
          ) : (
            <Matrix entries={entries} />
          )
        }
      </QueryView>
    </>
  );
}

function Matrix({ entries }: { entries: FaqEntry[] }) {
  const { t } = useTranslation('faq');
  const isPhone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const day = berlinDay(new Date());
  const filter = filterFrom(params);
  const all = languagesOf(entries);
  const languages = filter.language ? [filter.language] : all;
  const found = filterFaqs(entries, filter, day);
  const View = isPhone ? MatrixCards : MatrixTable;
  return (
    <>
      <MatrixFilters
        filter={filter}
        languages={all}
        counts={countStates(entries, filter.language, day)}
      />
      {found.length === 0 ? (
        <EmptyState
          action={
            <Button variant="default" onClick={() => setParams({}, { replace: true })}>
              {t('matrix.clear')}
            </Button>
          }
        >
          {t('matrix.noneFound')}
        </EmptyState>
      ) : (
        <View entries={found} languages={languages} day={day} />
      )}
    </>
  );
}
