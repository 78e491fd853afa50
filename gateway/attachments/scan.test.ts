import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeClamd, testVirus, type Clamd } from '../test/fake-clamd.ts';
import { startRealClamd, whyNoClamd } from '../test/real-clamd.ts';
import { openScanner, ScannerAwayError } from './scan.ts';

const clean = { verdict: 'clean', signature: null };
const infected = { verdict: 'infected', signature: expect.stringContaining('Lotse.Test.Canary') };
const notChecked = { verdict: 'not_checked', signature: null };

describe.each([
  {
    name: 'a stand-in of clamd',
    why: null,
    start: () => startFakeClamd({ maxBytes: 2 * 1024 * 1024 }) as Promise<Clamd>,
  },
  {
    name: `the real clamd${whyNoClamd ? ` (skipped: ${whyNoClamd})` : ''}`,
    why: whyNoClamd,
    start: () => startRealClamd({ streamMaxLength: '2M' }),
  },
])('a file is checked by $name', ({ why, start }) => {
  let clamd: Clamd;
  beforeAll(async () => {
    if (why) return;
    clamd = await start();
  });
  afterAll(() => clamd?.stop());

  it.skipIf(why)('clean, infected at any place, empty, and the next one again', async () => {
    const scanner = openScanner(clamd.address);
    expect(await scanner.isReady()).toBe(true);
    expect(await scanner.scan(Buffer.from('a letter'))).toEqual(clean);
    expect(await scanner.scan(testVirus)).toEqual(infected);
    const long = Buffer.alloc(1_500_000, 'x');
    testVirus.copy(long, 65_530);
    expect(await scanner.scan(long), 'across two chunks').toEqual(infected);
    expect(await scanner.scan(Buffer.alloc(0))).toEqual(clean);
    expect(await scanner.scan(Buffer.alloc(1_500_000, 'x'))).toEqual(clean);
  });

  it.skipIf(why)(
    'what is larger than it takes is not checked, and never called clean',
    async () => {
      const scanner = openScanner(clamd.address);
      for (const megabytes of [3, 10, 25]) {
        expect(await scanner.scan(Buffer.alloc(megabytes * 1024 * 1024, 7))).toEqual(notChecked);
      }
      expect(await scanner.isReady()).toBe(true);
    },
  );
});

describe('a scanner that is not there', () => {
  it.each(['/nowhere/clamd.sock', 'tcp://127.0.0.1:9', 'tcp://[::1]:9'])(
    'has no verdict: %s',
    async (address) => {
      const scanner = openScanner(address);
      expect(await scanner.isReady()).toBe(false);
      await expect(scanner.scan(testVirus)).rejects.toThrow(ScannerAwayError);
    },
  );

  it.each<[string, (socket: Socket) => void]>([
    ['never answers', () => undefined],
    ['cuts the connection and is gone', (socket) => socket.destroy()],
    ['fails', (socket) => socket.end("stream: Can't allocate memory ERROR\0")],
    ['speaks another language', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['says half a word', (socket) => socket.end('stream: O')],
  ])('has no verdict: it %s', async (_how, behave) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => behave(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const scanner = openScanner(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, 300);
    await expect(scanner.scan(Buffer.from('a letter'))).rejects.toThrow(ScannerAwayError);
    server.close();
  });
});
