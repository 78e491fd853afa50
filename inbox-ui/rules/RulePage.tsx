import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { NotFound } from '../components/NotFound.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { SectionHead } from '../settings/SectionHead.tsx';
import { RuleForm } from './RuleForm.tsx';
import { useRules } from './use-rules.ts';

/** Writes a rule, or its next version beside the last one. */
export function RulePage() {
  const { t } = useTranslation(['rules', 'settings']);
  const { ruleKey } = useParams();
  const isNew = ruleKey === 'new';
  return (
    <QueryView query={useRules()}>
      {({ items }) => {
        const before = items.find(({ key }) => key === ruleKey) ?? null;
        if (!before && !isNew) return <NotFound />;
        return (
          <>
            <SectionHead
              title={before ? `${t('newVersion')}: ${before.target.name}` : t('add')}
              back={{ to: '/settings/rules', label: t('settings:section.rules') }}
            />
            <RuleForm key={before?.id ?? 'new'} before={before} />
          </>
        );
      }}
    </QueryView>
  );
}
