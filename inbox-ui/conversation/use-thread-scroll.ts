import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const endThresholdPx = 80;
/** More is fetched so far before the edge that a fast scroll does not reach it first. */
const nearPx = 2400;

type Options = {
  /** Whether the newest message is in the document. */
  isNewestShown: boolean;
  onNearStart: () => void;
  onNearEnd: () => void;
};

/**
 * Keeps what is being read where it is. Before the change it remembers where the first visible message lies in
 * the content, after it scrolls by as much as that message has moved: whatever was put above or grew above costs
 * 0 px. At the newest end it stays at the end.
 */
export function useThreadScroll({ isNewestShown, onNearStart, onNearEnd }: Options) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ isAtEnd: true, scrollTop: 0, anchor: null });
  const [isAtEnd, setAtEnd] = useState(true);
  const latest = useRef({ isNewestShown, onNearStart, onNearEnd });

  const settle = useCallback(() => {
    if (!scroller.current || !content.current) return;
    const { current } = place;
    if (current.isAtEnd && hasBeenScrolledUp(scroller.current, current)) current.isAtEnd = false;
    else restore(scroller.current, content.current, current);
    current.scrollTop = scroller.current.scrollTop;
    current.anchor = firstVisible(scroller.current, content.current);
    askForMore(scroller.current, latest.current);
  }, []);

  useLayoutEffect(() => {
    latest.current = { isNewestShown, onNearStart, onNearEnd };
    settle();
  });

  useEffect(() => {
    const observer = new ResizeObserver(settle);
    for (const element of [scroller.current, content.current])
      if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [settle]);

  const onScroll = useCallback(() => {
    if (!scroller.current || !content.current) return;
    const { scrollHeight, scrollTop, clientHeight } = scroller.current;
    const distance = scrollHeight - scrollTop - clientHeight;
    place.current = {
      isAtEnd: latest.current.isNewestShown && distance < endThresholdPx,
      scrollTop,
      anchor: firstVisible(scroller.current, content.current),
    };
    setAtEnd(place.current.isAtEnd);
    askForMore(scroller.current, latest.current);
  }, []);

  const stayAtEnd = useCallback(() => {
    place.current.isAtEnd = true;
    setAtEnd(true);
    settle();
  }, [settle]);

  const bringIntoView = useCallback((messageId: string): boolean => {
    const element = find(content.current, messageId);
    if (!element || !scroller.current) return false;
    place.current.isAtEnd = false;
    const top =
      element.offsetTop - Math.max(16, (scroller.current.clientHeight - element.offsetHeight) / 2);
    scroller.current.scrollTop = Math.max(0, top);
    return true;
  }, []);

  return { scroller, content, onScroll, isAtEnd, stayAtEnd, bringIntoView };
}

type Place = { isAtEnd: boolean; scrollTop: number; anchor: { id: string; top: number } | null };

/** The scroll event comes a frame after the scrolling; whatever is rendered in between must not take it back. */
function hasBeenScrolledUp(scroller: HTMLElement, place: Place): boolean {
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  return scrollTop < place.scrollTop - 1 && scrollTop + clientHeight < scrollHeight - 1;
}

function restore(scroller: HTMLElement, content: HTMLElement, place: Place): void {
  if (place.isAtEnd) {
    scroller.scrollTop = scroller.scrollHeight;
    return;
  }
  const element = place.anchor && find(content, place.anchor.id);
  if (!element || !place.anchor) return;
  const moved = element.offsetTop - place.anchor.top;
  if (moved !== 0) scroller.scrollTop += moved;
}

function firstVisible(scroller: HTMLElement, content: HTMLElement): Place['anchor'] {
  const messages = content.querySelectorAll<HTMLElement>('[data-message]');
  let low = 0;
  let high = messages.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = messages[middle];
    if (element && element.offsetTop + element.offsetHeight > scroller.scrollTop) high = middle;
    else low = middle + 1;
  }
  const found = messages[low];
  const id = found?.dataset['message'];
  return found && id ? { id, top: found.offsetTop } : null;
}

function find(
  content: RefObject<HTMLElement | null>['current'],
  messageId: string,
): HTMLElement | null {
  return content?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`) ?? null;
}

function askForMore(
  scroller: HTMLElement,
  { isNewestShown, onNearStart, onNearEnd }: Options,
): void {
  if (scroller.clientHeight === 0) return;
  if (scroller.scrollTop < nearPx) onNearStart();
  if (!isNewestShown && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearPx)
    onNearEnd();
}
