// Runs before everything else; a file of its own because the policy allows no inline script.
(function () {
  // zod would try `new Function`, which the policy forbids and the browser reports as a violation.
  globalThis.__zod_globalConfig = { jitless: true };

  // Before the first paint: who has blurred the screen must not see it flash (inbox-ui/desk/blur.ts).
  try {
    if (sessionStorage.getItem('lotse.blurred'))
      document.documentElement.setAttribute('data-blurred', '');
  } catch {
    // Storage is blocked: nothing was kept.
  }

  // Before the first paint, so that a dark screen does not flash white.
  var chosen = 'auto';
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value') || 'auto';
  } catch {
    // Storage is blocked: follow the system.
  }
  var dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
