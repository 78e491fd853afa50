import type { Page } from '@playwright/test';

/** Goes to an address inside the open inbox, as a link does, and waits until something is painted there. Milliseconds. */
export function timeUntil(page: Page, path: string, selector: string): Promise<number> {
  return page.evaluate(
    async ([to, wanted]) => {
      const startedAt = performance.now();
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate', { state: null }));
      const deadline = startedAt + 20_000;
      while (!document.querySelector(wanted)) {
        if (performance.now() > deadline) throw new Error(`${wanted} did not appear`);
        await new Promise((resolve) => setTimeout(resolve));
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - startedAt;
    },
    [path, selector] as const,
  );
}

/** Loads a page anew and waits until something is painted. Milliseconds since the navigation began. */
export async function timeOfLoad(page: Page, address: string, selector: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  return page.evaluate(async (wanted) => {
    while (!document.querySelector(wanted)) await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now();
  }, selector);
}
