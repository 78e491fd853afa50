import { useTranslation } from 'react-i18next';

/** What is wrong with a credential, where we have words for it; the gateway's own are English. */
export function useFieldWords(kind: string): (field: string) => string | undefined {
  const { t } = useTranslation('settings');
  return (field) => {
    const name = field.replace(/^credentials\./, '');
    return t(`fields.${kind}.${name}.invalid`, { defaultValue: '' }) || undefined;
  };
}
