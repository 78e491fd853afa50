import { setTimeout as pause } from 'node:timers/promises';

/** A session cookie. The server answers a moment before its first administrator is there. */
export async function signIn(
  url: string,
  admin: { email: string; password: string },
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const session = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    const [cookie] = session.headers.getSetCookie();
    if (session.ok && cookie) return cookie.split(';')[0] ?? '';
    if (attempt >= 8) throw new Error(`Signing in answered ${session.status}`);
    await pause(500);
  }
}
