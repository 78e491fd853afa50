import { useTranslation } from 'react-i18next';
import type { Rule } from '../../gateway/contract/rule.ts';
import classes from './Rules.module.css';
import { useRuleWords } from './use-rule-words.ts';

/** What a rule is based on, each with the day on which somebody looked. */
export function RuleSources({
  sources,
  className,
}: {
  sources: Rule['sources'];
  className: string;
}) {
  const { t } = useTranslation('rules');
  const { day } = useRuleWords();
  return (
    <ul className={className}>
      {sources.map(({ authority, url, checkedOn }) => (
        <li key={`${authority} ${url}`}>
          <a href={url} target="_blank" rel="noopener noreferrer">
            <bdi>{authority}</bdi>
          </a>{' '}
          <span className={classes.soft}>{t('fact.checkedOn', { date: day(checkedOn) })}</span>
        </li>
      ))}
    </ul>
  );
}
