/** The connections to messengers that this process holds itself. */
export type Lines = {
  /** What this worker is known by in the database; null in a process that only serves the web. */
  workerKey: string | null;
  /** What the channel's adapter handed over, for `call.connection`; undefined while this process has none. */
  connectionOf(channelId: string): unknown;
  /** For who runs the line. */
  keep(channelId: string, connection: unknown): void;
};

export function createLines(): Lines {
  const connections = new Map<string, unknown>();
  return {
    workerKey: null,
    connectionOf: (channelId) => connections.get(channelId),
    keep(channelId, connection) {
      if (connection === undefined) connections.delete(channelId);
      else connections.set(channelId, connection);
    },
  };
}
