import { useEffect, useRef } from 'react';
import type { Message } from '../../gateway/contract/message.ts';

/** A wish to see a message; `turn` makes the same wish twice possible. */
export type Jump = { messageId: string; turn: number };

type Options = {
  jump: Jump | null;
  messages: readonly Message[];
  loadOlder: () => Promise<Message[] | null>;
  around: (index: number) => void;
  bringIntoView: (messageId: string) => boolean;
};

const mostPages = 40;

/** Brings a message into view; an older one is fetched first, page by page. */
export function useJump({ jump, messages, loadOlder, around, bringIntoView }: Options): void {
  const wanted = useRef<{ jump: Jump; pagesLeft: number } | null>(null);
  useEffect(() => {
    if (jump) wanted.current = { jump, pagesLeft: mostPages };
  }, [jump]);

  useEffect(() => {
    const wish = wanted.current;
    if (!wish) return;
    const { messageId } = wish.jump;
    if (bringIntoView(messageId)) {
      wanted.current = null;
      highlight(messageId);
      return;
    }
    const index = messages.findIndex((message) => message.id === messageId);
    if (index !== -1) {
      around(index);
      requestAnimationFrame(() => {
        wanted.current = null;
        if (bringIntoView(messageId)) highlight(messageId);
      });
      return;
    }
    wish.pagesLeft -= 1;
    if (wish.pagesLeft <= 0) wanted.current = null;
    else void loadOlder();
  }, [jump, messages, loadOlder, around, bringIntoView]);
}

function highlight(messageId: string): void {
  const element = document.getElementById(`m-${messageId}`);
  if (!element) return;
  element.classList.add('is-found');
  setTimeout(() => element.classList.remove('is-found'), 1700);
}
