import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import {
  createSavedReply,
  updateSavedReply,
  type SavedReply,
} from '../../gateway/contract/saved-reply.ts';
import { ApiProblem, call } from '../api.ts';
import { keys } from '../query-client.ts';
import { bodyOf, type SavedReplyError, type SavedReplyValues } from './saved-reply-values.ts';

/** Saves and goes back to the list. A taken key is an error of its field, all else is said above the form. */
export function useSaveReply(reply: SavedReply | null) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: (values: SavedReplyValues) => {
      const body = bodyOf(values);
      if (!reply) return call(createSavedReply, { body });
      const { isShared, ...rest } = body;
      const changes = isShared === reply.isShared ? rest : body;
      return call(updateSavedReply, { params: { id: reply.id }, body: changes });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.savedReplies });
      await navigate('/settings/saved-replies');
    },
  });
  const isTaken = error instanceof ApiProblem && error.code === 'conflict';
  const errors: SavedReplyError[] = isTaken ? [{ field: 'key', code: 'keyTaken' }] : [];
  return { save: mutate, forget: reset, isPending, problem: isTaken ? null : error, errors };
}
