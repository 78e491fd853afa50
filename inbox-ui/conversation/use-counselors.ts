import { useQuery } from '@tanstack/react-query';
import { listCounselors, type Counselor } from '../../gateway/contract/account.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';

const nobody: Counselor[] = [];

export function useCounselors(): Counselor[] {
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: keys.counselors,
    queryFn: ({ signal }) => call(listCounselors, { signal }),
    staleTime: 5 * 60_000,
    enabled: can('counselor.read'),
  });
  return data?.items ?? nobody;
}
