/** As the contract of `POST /api/setup` and `POST /api/counselors`: length counts, composition rules don't. */
export const minPasswordLength = 10;

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());
}

/** Where to go after signing in: a path of ours, never another site. */
export function safeNext(next: string | null): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/';
  return /^\/(login|setup)\b/.test(next) ? '/' : next;
}

/** Takes the token from what people paste: the token itself, or the whole link. */
export function tokenFrom(pasted: string): string {
  return /[?&]token=([^&#\s]+)/.exec(pasted)?.[1] ?? pasted.trim();
}
