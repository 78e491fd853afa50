import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { topicKeys, type TopicKey } from '../../gateway/contract/conversation.ts';
import { faqRisks, type FaqEntry } from '../../gateway/contract/faq.ts';
import { useCounselors } from '../conversation/use-counselors.ts';
import { Panel } from '../settings/Panel.tsx';
import classes from './Entry.module.css';
import type { EntryValues } from './entry-values.ts';

type Props = {
  values: EntryValues;
  isReadOnly: boolean;
  onChange: (part: Partial<EntryValues>) => void;
};

/** Where an answer belongs, how careful one has to be with it, how long it holds, who looks after it. */
export function EntryFacts({ values, isReadOnly, onChange }: Props) {
  const { t } = useTranslation(['faq', 'inbox']);
  const counselors = useCounselors().filter(
    ({ isActive, id }) => isActive || id === values.ownerId,
  );
  return (
    <Panel title={t('facts.title')}>
      <div className={classes.facts}>
        <NativeSelect
          label={t('facts.topic')}
          value={values.topic}
          disabled={isReadOnly}
          data={topicKeys.map((topic) => ({ value: topic, label: t(`inbox:topic.${topic}`) }))}
          onChange={(event) => onChange({ topic: event.currentTarget.value as TopicKey })}
        />
        <NativeSelect
          label={t('facts.risk')}
          description={t('facts.riskHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={values.risk}
          disabled={isReadOnly}
          data={faqRisks.map((risk) => ({ value: risk, label: t(`risk.${risk}`) }))}
          onChange={(event) => onChange({ risk: event.currentTarget.value as FaqEntry['risk'] })}
        />
        <TextInput
          type="date"
          label={t('facts.reviewBy')}
          description={t('facts.reviewByHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={values.reviewBy}
          readOnly={isReadOnly}
          onChange={(event) =>
            event.currentTarget.value
              ? onChange({ reviewBy: event.currentTarget.value })
              : undefined
          }
        />
        <TextInput
          type="date"
          label={t('facts.validUntil')}
          description={t('facts.validUntilHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={values.validUntil}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ validUntil: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('facts.owner')}
          value={values.ownerId}
          disabled={isReadOnly}
          data={[
            { value: '', label: t('facts.nobody') },
            ...counselors.map(({ id, displayName }) => ({ value: id, label: displayName })),
          ]}
          onChange={(event) => onChange({ ownerId: event.currentTarget.value })}
        />
      </div>
    </Panel>
  );
}
