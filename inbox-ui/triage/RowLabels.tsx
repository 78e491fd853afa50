import { useTranslation } from 'react-i18next';
import type { LabelTag } from '../../gateway/contract/label.ts';
import { LabelChip } from './LabelChip.tsx';
import { formatList } from '../intl.ts';
import classes from './RowLabels.module.css';

const mostShown = 3;

/** The first labels in a row of the list; all of them are named to who points or listens. */
export function RowLabels({ labels }: { labels: LabelTag[] }) {
  const { t, i18n } = useTranslation('triage');
  if (labels.length === 0) return null;
  const names = t('label.row', {
    names: formatList(
      labels.map(({ name }) => name),
      i18n.language,
    ),
  });
  const hidden = labels.length - mostShown;
  return (
    <span className={classes.labels} role="img" aria-label={names} title={names}>
      {labels.slice(0, mostShown).map((label, index) => (
        <span key={label.id} className={classes.label}>
          <LabelChip label={label} isSmall canShrink={index > 0} />
        </span>
      ))}
      {hidden > 0 ? <span className={classes.more}>+{hidden}</span> : null}
    </span>
  );
}
