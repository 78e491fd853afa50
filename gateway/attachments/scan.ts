import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** `not_checked`: larger than the scanner takes (clamd: StreamMaxLength). */
export type Verdict = 'clean' | 'infected' | 'not_checked';

export type Scanner = {
  /** @throws ScannerAwayError when no verdict could be had. */
  scan(bytes: Buffer): Promise<{ verdict: Verdict; signature: string | null }>;
  isReady(): Promise<boolean>;
};

/** The scanner does not answer: what has to be checked waits. */
export class ScannerAwayError extends Error {
  constructor(cause: unknown) {
    super('The virus scanner does not answer.', { cause });
    this.name = 'ScannerAwayError';
  }
}

const chunkBytes = 64 * 1024;
const pingTimeoutMs = 3000;

/**
 * A client of clamd: `tcp://host:port`, or the path of its Unix socket. One connection a file, by the INSTREAM command.
 * Source: https://docs.clamav.net/manual/Usage/Scanning.html#clamd and man clamd(8)
 */
export function openScanner(address: string, timeoutMs = 60_000): Scanner {
  const target = targetOf(address);
  return {
    async scan(bytes) {
      const answer = await stream(target, bytes, timeoutMs);
      // A size that clamd does not take may cut the connection before its answer can be read. If it lives, that was it.
      if (answer === null && (await ping(target)))
        return { verdict: 'not_checked', signature: null };
      if (answer === null) throw new ScannerAwayError('the connection was cut');
      return read(answer);
    },
    isReady: () => ping(target),
  };
}

function targetOf(address: string): NetConnectOpts {
  if (address.startsWith('/')) return { path: address };
  const { hostname, port } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) };
}

/** `stream: OK`, `stream: <signature> FOUND`, `… ERROR`. */
function read(answer: string): { verdict: Verdict; signature: string | null } {
  if (answer.endsWith(': OK')) return { verdict: 'clean', signature: null };
  const signature = /: (.+) FOUND$/.exec(answer)?.[1];
  if (signature) return { verdict: 'infected', signature };
  if (/size limit exceeded/i.test(answer)) return { verdict: 'not_checked', signature: null };
  throw new ScannerAwayError(answer);
}

/** Null when the connection was cut after it had stood. */
async function stream(
  target: NetConnectOpts,
  bytes: Buffer,
  timeoutMs: number,
): Promise<string | null> {
  const { socket, answer } = open(target, timeoutMs);
  const send = async () => {
    await write(socket, Buffer.from('zINSTREAM\0'));
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const chunk = bytes.subarray(at, at + chunkBytes);
      const size = Buffer.alloc(4);
      size.writeUInt32BE(chunk.length);
      await write(socket, Buffer.concat([size, chunk]));
      // An answer before the end is a refusal; it is read before the next write can break the connection.
      await new Promise((resolve) => setImmediate(resolve));
      if (socket.readableEnded || socket.destroyed) return;
    }
    await write(socket, Buffer.alloc(4));
  };
  send().catch(() => undefined);
  return answer;
}

async function ping(target: NetConnectOpts): Promise<boolean> {
  const { socket, answer } = open(target, pingTimeoutMs);
  write(socket, Buffer.from('zPING\0')).catch(() => undefined);
  return answer.then(
    (text) => text === 'PONG',
    () => false,
  );
}

/** The answer is what came until the end, without its NUL. It fails only while nothing stood, or after the timeout. */
function open(
  target: NetConnectOpts,
  timeoutMs: number,
): { socket: Socket; answer: Promise<string | null> } {
  const socket = connect(target);
  const answer = new Promise<string | null>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let isConnected = false;
    const timer = setTimeout(() => {
      reject(new ScannerAwayError('timeout'));
      socket.destroy();
    }, timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks)
        .toString()
        .replace(/\0[\s\S]*$/, '')
        .trim();
      resolve(text || null);
      socket.destroy();
    };
    socket.on('connect', () => (isConnected = true));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunk.includes(0)) settle();
    });
    socket.on('close', settle);
    socket.on('error', (error) => {
      if (isConnected) settle();
      clearTimeout(timer);
      reject(new ScannerAwayError(error));
    });
  });
  return { socket, answer };
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
