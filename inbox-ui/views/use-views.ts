import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import {
  deleteView,
  listViews,
  orderViews,
  restoreView,
  updateView,
  type View,
} from '../../gateway/contract/view.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';

const none: View[] = [];

/** The views of the signed-in counselor in their order, the shared ones among them. */
export function useViews(): View[] {
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: keys.views,
    queryFn: ({ signal }) => call(listViews, { signal }),
    staleTime: 5 * 60_000,
    enabled: can('conversation.read'),
  });
  return data?.items ?? none;
}

export function useRefreshViews() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.views }),
      client.invalidateQueries({ queryKey: keys.counts }),
    ]);
}

export function useChangeView() {
  const onSuccess = useRefreshViews();
  return useMutation({
    mutationFn: ({ id, ...body }: BodyOf<typeof updateView> & { id: string }) =>
      call(updateView, { params: { id }, body }),
    onSuccess,
  });
}

export function useDeleteView(onDone: (view: View) => void) {
  const refresh = useRefreshViews();
  return useMutation({
    mutationFn: (view: View) => call(deleteView, { params: { id: view.id } }),
    onSuccess: async (_, view) => {
      onDone(view);
      await refresh();
    },
  });
}

export function useRestoreView(onDone: (view: View) => void) {
  const refresh = useRefreshViews();
  return useMutation({
    mutationFn: (id: string) => call(restoreView, { params: { id } }),
    onSuccess: async (view) => {
      await refresh();
      onDone(view);
    },
  });
}

/** Moves a view one place up (-1) or down (1), for this person only. */
export function useMoveView() {
  const client = useQueryClient();
  const ids = useViews().map(({ id }) => id);
  const { mutate } = useMutation({
    mutationFn: (viewIds: string[]) => call(orderViews, { body: { viewIds } }),
    onSuccess: (page) => client.setQueryData(keys.views, page),
  });
  return {
    canMove: (id: string, step: 1 | -1) => {
      const target = ids.indexOf(id) + step;
      return target >= 0 && target < ids.length;
    },
    move: (id: string, step: 1 | -1) => {
      const others = ids.filter((other) => other !== id);
      mutate(others.toSpliced(ids.indexOf(id) + step, 0, id));
    },
  };
}
