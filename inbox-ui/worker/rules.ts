/** What of a push the worker believes. */
export type ReadPush = { text: string; language: string; conversationId: string };

const foreign = /^\/(api|files|webhooks|healthz|readyz)(\/|$)/;
const fixed = /^\/(assets\/.+|icons\/.+|early\.js|favicon\.svg|manifest\.webmanifest|index\.html)$/;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Whether a path belongs to the shell, the only thing the worker ever touches: files of the build, and addresses of the
 * inbox, which all get the same page. What people write or send is never among them.
 */
export function isShell(path: string): boolean {
  if (foreign.test(path)) return false;
  return fixed.test(path) || !/\.[^/]*$/.test(path);
}

/** Reads what the gateway pushed; null for anything else. */
export function readPush(payload: string | undefined): ReadPush | null {
  try {
    const { text, language, conversationId }: Record<string, unknown> = JSON.parse(payload ?? '');
    if (typeof text !== 'string' || typeof language !== 'string') return null;
    if (typeof conversationId !== 'string' || !uuid.test(conversationId)) return null;
    return { text, language, conversationId };
  } catch {
    return null;
  }
}
