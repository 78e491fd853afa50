import { useTranslation } from 'react-i18next';
import type { Rule } from '../../gateway/contract/rule.ts';
import { languageName } from '../contact/language-names.ts';
import { formatList } from '../intl.ts';
import { Fact } from '../settings/Fact.tsx';
import classes from './Rules.module.css';
import { RuleSources } from './RuleSources.tsx';
import { useRuleWords } from './use-rule-words.ts';

/** Everything that one version says, except for its texts. */
export function RuleFacts({ rule }: { rule: Rule }) {
  const { t, i18n } = useTranslation('rules');
  const words = useRuleWords();
  const { url, phone } = rule.target;
  const languages = Object.keys(rule.why).map((one) => languageName(one, i18n.language));
  return (
    <dl>
      <Fact name={t('fact.for')}>{words.condition(rule.condition)}</Fact>
      <Fact name={t('fact.valid')}>{words.validity(rule)}</Fact>
      {rule.reviewBy ? <Fact name={t('fact.reviewBy')}>{words.day(rule.reviewBy)}</Fact> : null}
      {url || phone ? (
        <Fact name={t('fact.contact')}>
          {url ? (
            <a href={url} target="_blank" rel="noopener noreferrer">
              <bdi dir="ltr">{new URL(url).hostname}</bdi>
            </a>
          ) : null}
          {url && phone ? ' · ' : null}
          {phone ? <bdi dir="ltr">{phone}</bdi> : null}
        </Fact>
      ) : null}
      <Fact name={t('fact.languages')}>{formatList(languages, i18n.language)}</Fact>
      {rule.sources.length > 0 ? (
        <Fact name={t('fact.sources')}>
          <RuleSources sources={rule.sources} className={classes.sources ?? ''} />
        </Fact>
      ) : null}
    </dl>
  );
}
