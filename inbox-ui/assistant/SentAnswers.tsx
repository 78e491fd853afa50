import { useTranslation } from 'react-i18next';
import type { AssistantStanding } from '../../gateway/contract/assistant.ts';
import { RelativeTime } from '../components/RelativeTime.tsx';
import panel from '../contact/ContactPanel.module.css';
import classes from './StandingSection.module.css';

/** Which answers the person has got by themselves, and whether they helped. */
export function SentAnswers({ answers }: Pick<AssistantStanding, 'answers'>) {
  const { t } = useTranslation('assistant');
  if (answers.length === 0) return null;
  return (
    <>
      <h4 className={panel.heading}>{t('answers')}</h4>
      <ul className={panel.list}>
        {answers.map(({ entryId, key, language, sentAt, hasHelped }) => (
          <li key={entryId + sentAt} className={classes.answer}>
            <span>
              {key} <abbr>{language}</abbr>
              {hasHelped === null
                ? null
                : ` · ${t(hasHelped ? 'answer.helped' : 'answer.notHelped')}`}
            </span>
            <RelativeTime at={sentAt} className={classes.at} />
          </li>
        ))}
      </ul>
    </>
  );
}
