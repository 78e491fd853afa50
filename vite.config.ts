import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { firstChunk, firstLoad } from './scripts/inbox-build/first-load.ts';
import { leaveOutSchemas } from './scripts/inbox-build/leave-out-schemas.ts';
import { installable } from './scripts/inbox-build/installable.ts';
import { precompress } from './scripts/inbox-build/precompress.ts';

const gatewayUrl = 'http://localhost:3000';

export default defineConfig({
  root: process.env['VITEST'] ? '.' : 'inbox-ui',
  plugins: [leaveOutSchemas(), react(), firstLoad(), VitePWA(installable), precompress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { codeSplitting: { groups: [firstChunk] } } },
  },
  server: { proxy: { '/api': gatewayUrl, '/webhooks': gatewayUrl, '/files': gatewayUrl } },
  test: {
    root: '.',
    include: [
      'adapters/**/*.test.ts',
      'gateway/**/*.test.ts',
      'inbox-ui/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'e2e/**/*.test.ts',
    ],
    globalSetup: ['gateway/test/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A shared CI machine may stall for seconds; what fails twice is broken.
    retry: process.env['CI'] ? 1 : 0,
    maxWorkers: 2,
  },
});
