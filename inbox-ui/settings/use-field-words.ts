import { useTranslation } from 'react-i18next';

/** What is wrong with a credential, in the language of the interface where we have words, else the gateway's. */
export function useFieldWords(kind: string): (field: string, message: string) => string {
  const { t } = useTranslation('settings');
  return (field, message) => {
    const name = field.replace(/^credentials\./, '');
    return t(`fields.${kind}.${name}.invalid`, { defaultValue: message });
  };
}
