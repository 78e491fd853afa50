import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What every stand-in and the real clamd of the tests find: a signature of our own, harmless everywhere else. */
export const testVirus = Buffer.from('LOTSE-TEST-VIRUS-7f3a');

export type Clamd = { address: string; name: string; stop(): Promise<void> };
export type FakeClamd = Clamd & {
  /** Whole files that were streamed to it. */
  scanned: Buffer[];
  /** Takes no more connections until `back` is called. */
  away(): Promise<void>;
  back(): Promise<void>;
  /** Answers the next scan with this line instead. */
  answerNext(line: string): void;
};

/**
 * clamd's side of PING and INSTREAM on a Unix socket, as clamd(8) describes it: chunks with their length before them, an
 * empty one at the end; a stream longer than StreamMaxLength is refused and cut off.
 */
export async function startFakeClamd({ maxBytes = 30 * 1024 * 1024 } = {}): Promise<FakeClamd> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-clamd-'));
  const address = join(folder, 'clamd.sock');
  const scanned: Buffer[] = [];
  const scripted: string[] = [];
  let server: Server | undefined;

  const serve = (socket: Socket) => {
    const file: Buffer[] = [];
    let length = 0;
    let command: string | null = null;
    let rest = Buffer.alloc(0);
    const answer = (line: string) => socket.end(`${line}\0`);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      if (socket.writableEnded) return;
      rest = Buffer.concat([rest, chunk]);
      if (command === null) {
        const end = rest.indexOf(0);
        if (end === -1) return;
        command = rest.toString('latin1', 0, end);
        rest = rest.subarray(end + 1);
        if (command === 'zPING') return void answer('PONG');
        if (command !== 'zINSTREAM') return void answer('UNKNOWN COMMAND');
      }
      while (rest.length >= 4) {
        const size = rest.readUInt32BE(0);
        if (size === 0) return void answer(verdictOn(Buffer.concat(file)));
        if (length + size > maxBytes) return void answer('INSTREAM size limit exceeded. ERROR');
        if (rest.length < 4 + size) return;
        length += size;
        file.push(rest.subarray(4, 4 + size));
        rest = rest.subarray(4 + size);
      }
    });
  };
  const verdictOn = (bytes: Buffer): string => {
    scanned.push(bytes);
    const next = scripted.shift();
    if (next) return next;
    return bytes.includes(testVirus) ? 'stream: Lotse.Test.Canary FOUND' : 'stream: OK';
  };
  const back = async () => {
    server = createServer(serve);
    await new Promise<void>((resolve) => server?.listen(address, resolve));
  };
  const away = async () => {
    await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
    server = undefined;
  };
  await back();
  return {
    address,
    name: 'a stand-in of clamd',
    scanned,
    away,
    back,
    answerNext: (line) => scripted.push(line),
    async stop() {
      if (server) await away();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
