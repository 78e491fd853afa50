import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { matchFaq } from '../../gateway/contract/faq.ts';
import type { ResponseOf } from '../../gateway/contract/endpoint.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { directionOf } from '../i18n.ts';
import { numberFormat } from '../intl.ts';
import { titleOf } from './filter-faqs.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import classes from './Lists.module.css';
import { PageHead } from '../components/PageHead.tsx';
import { useFaqs } from './use-faqs.ts';

/** What a message would get, and why. Nothing is sent. */
export function TryPage() {
  const { t, i18n } = useTranslation('faq');
  const entries = useFaqs().data ?? [];
  const [language, setLanguage] = useState(i18n.language);
  const [text, setText] = useState('');
  const asking = useMutation({ mutationFn: () => call(matchFaq, { body: { text, language } }) });
  return (
    <>
      <PageHead title={t('try.title')} lead={t('try.lead')} />
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) asking.mutate();
        }}
      >
        <LanguageChoice entries={entries} chosen={language} onChoose={setLanguage} />
        <Textarea
          label={t('try.text')}
          value={text}
          lang={language}
          dir={directionOf(language)}
          maxLength={4096}
          autosize
          minRows={2}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" loading={asking.isPending}>
          {t('try.ask')}
        </Button>
      </form>
      {asking.isError ? <ErrorNote error={asking.error} /> : null}
      <div role="status">{asking.data ? <Decision answer={asking.data} /> : null}</div>
    </>
  );
}

function Decision({ answer }: { answer: ResponseOf<typeof matchFaq> }) {
  const { t, i18n } = useTranslation('faq');
  const entries = useFaqs().data ?? [];
  const { decision, entry, candidates, reason, withheldFor } = answer;
  const score = numberFormat(i18n.language, { style: 'percent' });
  const link = (id: string, key: string) => {
    const known = entries.find((one) => one.id === id);
    const title = known ? titleOf(known, i18n.language) : { text: key, language: undefined };
    return (
      <Link to={`/faq/entries/${id}`}>
        <span lang={title.language} dir="auto">
          {title.text}
        </span>
      </Link>
    );
  };
  return (
    <section className={classes.card} aria-label={t('try.result')}>
      <strong>{t(`decision.${decision}`)}</strong>
      {entry ? <p>{link(entry.id, entry.key)}</p> : null}
      <p>
        {t(`why.${reason}`)} {withheldFor ? t(`withheld.${withheldFor}`) : null}
      </p>
      {candidates.length > 0 ? (
        <>
          <p className={classes.label}>{t('try.candidates')}</p>
          <ol className={classes.scores}>
            {candidates.map((one) => (
              <li key={one.id}>
                {link(one.id, one.key)}{' '}
                <span className={classes.sub}>{score.format(one.score)}</span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}
