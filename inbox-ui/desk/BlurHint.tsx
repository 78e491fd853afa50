import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './BlurHint.module.css';
import { toggleBlur, useIsBlurred } from './blur.ts';

/** Says that the screen is blurred, and how it is shown again. */
export function BlurHint() {
  const { t } = useTranslation('common');
  const isBlurred = useIsBlurred();
  return (
    <div role="status">
      {isBlurred ? (
        <button type="button" className={classes.hint} onClick={toggleBlur}>
          <IconEyeOff size={18} stroke={1.75} aria-hidden />
          {t('desk.blurred')}
        </button>
      ) : null}
    </div>
  );
}
