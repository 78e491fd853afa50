import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { getDraft, saveDraft, type Drafts } from '../../gateway/contract/draft.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import type { DraftField } from './draft-field.ts';
import { readLocal } from './local-drafts.ts';
import { openField } from './open-fields.ts';
import { uploadsOf } from './upload-store.ts';

/** Browsers let 64 kB outlive a page; a character may need four bytes. */
const mostKeptAlive = 15_000;

export type DraftText = { text: string; type: (text: string) => void; clear: () => void };

/**
 * The unsent reply and the unsent note of this person in one conversation. They live on the server and follow from
 * window to window; in this browser they are kept only while the server can't be reached.
 */
export function useDrafts(conversationId: string): { reply: DraftText; note: DraftText } {
  const { data } = useQuery({
    queryKey: keys.draft(conversationId),
    queryFn: ({ signal }) => call(getDraft, { params: { id: conversationId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    reply: useDraftText(conversationId, false, data),
    note: useDraftText(conversationId, true, data?.note),
  };
}

function useDraftText(
  conversationId: string,
  isNote: boolean,
  remote: Drafts['note'] | undefined,
): DraftText {
  const client = useQueryClient();
  const counselorId = useSession().counselor.id;
  const [text, setText] = useState(() => readLocal({ counselorId, conversationId, isNote }) ?? '');
  const [field, setField] = useState<DraftField | null>(null);

  useEffect(() => {
    const uploads = uploadsOf(conversationId, isNote);
    const place = { counselorId, conversationId, isNote };
    const opened = openField(place, {
      save: async (changed) => {
        const params = { id: conversationId };
        const body = { text: changed, isNote, attachmentIds: uploads.readyIds() };
        const keepalive = changed.length < mostKeptAlive;
        const saved = await call(saveDraft, { params, body, keepalive });
        client.setQueryData(keys.draft(conversationId), saved);
        return isNote ? saved.note : saved;
      },
      onText: setText,
    });
    const flush = () => void opened.flush();
    setField(opened);
    setText(opened.text());
    window.addEventListener('pagehide', flush);
    window.addEventListener('online', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('online', flush);
      opened.stop();
    };
  }, [client, counselorId, conversationId, isNote]);

  useEffect(() => {
    if (!remote || !field) return;
    if (!field.isBusy()) uploadsOf(conversationId, isNote).follow(remote.attachments);
    field.take(remote);
  }, [conversationId, field, isNote, remote]);

  return {
    text,
    type: (next) => field?.type(next),
    clear: () => field?.clear(),
  };
}
