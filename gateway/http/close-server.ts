import type { Server } from 'node:http';

/** Lets requests in flight finish for a moment; event streams and idle connections are cut. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), 1500);
  await closed;
  clearTimeout(cut);
}
