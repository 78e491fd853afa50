import { useTranslation } from 'react-i18next';
import type { AssistantStanding } from '../../gateway/contract/assistant.ts';
import panel from '../contact/ContactPanel.module.css';
import { languageName } from '../contact/language-names.ts';
import { useLongDate } from '../contact/use-long-date.ts';
import { SentAnswers } from './SentAnswers.tsx';
import classes from './StandingSection.module.css';
import { useStanding } from './use-standing.ts';

/** What the person has already said, so that nobody asks again. */
export function StandingSection({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('assistant');
  const { data: standing } = useStanding(conversationId);
  const facts = useFacts(standing ?? null);
  if (!standing) return null;
  return (
    <section>
      <h3 className={panel.heading}>{t('told')}</h3>
      {facts.length === 0 ? <p className={classes.none}>{t('nothingTold')}</p> : null}
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name} className={classes.fact}>
            <dt>{t(`fact.${name}`)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <SentAnswers answers={standing.answers} />
    </section>
  );
}

type Fact = {
  name: 'language' | 'topic' | 'postcode' | 'age' | 'asylum' | 'office' | 'consent';
  value: string;
};

function useFacts(standing: AssistantStanding | null): Fact[] {
  const { t, i18n } = useTranslation(['assistant', 'inbox']);
  const longDate = useLongDate();
  if (!standing) return [];
  const { language, topic, postcode, ageBand, isInAsylumProcedure, office, consent } = standing;
  const day = (instant: string) => longDate.format(new Date(instant));
  const facts: (Fact | null)[] = [
    language ? { name: 'language', value: languageName(language, i18n.language) } : null,
    topic ? { name: 'topic', value: t(`inbox:topic.${topic}`) } : null,
    postcode ? { name: 'postcode', value: postcode } : null,
    ageBand ? { name: 'age', value: t(`age.${ageBand}`) } : null,
    isInAsylumProcedure === null
      ? null
      : { name: 'asylum', value: t(isInAsylumProcedure ? 'answer.yes' : 'answer.no') },
    office ? { name: 'office', value: office.name } : null,
    consent
      ? {
          name: 'consent',
          value: consent.withdrawnAt
            ? t('consent.withdrawn', { date: day(consent.withdrawnAt) })
            : t('consent.given', { date: day(consent.givenAt) }),
        }
      : null,
  ];
  return facts.filter((fact) => fact !== null);
}
