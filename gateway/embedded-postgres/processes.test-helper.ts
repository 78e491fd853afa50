import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

export function postmasterPid(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

/** The server and its watcher: both have the folder in their command line. */
export function processesOf(dataDir: string): number[] {
  return allPids().filter((pid) => commandOf(pid).includes(join(dataDir, 'postgres')));
}

export function childrenOf(pid: number): number[] {
  return allPids().filter((it) => statOf(it).parent === String(pid));
}

function allPids(): number[] {
  return readdirSync('/proc').map(Number).filter(Boolean);
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

export function statOf(pid: number): { parent?: string; group?: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent, group };
  } catch {
    return {};
  }
}

export function tcpListenersOf(pid: number): string[] {
  const listening = ['tcp', 'tcp6']
    .flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A')
    .map((fields) => `socket:[${fields[9]}]`);
  const own = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  return own.filter((link) => listening.includes(link));
}
