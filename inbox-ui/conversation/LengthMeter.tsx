import { useTranslation } from 'react-i18next';
import classes from './Composer.module.css';
import type { SmsCount } from '../../gateway/contract/sms-parts.ts';
import { messagesNeeded, type TextLength } from './text-limits.ts';

/** Of so few strange characters the first is named; of more it is the script. */
const fewCharacters = 3;

/** How long the text is, once that matters; on SMS always, because every part costs. */
export function LengthMeter({ length }: { length: TextLength }) {
  const { t } = useTranslation(['conversation', 'writing']);
  const { used, max, isNear, isOver, sms } = length;
  if (isOver) {
    return (
      <span className={classes.meter} data-over role="status">
        {t('length.over')}
      </span>
    );
  }
  const needed = messagesNeeded(length);
  const reasonOf = ({ odd, perPart }: SmsCount) =>
    odd.length <= fewCharacters
      ? t('writing:length.unicode', { character: odd[0], perPart })
      : t('writing:length.script', { perPart });
  return (
    <span className={classes.meter} aria-live="polite">
      {sms && sms.parts > 0
        ? t('length.sms', { count: sms.parts, left: sms.parts * sms.perPart - sms.units })
        : null}
      {sms && sms.odd.length > 0 ? ` · ${reasonOf(sms)}` : null}
      {isNear && max !== null ? ` ${t('length.used', { used, max })}` : null}
      {needed > 1 ? ` ${t('length.split', { count: needed })}` : null}
    </span>
  );
}
