import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import {
  addStarterRules,
  approveRule,
  listRules,
  simulateRules,
} from '../../gateway/contract/rule.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

export function useRules() {
  return useQuery({ queryKey: keys.rules, queryFn: ({ signal }) => call(listRules, { signal }) });
}

/** What was told before stays while the next answer comes. */
export function useSimulation(facts: BodyOf<typeof simulateRules> | null) {
  return useQuery({
    queryKey: [...keys.rules, 'simulation', facts],
    queryFn: ({ signal }) => {
      if (!facts) throw new Error('asked without facts');
      return call(simulateRules, { body: facts, signal });
    },
    enabled: facts !== null,
    placeholderData: keepPreviousData,
  });
}

export function useApproveRule(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(approveRule, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rules }),
  });
}

/** As drafts: somebody of the organization reads them before a client does. */
export function useAddStarterRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(addStarterRules, { body: { state: 'draft' } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rules }),
  });
}
