import type { VitePWAOptions } from 'vite-plugin-pwa';

/**
 * What makes the inbox an app: the manifest, and the list of files that our own service worker (`inbox-ui/worker/sw.ts`)
 * keeps for a time without a network. Fonts come when they are first used: a language needs few of them.
 */
export const installable: Partial<VitePWAOptions> = {
  strategies: 'injectManifest',
  srcDir: 'worker',
  filename: 'sw.ts',
  injectRegister: false,
  manifestFilename: 'manifest.webmanifest',
  manifest: {
    id: '/',
    name: 'Lotse',
    short_name: 'Lotse',
    description: 'Ein Posteingang für alle Messenger der Migrationsberatung',
    lang: 'de',
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#faf8f5',
    theme_color: '#faf8f5',
    categories: ['business', 'productivity'],
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
  injectManifest: {
    globPatterns: ['index.html', 'early.js', 'favicon.svg', 'icons/*.png', 'assets/*.{js,css}'],
    // Hashed names say themselves when they change.
    dontCacheBustURLsMatching: /^assets\//,
  },
};
