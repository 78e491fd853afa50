import { useTranslation } from 'react-i18next';
import type { FilledTemplate } from '../../gateway/contract/template.ts';
import { directionOf } from '../i18n.ts';
import { MessageText } from './MessageText.tsx';
import classes from './Template.module.css';

type Props = {
  filled: FilledTemplate;
  /** As the provider writes it: `pt_BR`. */
  language: string;
};

const blank = /\{\{\s*(\w+)\s*\}\}/;

/** A template as the contact reads it; what is not filled in yet stands as a blank. */
export function TemplateText({ filled, language }: Props) {
  const { t } = useTranslation('conversation');
  const lang = language.replace('_', '-');
  return (
    <div className={classes.words} lang={lang} dir={directionOf(lang)}>
      {filled.header ? (
        <p className={classes.header}>
          <Words text={filled.header} />
        </p>
      ) : null}
      <p>
        <Words text={filled.body} />
      </p>
      {filled.footer ? <p className={classes.footer}>{filled.footer}</p> : null}
      {filled.buttons.length > 0 ? (
        <ul className={classes.buttons} aria-label={t('template.buttons')}>
          {filled.buttons.map((title, index) => (
            <li key={index}>{title}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Words({ text }: { text: string }) {
  // Every second piece is the name of a blank.
  return text.split(blank).map((piece, index) =>
    index % 2 === 0 ? (
      <MessageText key={index} text={piece} />
    ) : (
      <span key={index} className={classes.blank}>
        {piece.replaceAll('_', ' ')}
      </span>
    ),
  );
}
