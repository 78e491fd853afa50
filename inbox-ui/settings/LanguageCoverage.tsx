import { useTranslation } from 'react-i18next';
import type { SavedReply } from '../../gateway/contract/saved-reply.ts';
import { languageName } from '../contact/language-names.ts';
import classes from './LanguageCoverage.module.css';
import { coverageOf } from './saved-reply-values.ts';

/** In which languages there is a text, and in which one is missing. */
export function LanguageCoverage({ reply }: { reply: SavedReply }) {
  const { t, i18n } = useTranslation('writing');
  return (
    <span className={classes.marks} role="list">
      {coverageOf(reply).map(({ language, isThere }) => {
        const words = t(isThere ? 'saved.has' : 'saved.lacks', {
          language: languageName(language, i18n.language),
        });
        return (
          <span
            key={language}
            role="listitem"
            className={classes.mark}
            data-missing={!isThere || undefined}
            aria-label={words}
            title={words}
          >
            {language}
          </span>
        );
      })}
    </span>
  );
}
