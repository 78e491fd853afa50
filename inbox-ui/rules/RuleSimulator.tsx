import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ruleAgeBands, ruleLanguages, type Rule } from '../../gateway/contract/rule.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { Panel } from '../settings/Panel.tsx';
import { berlinToday } from './rule-values.ts';
import classes from './Rules.module.css';
import { RuleSources } from './RuleSources.tsx';
import { Told } from './Told.tsx';
import { useSimulation } from './use-rules.ts';

/** Facts of an invented client, and what they would read in each language. */
export function RuleSimulator({ rules }: { rules: readonly Rule[] }) {
  const { t } = useTranslation('rules');
  const [age, setAge] = useState('under_27');
  const [asylum, setAsylum] = useState('');
  const [postcode, setPostcode] = useState('');
  const [day, setDay] = useState(berlinToday);
  const isComplete = (postcode === '' || /^\d{5}$/.test(postcode)) && day !== '';
  const { data, error } = useSimulation(
    isComplete
      ? {
          ageBand: ruleAgeBands.find((one) => one === age) ?? null,
          isInAsylumProcedure: asylum === '' ? null : asylum === 'yes',
          postcode: postcode || null,
          day,
        }
      : null,
  );
  const nameOf = (key: string, version: number) =>
    rules.find((rule) => rule.key === key && rule.version === version)?.target.name ?? key;
  return (
    <Panel title={t('try.title')} lead={t('try.lead')}>
      <div className={classes.grid}>
        <NativeSelect
          label={t('field.age')}
          value={age}
          data={[
            { value: '', label: t('choice.unknown') },
            ...ruleAgeBands.map((value) => ({ value, label: t(`condition.${value}`) })),
          ]}
          onChange={(event) => setAge(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('field.asylum')}
          value={asylum}
          data={[
            { value: '', label: t('choice.unknown') },
            { value: 'yes', label: t('choice.yes') },
            { value: 'no', label: t('choice.no') },
          ]}
          onChange={(event) => setAsylum(event.currentTarget.value)}
        />
        <TextInput
          label={t('try.postcode')}
          value={postcode}
          inputMode="numeric"
          maxLength={5}
          dir="ltr"
          error={postcode === '' || /^\d{1,5}$/.test(postcode) ? null : t('try.postcodeError')}
          onChange={(event) => setPostcode(event.currentTarget.value.trim())}
        />
        <TextInput
          type="date"
          label={t('try.day')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      {error ? <ErrorNote error={error} /> : null}
      <div aria-live="polite">
        {data?.referrals.length === 0 ? <p className={classes.answer}>{t('try.nothing')}</p> : null}
        {data?.referrals.map(({ ruleId, version, target, why, sources }) => (
          <section key={ruleId} className={classes.answer}>
            <h3 className={classes.name}>
              <bdi>{target.name}</bdi>{' '}
              <span className={classes.soft}>{t('version', { version })}</span>
            </h3>
            <div className={classes.sideBySide}>
              {inOrder(why).map(([language, text]) => (
                <Told key={language} language={language} text={text} />
              ))}
            </div>
            <RuleSources sources={sources} className={classes.sources ?? ''} />
          </section>
        ))}
        {data && data.referrals.length > 0 ? <p className={classes.soft}>{t('try.stay')}</p> : null}
        {data && data.others.length > 0 ? (
          <>
            <h3 className={classes.name}>{t('try.others')}</h3>
            <ul>
              {data.others.map(({ key, version, reason }) => (
                <li key={key}>
                  <bdi>{nameOf(key, version)}</bdi>
                  {': '}
                  {reason === 'fits' ? null : t(`try.reason.${reason}`)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

/** German first, then the languages that clients write most, then the rest. */
function inOrder(why: Rule['why']): [string, string][] {
  const placeOf = (language: string) => {
    const place = ruleLanguages.findIndex((one) => one === language);
    return place === -1 ? ruleLanguages.length : place;
  };
  return Object.entries(why).toSorted(([a], [b]) => placeOf(a) - placeOf(b));
}
