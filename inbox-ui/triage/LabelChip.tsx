import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabelTag } from '../../gateway/contract/label.ts';
import classes from './LabelChip.module.css';

type Props = {
  label: Pick<LabelTag, 'name' | 'color'>;
  isSmall?: boolean;
  /** Only a point of its colour where there is little room. */
  canShrink?: boolean;
  onRemove?: () => void;
};

/** A label's name on its colour. */
export function LabelChip({ label, isSmall, canShrink, onRemove }: Props) {
  const { t } = useTranslation('triage');
  return (
    <span
      className={classes.chip}
      data-color={label.color}
      data-small={isSmall || undefined}
      data-shrinks={canShrink || undefined}
    >
      <bdi className={classes.name}>{label.name}</bdi>
      {onRemove ? (
        <CloseButton
          className={classes.remove}
          size={24}
          iconSize={14}
          variant="transparent"
          aria-label={t('label.remove', { name: label.name })}
          onClick={onRemove}
        />
      ) : null}
    </span>
  );
}
