import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getFaq, updateFaq, type FaqEntry } from '../../gateway/contract/faq.ts';
import { ApiProblem, call } from '../api.ts';
import { keys } from '../query-client.ts';
import type { Changes } from './entry-values.ts';

/**
 * Saves changes to what was read. When somebody else was quicker nothing is saved: `theirs` is what is there now, and the
 * next save is made upon that.
 */
export function useSaveEntry(entry: FaqEntry, onSaved: (saved: FaqEntry) => void) {
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: async ({ changes, upon }: { changes: Changes; upon: FaqEntry }) => {
      const { id, version, updatedAt } = upon;
      try {
        const body = { ...changes, expectedVersion: version, expectedUpdatedAt: updatedAt };
        return { saved: await call(updateFaq, { params: { id }, body }), theirs: null };
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'conflict') throw error;
        return { saved: null, theirs: await call(getFaq, { params: { id } }) };
      }
    },
    onSuccess: ({ saved }) => {
      if (!saved) return;
      client.setQueryData(keys.faq(saved.id), saved);
      void client.invalidateQueries({ queryKey: keys.faqs });
      void client.invalidateQueries({ queryKey: keys.faqCounts });
      void client.invalidateQueries({ queryKey: keys.faqVersions(saved.id) });
      onSaved(saved);
    },
  });
  const theirs = saving.data?.theirs ?? null;
  return {
    save: (changes: Changes) => saving.mutate({ changes, upon: theirs ?? entry }),
    isSaving: saving.isPending,
    isSaved: Boolean(saving.data?.saved),
    problem: saving.error,
    theirs,
    /** What the other one has saved becomes what this form begins with. */
    take() {
      if (theirs) client.setQueryData(keys.faq(theirs.id), theirs);
      saving.reset();
    },
  };
}
