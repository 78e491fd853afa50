/**
 * Makes one of a browser's windows the leader, the next one when it closes. `lead` runs until its signal aborts.
 * Returns how to take over from a leader that does not answer: phones freeze windows in the background, locks and all.
 */
export function joinElection(
  name: string,
  lead: (term: AbortSignal) => void,
  signal: AbortSignal,
): () => void {
  const canElect = 'locks' in navigator && 'BroadcastChannel' in window;
  if (!canElect) {
    // Plain http on another host than localhost: every window leads itself.
    lead(signal);
    return () => undefined;
  }

  async function stand(options: LockOptions) {
    const term = new AbortController();
    const end = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await navigator.locks
      .request(name, options, () => {
        lead(AbortSignal.any([term.signal, signal]));
        return end;
      })
      .catch(() => undefined);
    term.abort();
    if (!signal.aborted) await stand({ signal });
  }

  void stand({ signal });
  return () => void stand({ steal: true });
}
