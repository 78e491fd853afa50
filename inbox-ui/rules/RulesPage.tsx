import { Button } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useSession } from '../session.tsx';
import { SectionHead } from '../settings/SectionHead.tsx';
import { RuleItem } from './RuleItem.tsx';
import classes from './Rules.module.css';
import { RuleSimulator } from './RuleSimulator.tsx';
import { useAddStarterRules, useRules } from './use-rules.ts';

/** Who is told about another service, since when and on what grounds; and what an invented client would read. */
export function RulesPage() {
  const { t } = useTranslation(['rules', 'settings']);
  const { can } = useSession();
  const rules = useRules();
  const starter = useAddStarterRules();
  const add = can('rule.manage') ? (
    <Button
      component={Link}
      to="/settings/rules/new"
      leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
    >
      {t('add')}
    </Button>
  ) : null;
  return (
    <>
      <SectionHead title={t('settings:section.rules')} lead={t('lead')} action={add} />
      <QueryView query={rules}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconRoute size={32} stroke={1.25} aria-hidden />}
              action={
                can('rule.manage') ? (
                  <Button loading={starter.isPending} onClick={() => starter.mutate()}>
                    {t('addStarter')}
                  </Button>
                ) : null
              }
            >
              {t('none')}
            </EmptyState>
          ) : (
            <>
              <ul className={classes.rules}>
                {[...Map.groupBy(items, ({ key }) => key)].map(([key, versions]) => (
                  <RuleItem key={key} versions={versions} />
                ))}
              </ul>
              <RuleSimulator rules={items} />
            </>
          )
        }
      </QueryView>
      {starter.error ? <ErrorNote error={starter.error} /> : null}
    </>
  );
}
