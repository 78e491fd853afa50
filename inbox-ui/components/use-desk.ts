import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../session.tsx';

/** Notices, screen lock, blur and service worker; loaded after the page, because nobody waits for them. */
export function useDesk() {
  const client = useQueryClient();
  const { can, counselor } = useSession();
  const canRead = can('conversation.read');
  const navigate = useNavigate();
  useEffect(() => {
    const ending = new AbortController();
    const go = (path: string) => void navigate(path);
    const desk = { client, counselorId: counselor.id, canRead, go };
    import('../desk/start-desk.tsx').then(
      ({ startDesk }) => {
        if (!ending.signal.aborted) startDesk(desk, ending.signal);
      },
      // Offline, or a version of yesterday: the next page brings it.
      () => undefined,
    );
    return () => ending.abort();
  }, [client, counselor.id, canRead, navigate]);
}
