import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { getDraft, saveDraft } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { forgetLocal, keepLocal, readLocal } from './local-drafts.ts';

const saveAfterMs = 700;

/** The unsent reply of this person in this conversation. It lives on the server; in this browser only while that fails. */
export function useDraft(conversationId: string) {
  const client = useQueryClient();
  const [text, setText] = useState(() => readLocal(conversationId) ?? '');
  const state = useRef({
    text,
    isTouched: text !== '',
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  });
  const draft = useQuery({
    queryKey: keys.draft(conversationId),
    queryFn: ({ signal }) => call(getDraft, { params: { id: conversationId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

  useEffect(() => {
    if (!draft.data || state.current.isTouched) return;
    state.current.text = draft.data.text;
    setText(draft.data.text);
  }, [draft.data]);

  const save = useCallback(() => {
    clearTimeout(state.current.timer);
    state.current.timer = undefined;
    const saved = state.current.text;
    call(saveDraft, { params: { id: conversationId }, body: { text: saved } })
      .then((answer) => {
        forgetLocal(conversationId);
        client.setQueryData(keys.draft(conversationId), answer);
      })
      .catch(() => keepLocal(conversationId, saved));
  }, [client, conversationId]);

  const change = useCallback(
    (next: string) => {
      state.current.text = next;
      state.current.isTouched = true;
      setText(next);
      clearTimeout(state.current.timer);
      state.current.timer = setTimeout(save, saveAfterMs);
      if (!navigator.onLine) keepLocal(conversationId, next);
    },
    [conversationId, save],
  );

  useEffect(() => {
    const leaving = state.current;
    const flush = () => {
      if (leaving.timer !== undefined) save();
    };
    window.addEventListener('pagehide', flush);
    window.addEventListener('online', save);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('online', save);
      flush();
    };
  }, [save]);

  return [text, change] as const;
}
