import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createAbsence,
  deleteAbsence,
  getProfile,
  putProfile,
  type Profile,
} from '../../gateway/contract/profile.ts';
import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

export type ProfileValues = BodyOf<typeof putProfile>;

export function useProfile(counselorId: string) {
  return useQuery({
    queryKey: keys.profile(counselorId),
    queryFn: ({ signal }) => call(getProfile, { params: { id: counselorId }, signal }),
  });
}

/** What can be changed about a profile; each answer is what is stored then. */
export function useProfileChanges(counselorId: string) {
  const client = useQueryClient();
  const params = { id: counselorId };
  const store = (profile: Profile) => client.setQueryData(keys.profile(counselorId), profile);
  return {
    save: useMutation({
      mutationFn: (body: ProfileValues) => call(putProfile, { params, body }),
      onSuccess: store,
    }),
    addAbsence: useMutation({
      mutationFn: (body: BodyOf<typeof createAbsence>) => call(createAbsence, { params, body }),
      onSuccess: store,
    }),
    removeAbsence: useMutation({
      mutationFn: (id: string) => call(deleteAbsence, { params: { id } }),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.profile(counselorId) }),
    }),
  };
}
