import { useEffect, useRef } from 'react';

const eventName = 'lotse:write';
type Mode = 'reply' | 'note';

/** Puts the cursor into the reply or the note of the open conversation. */
export function startWriting(mode: Mode): void {
  window.dispatchEvent(new CustomEvent<Mode>(eventName, { detail: mode }));
}

/** Listens for it while a conversation is open. */
export function useWriteCommand(write: (mode: Mode) => void): void {
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  useEffect(() => {
    const listen = (event: Event) => latest.current((event as CustomEvent<Mode>).detail);
    window.addEventListener(eventName, listen);
    return () => window.removeEventListener(eventName, listen);
  }, []);
}
