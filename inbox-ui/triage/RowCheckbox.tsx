import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './RowCheckbox.module.css';

type Props = {
  id: string;
  name: string;
  isChosen: boolean;
  onToggle: (id: string, isRange: boolean) => void;
};

/** Lies over the picture of a row: to be seen where the pointer or the focus is, and everywhere once a row is chosen. */
export const RowCheckbox = memo(function RowCheckbox({ id, name, isChosen, onToggle }: Props) {
  const { t } = useTranslation('triage');
  return (
    <label className={classes.place}>
      <input
        type="checkbox"
        className={classes.box}
        checked={isChosen}
        onChange={({ nativeEvent }) =>
          onToggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        aria-label={t('bulk.select', { name })}
      />
    </label>
  );
});
