import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { updateFaq, type FaqEntry } from '../../gateway/contract/faq.ts';
import {
  dismissFaqQuestion,
  listFaqQuestions,
  type OpenQuestion,
} from '../../gateway/contract/faq-editing.ts';
import { call } from '../api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { languageName } from '../contact/language-names.ts';
import { directionOf } from '../i18n.ts';
import { keys } from '../query-client.ts';
import { titleOf } from './filter-faqs.ts';
import classes from './Lists.module.css';
import { PageHead } from '../components/PageHead.tsx';
import { useFaqs } from './use-faqs.ts';

/** What clients asked and nothing fitted: each becomes an answer, a trigger word, or goes. */
export function QuestionsPage() {
  const { t } = useTranslation('faq');
  const questions = useQuery({
    queryKey: keys.faqQuestions,
    queryFn: ({ signal }) => call(listFaqQuestions, { signal }),
  });
  return (
    <>
      <PageHead title={t('page.questions')} lead={t('questions.lead')} />
      <QueryView query={questions}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState>{t('questions.none')}</EmptyState>
          ) : (
            <ul className={classes.list}>
              {items.map((question) => (
                <QuestionRow key={question.id} question={question} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function QuestionRow({ question }: { question: OpenQuestion }) {
  const { t, i18n } = useTranslation(['faq', 'inbox']);
  const client = useQueryClient();
  const entries = (useFaqs().data ?? []).filter(({ isArchived }) => !isArchived);
  const [isAdding, setAdding] = useState(false);
  const { id, text, language, topic, times, lastAskedAt } = question;
  const settling = useMutation({
    mutationFn: async (entry: FaqEntry | null) => {
      if (entry) {
        const words = entry.triggers[language] ?? [];
        const triggers = { ...entry.triggers, [language]: [...words, text.slice(0, 60).trim()] };
        await call(updateFaq, {
          params: { id: entry.id },
          body: { triggers, expectedUpdatedAt: entry.updatedAt },
        });
      }
      await call(dismissFaqQuestion, { params: { id } });
    },
    onSettled: () =>
      Promise.all(
        [keys.faqQuestions, keys.faqCounts, keys.faqs].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const search = new URLSearchParams({ word: text, language, question: id }).toString();
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <span className={classes.question} lang={language} dir={directionOf(language)}>
          {text}
        </span>
        <span className={classes.sub}>
          {[
            languageName(language, i18n.language),
            topic ? t(`inbox:topic.${topic}`) : null,
            t('questions.times', { times }),
          ]
            .filter(Boolean)
            .join(' · ')}
          {' · '}
          <RelativeTime at={lastAskedAt} isAgo />
        </span>
      </span>
      <span className={classes.actions}>
        <Button component={Link} to={`/faq/entries/new?${search}`} size="compact-md">
          {t('questions.write')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => setAdding((now) => !now)}>
          {t('questions.addTrigger')}
        </Button>
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          loading={settling.isPending}
          onClick={() => settling.mutate(null)}
        >
          {t('questions.dismiss')}
        </Button>
      </span>
      {isAdding ? (
        <Select
          w="100%"
          searchable
          label={t('questions.toWhich')}
          placeholder={t('questions.choose')}
          data={entries.map((entry) => ({
            value: entry.id,
            label: titleOf(entry, i18n.language).text,
          }))}
          onChange={(chosen) => {
            const entry = entries.find((one) => one.id === chosen);
            if (entry) settling.mutate(entry);
          }}
        />
      ) : null}
      {settling.isError ? <ErrorNote error={settling.error} /> : null}
    </li>
  );
}
