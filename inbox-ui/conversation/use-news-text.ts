import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { isolate } from '../presence/isolate.ts';
import { formatList } from '../intl.ts';
import { useThreadContext } from './thread-context.ts';

/** Says who has written what meanwhile, by kind and name. */
export function useNewsText(news: readonly Message[]): string {
  const { t, i18n } = useTranslation('together');
  const { contactName, authorOf } = useThreadContext();
  const received = news.filter(({ direction }) => direction === 'inbound').length;
  const colleagues = new Set(
    news.filter(({ direction }) => direction === 'outbound').map((one) => isolate(authorOf(one))),
  );
  const sentences = [
    received > 0 ? t('stale.received', { count: received, name: isolate(contactName) }) : '',
    colleagues.size > 0
      ? t('stale.answered', {
          count: colleagues.size,
          names: formatList(colleagues, i18n.language),
        })
      : '',
  ].filter(Boolean);
  return [...(sentences.length > 0 ? sentences : [t('stale.something')]), t('stale.kept')].join(
    ' ',
  );
}
