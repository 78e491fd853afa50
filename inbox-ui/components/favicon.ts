let painted = 0;

/**
 * Shows in the tab how much waits. The badge has an edge of the opposite brightness, so that it is seen on light and on
 * dark tabs alike.
 */
export function paintFavicon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link || count === painted) return;
  painted = count;
  const tokens = getComputedStyle(document.documentElement);
  link.href =
    count === 0
      ? '/favicon.svg'
      : `data:image/svg+xml,${encodeURIComponent(drawFavicon(count, (name) => tokens.getPropertyValue(name)))}`;
}

/** The mark of the product with a number; above nine it says so, because two digits can't be read at that size. */
export function drawFavicon(count: number, colour: (token: string) => string): string {
  const [accent, onAccent] = [colour('--accent'), colour('--on-accent')];
  const [ink, paper] = [colour('--ink'), colour('--paper')];
  const label = count > 9 ? '9+' : String(count);
  const letters = count > 9 ? 14 : 19;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${accent}"/><path d="M8 9h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H8a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z" fill="${onAccent}"/><circle cx="20" cy="20" r="11" fill="${ink}" stroke="${paper}" stroke-width="2"/><text x="20" y="${20 + letters * 0.36}" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${letters}" fill="${paper}">${label}</text></svg>`;
}
