import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLabel, listLabels, type Label } from '../../gateway/contract/label.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { nextColor } from './next-color.ts';

export function useLabels() {
  return useQuery({
    queryKey: keys.labels,
    queryFn: ({ signal }) => call(listLabels, { signal }),
    staleTime: 5 * 60_000,
  });
}

/** Adds a label by its name alone; its colour is the one that is used least. */
export function useCreateLabel(labels: readonly Label[], onCreated: (label: Label) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => call(createLabel, { body: { name, color: nextColor(labels) } }),
    onSuccess: (label) => {
      void client.invalidateQueries({ queryKey: keys.labels });
      onCreated(label);
    },
  });
}
