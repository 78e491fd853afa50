import { useMemo } from 'react';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import type { ReplyVariable } from '../../gateway/contract/saved-reply.ts';
import { useContact } from '../conversation/use-channel.ts';
import { useSession } from '../session.tsx';
import { useOffices } from '../settings/use-settings.ts';
import { nameToSay } from './name-to-say.ts';

export type ReplyValues = Record<ReplyVariable, string | null>;

/** What the variables of saved replies stand for in a conversation; null for what nobody knows. */
export function useReplyValues({ contact, officeId }: Conversation): ReplyValues {
  const { counselor } = useSession();
  const known = useContact(contact.id).data;
  const offices = useOffices().data?.items;
  const ownOffice = counselor.officeId ?? officeId;
  return useMemo(
    () => ({
      'contact.name': known ? nameToSay(known) : null,
      'counselor.name': counselor.displayName,
      'office.name': offices?.find(({ id }) => id === ownOffice)?.name ?? null,
    }),
    [known, counselor.displayName, offices, ownOffice],
  );
}
