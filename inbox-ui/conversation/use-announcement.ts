import { useEffect, useState } from 'react';
import type { Message } from '../../gateway/contract/message.ts';
import { useThreadContext } from './thread-context.ts';

/** What a screen reader says when a message arrives while the conversation is open. */
export function useAnnouncement(
  messages: readonly Message[],
): { name: string; text: string } | null {
  const { contactName } = useThreadContext();
  const newest = messages.at(-1);
  const [known, setKnown] = useState({ id: newest?.id, isNews: false });
  useEffect(() => {
    setKnown((now) =>
      now.id === newest?.id ? now : { id: newest?.id, isNews: now.id !== undefined },
    );
  }, [newest?.id]);
  if (!known.isNews || newest?.direction !== 'inbound') return null;
  return { name: contactName, text: newest.text ?? '' };
}
