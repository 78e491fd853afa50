import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import type { Message } from '../../gateway/contract/message.ts';
import { useSession } from '../session.tsx';
import { useCounselors } from './use-counselors.ts';

/** Names whoever wrote a message. */
export function useAuthors(conversation: Conversation): (message: Message) => string {
  const { t } = useTranslation('conversation');
  const { counselor } = useSession();
  const counselors = useCounselors();
  const names = useMemo(
    () => new Map(counselors.map(({ id, displayName }) => [id, displayName])),
    [counselors],
  );
  const contactName = conversation.contact.displayName;
  return useCallback(
    (message) => {
      if (message.author === 'contact') return contactName;
      if (message.author !== 'counselor') return t(`author.${message.author}`);
      if (message.counselorId === counselor.id) return t('author.you');
      return (message.counselorId && names.get(message.counselorId)) || t('author.us');
    },
    [contactName, counselor.id, names, t],
  );
}
