import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Counselor } from '../../gateway/contract/account.ts';
import type { PresenceState } from '../../gateway/contract/presence.ts';
import { useCounselors } from '../conversation/use-counselors.ts';
import { useLiveState } from '../live.ts';
import { useSession } from '../session.tsx';
import { announceSoon, startAnnouncing } from './announce.ts';
import { colleagues, hearColleagues, onColleagues } from './colleagues.ts';

export type ColleagueHere = { counselor: Counselor; state: PresenceState };

/** Announces this window as long as a reader is signed in; anew after every lost connection. */
export function usePresence(isReader: boolean): void {
  const { status } = useLiveState();
  useEffect(() => (isReader ? startAnnouncing() : undefined), [isReader]);
  useEffect(() => {
    if (status === 'connected') announceSoon();
    // What was heard last may be long over.
    if (status === 'reconnecting') hearColleagues([], true);
  }, [status]);
}

/** Who else has this conversation in front of them, and what they do; by name. */
export function useColleaguesAt(conversationId: string): ColleagueHere[] {
  const { counselor: me } = useSession();
  const counselors = useCounselors();
  const present = useSyncExternalStore(onColleagues, colleagues);
  return useMemo(
    () =>
      counselors.flatMap((counselor) => {
        if (counselor.id === me.id) return [];
        const here = present
          .get(counselor.id)
          ?.conversations.find(({ id }) => id === conversationId);
        return here ? [{ counselor, state: here.state }] : [];
      }),
    [counselors, present, me.id, conversationId],
  );
}

/** Whether a colleague is at their desk; one's own presence is nobody's news. */
export function useIsOnline(counselorId: string): boolean {
  return useSyncExternalStore(onColleagues, () => colleagues().has(counselorId));
}
