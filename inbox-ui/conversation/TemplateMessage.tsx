import { IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../contact/language-names.ts';
import classes from './Template.module.css';
import { titleOf } from './template-choice.ts';
import type { SentTemplate } from './template-message.ts';
import { TemplateText } from './TemplateText.tsx';

/** What was sent as a template: the words, or at least which one it was. */
export function TemplateMessage({ template }: { template: SentTemplate }) {
  const { t, i18n } = useTranslation('conversation');
  const { name, language, filled } = template;
  const words = {
    name: titleOf(name),
    language: languageName(language.replace('_', '-'), i18n.language),
  };
  return (
    <>
      <div className={classes.mark}>
        <IconTemplate size={14} stroke={1.75} aria-hidden />
        <bdi>{t('template.sent', words)}</bdi>
      </div>
      {filled ? <TemplateText filled={filled} language={language} /> : null}
    </>
  );
}
