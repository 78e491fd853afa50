import { isLargeScript } from '../conversation/script.ts';
import { directionOf } from '../i18n.ts';
import classes from './Bubble.module.css';

type Props = { text: string; language: string; messenger: 'whatsapp' | 'telegram' | 'sms' };

/** A message as it stands on the client's phone. */
export function Bubble({ text, language, messenger }: Props) {
  return (
    <div className={classes.screen} data-messenger={messenger}>
      <p
        className={classes.bubble}
        lang={language}
        dir={directionOf(language)}
        data-large={isLargeScript(null, language) || undefined}
      >
        {text}
      </p>
    </div>
  );
}
