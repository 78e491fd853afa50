import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { languageName } from '../contact/language-names.ts';
import { draftsOf } from './drafts-of.ts';
import { languagesOf } from './filter-faqs.ts';
import classes from './Lists.module.css';
import { PageHead } from '../components/PageHead.tsx';
import { SittingText } from './SittingText.tsx';
import { useFaqs } from './use-faqs.ts';

/** Drafts one after the other, a key each. */
export function SittingPage() {
  const { t, i18n } = useTranslation('faq');
  const faqs = useFaqs();
  const [params, setParams] = useSearchParams();
  const language = params.get('language');
  return (
    <>
      <PageHead title={t('sitting.title')} lead={t('sitting.lead')} />
      <QueryView query={faqs}>
        {(entries) => (
          <>
            <NativeSelect
              className={classes.choice ?? ''}
              label={t('filter.language')}
              value={language ?? ''}
              data={[
                { value: '', label: t('filter.allLanguages') },
                ...languagesOf(entries).map((one) => ({
                  value: one,
                  label: languageName(one, i18n.language),
                })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                setParams(value ? { language: value } : {}, { replace: true })
              }
            />
            <Sitting key={language} entries={entries} language={language} />
          </>
        )}
      </QueryView>
    </>
  );
}

function Sitting({ entries, language }: { entries: FaqEntry[]; language: string | null }) {
  const { t } = useTranslation('faq');
  const [queue] = useState(() => draftsOf(entries, language));
  const [at, setAt] = useState(0);
  const [approved, setApproved] = useState(0);
  const draft = queue[at];
  const entry = entries.find(({ id }) => id === draft?.entryId);
  if (!draft || !entry) {
    return (
      <EmptyState
        action={
          <Button component={Link} to="/faq">
            {t('sitting.toMatrix')}
          </Button>
        }
      >
        {queue.length === 0 ? t('sitting.none') : t('sitting.done', { approved })}
      </EmptyState>
    );
  }
  return (
    <>
      <div className={classes.progress}>
        <span role="status">
          {t('sitting.progress', { at: at + 1, all: queue.length, approved })}
        </span>
        <progress value={at} max={queue.length} aria-label={t('sitting.title')} />
      </div>
      <SittingText
        key={`${draft.entryId}/${draft.language}`}
        entry={entry}
        language={draft.language}
        onApproved={() => {
          setApproved((now) => now + 1);
          setAt((now) => now + 1);
        }}
        onSkip={() => setAt((now) => now + 1)}
        onBack={at > 0 ? () => setAt((now) => now - 1) : null}
      />
    </>
  );
}
