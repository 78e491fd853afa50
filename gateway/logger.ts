import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * Structured logs: ids, codes, durations. Never text, names, addresses, tokens or payloads; errors are cut to what
 * cannot hold any of these.
 */
export function createLogger(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Name, code and the code lines of the stack. The message of a foreign error may quote data, so it stays out. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const routine =
    'routine' in error && typeof error.routine === 'string' ? error.routine : undefined;
  const constraint =
    'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  const stack = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { type: error.name, code, routine, constraint, stack, cause };
}
