import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** "25. November 2026", in the interface's language and the calendar that letters use. */
export function useLongDate(): Intl.DateTimeFormat {
  const { i18n } = useTranslation();
  return useMemo(
    () => new Intl.DateTimeFormat(`${i18n.language}-u-ca-gregory`, { dateStyle: 'long' }),
    [i18n.language],
  );
}
