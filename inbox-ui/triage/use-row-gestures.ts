import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';
import type { RowSelection } from './use-selection.ts';

const longPressMs = 450;
const trembleP = 10;

/**
 * For the element around the rows: a long press chooses a row where there is no pointer that hovers; from then on a tap
 * does. With a mouse, Shift and a click chooses a range. `onPress` hears whose link was followed.
 */
export function useRowGestures(selection: RowSelection, onPress: (id: string) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const isHandled = useRef(false);
  const isTouch = useRef(false);
  const end = () => clearTimeout(press.current?.timer);
  useEffect(() => end, []);

  return {
    onPointerDown(event: PointerEvent) {
      end();
      isHandled.current = false;
      isTouch.current = event.pointerType === 'touch';
      const id = rowOf(event.target);
      if (!isTouch.current || !id) return;
      const timer = setTimeout(() => {
        isHandled.current = true;
        selection.toggle(id);
      }, longPressMs);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const at = press.current;
      if (at && Math.hypot(clientX - at.x, clientY - at.y) > trembleP) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu(event: MouseEvent) {
      if (isTouch.current && rowOf(event.target)) event.preventDefault();
    },
    onClick({ defaultPrevented, target }: MouseEvent) {
      // A link that opens another tab leaves the event alone.
      const id = defaultPrevented ? rowOf(target) : undefined;
      if (id) onPress(id);
    },
    onClickCapture(event: MouseEvent) {
      const id = rowOf(event.target);
      if (!id) return;
      const isTap = isTouch.current && selection.rows.length > 0;
      if (!isHandled.current && !event.shiftKey && !isTap) return;
      event.preventDefault();
      event.stopPropagation();
      if (!isHandled.current) selection.toggle(id, event.shiftKey);
      isHandled.current = false;
    },
  };
}

/** The conversation whose link was touched. */
export function rowOf(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>('[data-conversation]')?.dataset['conversation'];
}
