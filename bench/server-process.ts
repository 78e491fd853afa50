import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export type ServerProcess = {
  url: string;
  /** Resident memory in MB. */
  residentMb(): Promise<number>;
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts a server in a process of its own and waits until that path answers, or until the probe says that it is up. */
export async function startServer(
  script: string,
  environment: Record<string, string>,
  probe: string | { isUp: () => Promise<boolean> },
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [script], {
    cwd: root,
    env: { ...process.env, ...environment, PORT: String(port), PUBLIC_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isAnswering = async () => (await fetch(url + String(probe))).ok;
  await waitUntil(typeof probe === 'string' ? isAnswering : probe.isUp, child).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    url,
    async residentMb() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function waitUntil(
  isUp: () => Promise<boolean>,
  child: { exitCode: number | null },
): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}`);
    if (await isUp().catch(() => false)) return;
    if (Date.now() > deadline) throw new Error('The server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
