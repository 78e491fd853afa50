import { useTranslation } from 'react-i18next';
import { languageName } from '../contact/language-names.ts';
import { isLargeScript } from '../conversation/script.ts';
import { directionOf } from '../i18n.ts';
import classes from './Rules.module.css';

type Props = { language: string; text: string; label?: string; isBefore?: boolean };

/** A text as the client sees it: in its script, its size and its direction. */
export function Told({ language, text, label, isBefore = false }: Props) {
  const { i18n } = useTranslation();
  return (
    <div>
      <p className={classes.label}>{label ?? languageName(language, i18n.language)}</p>
      <p
        className={isBefore ? `${classes.told} ${classes.before}` : classes.told}
        lang={language}
        dir={directionOf(language)}
        data-large={isLargeScript(null, language) || undefined}
      >
        {text}
      </p>
    </div>
  );
}
