import { useTranslation } from 'react-i18next';
import { germanStates } from '../../gateway/contract/german-states.ts';
import type { Rule } from '../../gateway/contract/rule.ts';
import { useLongDate } from '../contact/use-long-date.ts';
import { formatList } from '../intl.ts';

/** The facts of a rule as people say them. */
export function useRuleWords() {
  const { t, i18n } = useTranslation('rules');
  const longDate = useLongDate();
  const day = (date: string) => longDate.format(new Date(`${date}T12:00:00`));

  function condition({
    ageBand,
    isInAsylumProcedure,
    states,
    postcodePrefixes,
  }: Rule['condition']) {
    const parts = [
      ageBand && t(`condition.${ageBand}`),
      isInAsylumProcedure === null
        ? null
        : t(isInAsylumProcedure ? 'condition.inAsylum' : 'condition.notInAsylum'),
      states.length > 0 &&
        t('condition.states', {
          list: formatList(
            states.map((state) => germanStates[state]),
            i18n.language,
          ),
        }),
      postcodePrefixes.length > 0 &&
        t('condition.prefixes', {
          list: postcodePrefixes.map((prefix) => prefix.padEnd(5, '·')).join(', '),
        }),
    ].filter((part) => typeof part === 'string');
    return parts.length > 0 ? parts.join(' · ') : t('condition.everyone');
  }

  function validity({ validFrom, validTo }: Pick<Rule, 'validFrom' | 'validTo'>) {
    const from = day(validFrom);
    return validTo ? t('validSpan', { from, to: day(validTo) }) : t('validOpen', { from });
  }

  return { day, condition, validity };
}
