import { useTranslation } from 'react-i18next';
import type { Template } from '../../gateway/contract/template.ts';
import { languageName } from '../contact/language-names.ts';
import { directionOf } from '../i18n.ts';
import classes from './Templates.module.css';
import { TemplatesState } from './TemplatesState.tsx';

type Props = { templates: Template[]; isKnown: boolean };

/** One entry a template, one line a language. */
export function TemplatesList({ templates, isKnown }: Props) {
  const { t } = useTranslation('settings');
  if (templates.length === 0) {
    return isKnown ? <p className={classes.none}>{t('template.none')}</p> : null;
  }
  return (
    <ul className={classes.list} aria-label={t('template.list')}>
      {[...Map.groupBy(templates, ({ name }) => name)].map(([name, versions]) => (
        <li key={name}>
          <bdi className={classes.name}>{name}</bdi>
          <ul className={classes.versions}>
            {versions.map((version) => (
              <Version key={version.language} template={version} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Version({ template }: { template: Template }) {
  const { t, i18n } = useTranslation('settings');
  const { language, state, reason, obstacle, header, body } = template;
  const lang = language.replace('_', '-');
  return (
    <li className={classes.version}>
      <span className={classes.head}>
        <span>{languageName(lang, i18n.language)}</span>
        <TemplatesState state={state} />
      </span>
      <p className={classes.words} lang={lang} dir={directionOf(lang)}>
        {[header, body].filter(Boolean).join(' · ')}
      </p>
      {reason && state !== 'approved' ? (
        <p className={classes.reason}>
          {t('template.reason')}{' '}
          <bdi>{t(`template.reasons.${reason}`, { defaultValue: reason })}</bdi>
        </p>
      ) : null}
      {obstacle ? (
        <p className={classes.reason}>
          {t('template.notSendable')} {t(`template.obstacle.${obstacle}`)}
        </p>
      ) : null}
    </li>
  );
}
