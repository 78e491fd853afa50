import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readConversation, type Conversation } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { storeConversation } from './use-conversation.ts';

/** Marks a conversation as read, but only while somebody can see it: window visible and in front. */
export function useMarkRead(conversation: Conversation | undefined, isShown: boolean): boolean {
  const client = useQueryClient();
  const isWatched = useIsWatched();
  const asked = useRef('');
  const id = conversation?.id;
  const unreadCount = conversation?.unreadCount ?? 0;
  const hasMention = conversation?.hasUnreadMention ?? false;
  const newestId = conversation?.lastMessage?.id ?? '';

  useEffect(() => {
    // The next mention looks as this one did, so the question is only good until it was answered.
    if (unreadCount === 0 && !hasMention) asked.current = '';
    if (!id || !isShown || !isWatched || (unreadCount === 0 && !hasMention)) return;
    const state = `${newestId}/${unreadCount}/${hasMention}`;
    if (asked.current === state) return;
    asked.current = state;
    call(readConversation, { params: { id } })
      .then((changed) => {
        storeConversation(client, changed);
        return client.invalidateQueries({ queryKey: keys.counts });
      })
      .catch(() => undefined);
  }, [client, id, isShown, isWatched, unreadCount, hasMention, newestId]);

  return isWatched;
}

export function useIsWatched(): boolean {
  const [isWatched, setWatched] = useState(watched);
  useEffect(() => {
    const update = () => setWatched(watched());
    window.addEventListener('focus', update);
    window.addEventListener('blur', update);
    document.addEventListener('visibilitychange', update);
    return () => {
      window.removeEventListener('focus', update);
      window.removeEventListener('blur', update);
      document.removeEventListener('visibilitychange', update);
    };
  }, []);
  return isWatched;
}

function watched(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
