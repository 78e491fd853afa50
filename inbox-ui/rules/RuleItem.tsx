import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Rule } from '../../gateway/contract/rule.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useSession } from '../session.tsx';
import { RuleFacts } from './RuleFacts.tsx';
import classes from './Rules.module.css';
import { useApproveRule } from './use-rules.ts';

/** A rule: its newest version, and what it said before. */
export function RuleItem({ versions: [newest, ...earlier] }: { versions: Rule[] }) {
  const { t } = useTranslation('rules');
  const { can } = useSession();
  if (!newest) return null;
  return (
    <li className={classes.rule}>
      <div className={classes.top}>
        <h2 className={classes.name}>
          <bdi>{newest.target.name}</bdi>
        </h2>
        <Standing rule={newest} />
      </div>
      <RuleFacts rule={newest} />
      {can('rule.manage') ? (
        <div className={classes.actions}>
          {newest.state === 'draft' || !newest.isReviewed ? <Approve id={newest.id} /> : null}
          <Button component={Link} to={`/settings/rules/${newest.key}`} variant="default">
            {t('newVersion')}
          </Button>
        </div>
      ) : null}
      {earlier.length > 0 ? (
        <details className={classes.history}>
          <summary>{t('history')}</summary>
          {earlier.map((rule) => (
            <div key={rule.id} className={classes.rule}>
              <div className={classes.top}>
                <h3 className={classes.name}>
                  <bdi>{rule.target.name}</bdi>
                </h3>
                <Standing rule={rule} />
              </div>
              <RuleFacts rule={rule} />
            </div>
          ))}
        </details>
      ) : null}
    </li>
  );
}

function Standing({ rule: { version, standing, isReviewed, isReviewDue } }: { rule: Rule }) {
  const { t } = useTranslation('rules');
  return (
    <>
      <span className={classes.soft}>{t('version', { version })}</span>
      <Badge variant={standing === 'current' ? 'light' : 'default'}>
        {t(`standing.${standing}`)}
      </Badge>
      {isReviewed ? null : <Badge variant="default">{t('unreviewed')}</Badge>}
      {isReviewDue ? <Badge variant="default">{t('reviewDue')}</Badge> : null}
    </>
  );
}

function Approve({ id }: { id: string }) {
  const { t } = useTranslation('rules');
  const { mutate, isPending, error } = useApproveRule(id);
  return (
    <>
      <Button loading={isPending} onClick={() => mutate()}>
        {t('approve')}
      </Button>
      {error ? <ErrorNote error={error} /> : null}
    </>
  );
}
