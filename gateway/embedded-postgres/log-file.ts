import { closeSync, copyFileSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';

const maxLogBytes = 4 * 1024 * 1024;
const checkIntervalMs = 60_000;

export type LogFile = { fd: number; tail(fromByte: number): string; size(): number; close(): void };

/**
 * The server's own log, at most two files of 4 MiB. Opened here and handed to the server, which
 * may not be allowed to enter the folder itself.
 */
export function openLogFile(path: string): LogFile {
  const fd = openSync(path, 'a', 0o600);
  const size = () => statSync(path).size;
  // The server appends, so emptying the file under it is safe.
  const cap = () => {
    if (size() < maxLogBytes) return;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  };
  cap();
  const timer = setInterval(cap, checkIntervalMs).unref();
  return {
    fd,
    size,
    tail: (fromByte) => lastLines(readFileSync(path).subarray(fromByte).toString('utf8')),
    close: () => {
      clearInterval(timer);
      closeSync(fd);
    },
  };
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n');
}
