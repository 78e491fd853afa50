import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listCounselorLoads } from '../../gateway/contract/triage.ts';
import { call } from '../api.ts';
import { useCounselors } from '../conversation/use-counselors.ts';
import { keys } from '../query-client.ts';
import { OnlineMark } from '../presence/OnlineMark.tsx';
import { useSession } from '../session.tsx';
import { PickList, type PickItem } from './PickList.tsx';
import classes from './PickList.module.css';

type Props = {
  /** Who has it now. */
  assigneeId: string | null | undefined;
  /** Choices above and below the colleagues. */
  before?: PickItem[];
  after?: PickItem[];
  onPick: (id: string) => void;
};

/** Colleagues by name, each with how many conversations wait for them. */
export function ColleaguePicker({ assigneeId, before = [], after = [], onPick }: Props) {
  const { t } = useTranslation('triage');
  const { counselor: me } = useSession();
  const openCountOf = useLoads();
  const colleagues = useCounselors()
    .filter(({ id, isActive }) => isActive && id !== me.id)
    .map(({ id, displayName }): PickItem => {
      const count = openCountOf(id);
      return {
        id,
        text: displayName,
        isOn: id === assigneeId,
        node: (
          <span className={classes.who}>
            <span>
              <bdi>{displayName}</bdi>
              <OnlineMark counselorId={id} />
            </span>
            {count === undefined ? null : (
              <span className={classes.count}>
                {count > 0 ? t('assign.open', { count }) : t('assign.free')}
              </span>
            )}
          </span>
        ),
      };
    });
  return (
    <PickList
      label={t('assign.search')}
      items={[...before, ...colleagues, ...after]}
      nothing={t('assign.nothing')}
      onPick={onPick}
    />
  );
}

/** How many conversations wait for a counselor; undefined until it is known. */
function useLoads(): (counselorId: string) => number | undefined {
  const { data } = useQuery({
    queryKey: keys.loads,
    queryFn: ({ signal }) => call(listCounselorLoads, { signal }),
    staleTime: 10_000,
  });
  return (counselorId) =>
    data && (data.items.find((item) => item.counselorId === counselorId)?.openCount ?? 0);
}
