import type { Page } from '@playwright/test';

export type Walk = {
  frames: number;
  /** Frames with a stretch of the thread that showed no message. */
  blankFrames: number;
  /** Frames that stood at the upper edge because older messages were not there yet. */
  waitingFrames: number;
  /** By how much a message on the screen moved between two frames although nobody scrolled. */
  largestJumpPx: number;
  mostInDocument: number;
  /** Whether the numbers that the texts begin with followed each other in every frame. */
  isInOrder: boolean;
  /** The largest and the smallest of these numbers that were shown. */
  from: number;
  reached: number;
  slowestFrameMs: number;
  seconds: number;
};

/**
 * Scrolls the open thread to its beginning, or until the time is up, a step each frame, and looks at every frame as it was painted. The texts of
 * the messages begin with their number ("17. …").
 */
export function walkToBeginning(page: Page, stepPx: number, timeoutMs: number): Promise<Walk> {
  return page.evaluate(
    async ([step, timeout]) => {
      const scroller = document.querySelector<HTMLElement>('[role=log]');
      if (!scroller) throw new Error('There is no open thread');
      const numbers = new WeakMap<Element, number>();
      const numberOf = (element: Element) => {
        const known = numbers.get(element);
        if (known !== undefined) return known;
        const found = Number(/(\d+)\. /.exec(element.querySelector('p')?.textContent ?? '')?.[1]);
        numbers.set(element, found);
        return found;
      };
      const walk = {
        frames: 0,
        blankFrames: 0,
        waitingFrames: 0,
        largestJumpPx: 0,
        mostInDocument: 0,
        isInOrder: true,
        from: -Infinity,
        reached: Infinity,
        slowestFrameMs: 0,
        seconds: 0,
      };
      const mostGapPx = 160;
      const startedAt = performance.now();
      let anchor: Element | null = null;
      let anchorTop = 0;
      let lastAt = startedAt;
      let isAtBeginning = false;
      while (!isAtBeginning) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        if (now - startedAt > timeout) break;
        if (walk.frames > 0) walk.slowestFrameMs = Math.max(walk.slowestFrameMs, now - lastAt);
        lastAt = now;
        walk.frames += 1;
        const messages = [...scroller.querySelectorAll('[data-message]')];
        walk.mostInDocument = Math.max(walk.mostInDocument, messages.length);
        if (anchor?.isConnected) {
          const jump = Math.abs(anchor.getBoundingClientRect().top - anchorTop);
          walk.largestJumpPx = Math.max(walk.largestJumpPx, jump);
        }
        const view = scroller.getBoundingClientRect();
        const visible = messages
          .map((element) => ({ element, rect: element.getBoundingClientRect() }))
          .filter(({ rect }) => rect.bottom > view.top && rect.top < view.bottom);
        const first = visible[0]?.rect.top ?? Infinity;
        const last = visible.at(-1)?.rect.bottom ?? -Infinity;
        if (Math.max(first - view.top, view.bottom - last) > mostGapPx) walk.blankFrames += 1;
        const shown = messages.map(numberOf);
        if (shown.some((number, index) => index > 0 && number !== (shown[index - 1] ?? 0) + 1))
          walk.isInOrder = false;
        walk.from = Math.max(walk.from, shown.at(-1) ?? -Infinity);
        walk.reached = Math.min(walk.reached, shown[0] ?? Infinity);
        isAtBeginning = shown[0] === 1 && scroller.scrollTop === 0;
        if (scroller.scrollTop === 0 && !isAtBeginning) walk.waitingFrames += 1;
        scroller.scrollTop -= step;
        anchor = visible[Math.floor(visible.length / 2)]?.element ?? null;
        anchorTop = anchor?.getBoundingClientRect().top ?? 0;
      }
      walk.seconds = (performance.now() - startedAt) / 1000;
      return walk;
    },
    [stepPx, timeoutMs] as const,
  );
}
