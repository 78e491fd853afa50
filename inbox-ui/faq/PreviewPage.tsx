import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { sourceLanguage, type FaqEntry } from '../../gateway/contract/faq.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { Bubble } from './Bubble.tsx';
import { EntryFrame } from './EntryFrame.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import classes from './Preview.module.css';
import { usePreview } from './use-preview.ts';

/** The answer on each messenger, with source, date and closing line. */
export function PreviewPage() {
  return <EntryFrame>{(entry) => <Preview entry={entry} />}</EntryFrame>;
}

function Preview({ entry }: { entry: FaqEntry }) {
  const { t } = useTranslation('faq');
  const [params, setParams] = useSearchParams();
  const language = params.get('language') ?? sourceLanguage;
  const isWritten = entry.translations.some((one) => one.language === language);
  return (
    <>
      <LanguageChoice
        entries={[entry]}
        chosen={language}
        onChoose={(one) => setParams({ language: one }, { replace: true })}
      />
      {isWritten ? (
        <Messengers entry={entry} language={language} />
      ) : (
        <EmptyState>{t('preview.missing')}</EmptyState>
      )}
    </>
  );
}

function Messengers({ entry, language }: { entry: FaqEntry; language: string }) {
  const { t } = useTranslation(['faq', 'common']);
  const preview = usePreview(entry, language);
  return (
    <QueryView query={preview}>
      {({ full, sms, smsParts }) => (
        <div className={classes.messengers}>
          {(['whatsapp', 'telegram', 'sms'] as const).map((messenger) => (
            <section key={messenger} aria-label={t(`common:messenger.${messenger}`)}>
              <h2 className={classes.messenger}>
                {t(`common:messenger.${messenger}`)}
                {messenger === 'sms' ? (
                  <span className={classes.parts}>{t('preview.parts', { parts: smsParts })}</span>
                ) : null}
              </h2>
              <Bubble
                text={messenger === 'sms' ? sms : full}
                language={language}
                messenger={messenger}
              />
            </section>
          ))}
        </div>
      )}
    </QueryView>
  );
}
