import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { correctFaq } from '../../gateway/contract/faq-correction.ts';
import { call } from '../api.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { languageName } from '../contact/language-names.ts';
import { directionOf } from '../i18n.ts';
import { keys } from '../query-client.ts';
import classes from './Lists.module.css';

const maxLength = 900;

/** A correction to everybody who got a version, in the languages that it is written in; asked once more before it goes. */
export function SendCorrection({ entry, version }: { entry: FaqEntry; version: number }) {
  const { t, i18n } = useTranslation('faq');
  const client = useQueryClient();
  const [texts, setTexts] = useState<Record<string, string> | null>(null);
  const [isAsked, setAsked] = useState(false);
  const written = Object.entries(texts ?? {}).filter(([, text]) => text.trim() !== '');
  const sending = useMutation({
    mutationFn: () =>
      call(correctFaq, {
        params: { id: entry.id },
        body: { versions: [version], text: Object.fromEntries(written) },
      }),
    onSuccess: () => {
      setAsked(false);
      setTexts(null);
      return client.invalidateQueries({ queryKey: keys.faq(entry.id) });
    },
  });
  if (texts === null) {
    return (
      <span className={classes.actions}>
        {sending.data ? (
          <span role="status">{t('correction.sent', { answers: sending.data.answers })}</span>
        ) : null}
        <Button size="compact-md" variant="default" onClick={() => setTexts({})}>
          {t('correction.write')}
        </Button>
      </span>
    );
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (written.length > 0) setAsked(true);
      }}
    >
      <p className={classes.lead}>{t('correction.lead')}</p>
      {entry.translations.map(({ language }) => (
        <Textarea
          key={language}
          label={languageName(language, i18n.language)}
          value={texts[language] ?? ''}
          lang={language}
          dir={directionOf(language)}
          maxLength={maxLength}
          autosize
          minRows={2}
          onChange={({ currentTarget: { value } }) => setTexts({ ...texts, [language]: value })}
        />
      ))}
      <span className={classes.actions}>
        <Button type="submit" disabled={written.length === 0}>
          {t('correction.send')}
        </Button>
        <Button variant="default" onClick={() => setTexts(null)}>
          {t('correction.cancel')}
        </Button>
      </span>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('correction.ask')}
        confirmLabel={t('correction.send')}
        isBusy={sending.isPending}
        error={sending.error}
        onConfirm={() => sending.mutate()}
        onCancel={() => setAsked(false)}
      >
        {t('correction.askText', { version })}
      </ConfirmDialog>
    </form>
  );
}
