import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const noSchemas = fileURLToPath(new URL('../../inbox-ui/no-schemas.ts', import.meta.url));

/**
 * The browser takes methods, paths and types from the contract and validates nothing by it, so that zod (about 30 kB
 * compressed) stays on the server.
 */
export function leaveOutSchemas(): Plugin {
  return {
    name: 'leave-out-schemas',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\/gateway\/contract\/[\w-]+\.ts$/ },
      handler: (code) =>
        code.replace("import * as z from 'zod';", `import { z } from '${noSchemas}';`),
    },
  };
}
