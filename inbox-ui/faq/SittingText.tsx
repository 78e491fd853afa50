import { Button, Kbd } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import { sourceLanguage, updateFaq, type FaqEntry } from '../../gateway/contract/faq.ts';
import { ApiProblem, call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { languageName } from '../contact/language-names.ts';
import { useLongDate } from '../contact/use-long-date.ts';
import { isLargeScript } from '../conversation/script.ts';
import { directionOf } from '../i18n.ts';
import { keys } from '../query-client.ts';
import { Bubble } from './Bubble.tsx';
import { cellOf } from './cell-state.ts';
import { DriftNote } from './DriftNote.tsx';
import classes from './Lists.module.css';
import { StateMark } from './StateMark.tsx';
import { usePreview } from './use-preview.ts';

type Props = {
  entry: FaqEntry;
  language: string;
  onApproved: () => void;
  onSkip: () => void;
  onBack: (() => void) | null;
};

/** One text with what it relies on and how it looks as SMS. A approves, N goes on, B goes back. */
export function SittingText({ entry, language, onApproved, onSkip, onBack }: Props) {
  const { t } = useTranslation('faq');
  const client = useQueryClient();
  const longDate = useLongDate();
  const preview = usePreview(entry, language);
  const text = entry.translations.find((one) => one.language === language);
  const approving = useMutation({
    mutationFn: () =>
      call(updateFaq, {
        params: { id: entry.id },
        body: {
          approve: [language],
          expectedVersion: entry.version,
          expectedUpdatedAt: entry.updatedAt,
        },
      }),
    onSuccess: (saved) => {
      client.setQueryData<FaqEntry[]>(keys.faqs, (all) =>
        all?.map((one) => (one.id === saved.id ? saved : one)),
      );
      client.setQueryData(keys.faq(saved.id), saved);
      void client.invalidateQueries({ queryKey: keys.faqCounts });
      onApproved();
    },
    onError: () => client.invalidateQueries({ queryKey: keys.faqs }),
  });
  const isStale = approving.error instanceof ApiProblem && approving.error.code === 'conflict';
  const isApproved = text?.state === 'approved';
  const approve = () => {
    if (!approving.isPending && !isApproved) approving.mutate();
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isTyping = (event.target as Element).closest('input, select, textarea, [role=dialog]');
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.code === 'KeyA') approve();
    if (event.code === 'KeyN') onSkip();
    if (event.code === 'KeyB') onBack?.();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <article>
      <StateMark cell={cellOf(entry, language, berlinDay(new Date()))} />
      {text && language !== sourceLanguage && text.basedOnVersion < entry.version ? (
        <DriftNote entry={entry} basedOnVersion={text.basedOnVersion} />
      ) : null}
      <div className={classes.pair}>
        {language === sourceLanguage ? null : <Words entry={entry} language={sourceLanguage} />}
        <Words entry={entry} language={language} />
        <div className={classes.text}>
          <span className={classes.label}>
            {t('sitting.sms', { parts: preview.data?.smsParts ?? 0 })}
          </span>
          {preview.data ? (
            <Bubble text={preview.data.sms} language={language} messenger="sms" />
          ) : null}
          <span className={classes.label}>{t('sources.title')}</span>
          {entry.sources.map(({ authority, url, checkedOn }) => (
            <span key={url}>
              <a href={url} target="_blank" rel="noreferrer noopener">
                {authority}
              </a>{' '}
              <span className={classes.sub}>
                {t('freeze.checked', { date: longDate.format(new Date(checkedOn)) })}
              </span>
            </span>
          ))}
        </div>
      </div>
      {isStale ? <ErrorNote text={t('sitting.stale')} /> : null}
      {approving.error && !isStale ? <ErrorNote error={approving.error} /> : null}
      <div className={classes.keys}>
        <Button
          loading={approving.isPending}
          disabled={isApproved}
          rightSection={<Kbd aria-hidden>A</Kbd>}
          onClick={approve}
        >
          {isApproved ? t('state.approved') : t('sitting.approve')}
        </Button>
        <Button variant="default" rightSection={<Kbd aria-hidden>N</Kbd>} onClick={onSkip}>
          {t('sitting.next')}
        </Button>
        {onBack ? (
          <Button variant="default" rightSection={<Kbd aria-hidden>B</Kbd>} onClick={onBack}>
            {t('sitting.back')}
          </Button>
        ) : null}
        <Button
          component={Link}
          to={`/faq/entries/${entry.id}?language=${language}`}
          variant="subtle"
        >
          {t('sitting.edit')}
        </Button>
      </div>
    </article>
  );
}

function Words({ entry, language }: { entry: FaqEntry; language: string }) {
  const { i18n } = useTranslation('faq');
  const text = entry.translations.find((one) => one.language === language);
  return (
    <div>
      <span className={classes.label}>{languageName(language, i18n.language)}</span>
      <div
        className={classes.text}
        lang={language}
        dir={directionOf(language)}
        data-large={isLargeScript(null, language) || undefined}
      >
        <h2 className={classes.question}>{text?.question}</h2>
        <p>{text?.short}</p>
        <p className={classes.sub}>{text?.long}</p>
      </div>
    </div>
  );
}
