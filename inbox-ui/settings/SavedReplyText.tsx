import { Button, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fillVariables, replyVariables } from '../../gateway/contract/saved-reply.ts';
import { languageName } from '../contact/language-names.ts';
import { isLargeScript } from '../conversation/script.ts';
import { countSms } from '../../gateway/contract/sms-parts.ts';
import { directionOf } from '../i18n.ts';
import { useSession } from '../session.tsx';
import { insertText } from '../writing/insert-text.ts';
import classes from './SavedReplies.module.css';
import type { SavedReplyError } from './saved-reply-values.ts';
import { useOffices } from './use-settings.ts';

type Props = {
  language: string;
  text: string;
  error: SavedReplyError | undefined;
  isLocked: boolean;
  onChange: (text: string) => void;
};

/** The text in one language, with what can be inserted, how long it is, and how it will be read. */
export function SavedReplyText({ language, text, error, isLocked, onChange }: Props) {
  const { t, i18n } = useTranslation('writing');
  const field = useRef<HTMLTextAreaElement>(null);
  const { counselor } = useSession();
  const offices = useOffices().data?.items ?? [];
  const office = offices.find(({ id }) => id === counselor.officeId) ?? offices[0];
  const filled = fillVariables(text, {
    'contact.name': t('saved.previewName', { lng: i18n.language }),
    'counselor.name': counselor.displayName,
    'office.name': office?.name ?? null,
  });
  const isLarge = isLargeScript(null, language) || undefined;
  const direction = directionOf(language);

  return (
    <>
      <Textarea
        ref={field}
        className={classes.field ?? ''}
        label={t('saved.language', { language: languageName(language, i18n.language) })}
        value={text}
        error={error ? t(`saved.${error.code}`, { ...error }) : null}
        dir={direction}
        lang={language}
        data-large={isLarge}
        autosize
        minRows={5}
        maxRows={16}
        readOnly={isLocked}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.tools}>
        {isLocked ? null : (
          <>
            <span id={`insert-${language}`}>{t('saved.insert')}</span>
            {replyVariables.map((variable) => (
              <Button
                key={variable}
                size="compact-md"
                variant="default"
                aria-describedby={`insert-${language}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  const element = field.current;
                  if (!element) return;
                  const { selectionStart, selectionEnd } = element;
                  insertText(element, selectionStart, selectionEnd, `{{${variable}}}`);
                }}
              >
                {t(`variable.${variable}`)}
              </Button>
            ))}
          </>
        )}
        {text.trim() ? (
          <span className={classes.measure}>
            {t('saved.characters', { count: filled.length })}
            {' · '}
            {t('saved.sms', { count: countSms(filled).parts })}
          </span>
        ) : null}
      </div>
      {text.trim() ? (
        <>
          <p className={classes.previewLabel}>{t('saved.preview')}</p>
          <p className={classes.preview} dir={direction} lang={language} data-large={isLarge}>
            {filled}
          </p>
        </>
      ) : null}
    </>
  );
}
