import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { intlTag } from '../intl.ts';

/** "25. November 2026", in the interface's language and the calendar that letters use. */
export function useLongDate(): Intl.DateTimeFormat {
  const { i18n } = useTranslation();
  return useMemo(
    () => new Intl.DateTimeFormat(intlTag(i18n.language), { dateStyle: 'long' }),
    [i18n.language],
  );
}
