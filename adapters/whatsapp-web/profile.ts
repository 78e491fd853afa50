import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

/** What belongs to a pairing besides the browser's own data. */
export type PairingNotes = {
  /** When the number was connected for the first time; nothing older is ours. */
  pairedAt: string;
  /** Until when everything that came is stored; what came later may be missing. */
  heardUntil: string;
  /** Numbers behind `@lid`s that WhatsApp was asked for. */
  numbers: Record<string, string>;
  /** Messages that could not be opened so far. */
  sealed: string[];
};

type Header = { version: 1; notes: PairingNotes; files: { path: string; sizeBytes: number }[] };

/** Where WhatsApp Web keeps a pairing. Source: RemoteAuth.js of whatsapp-web.js, `requiredDirs` */
const folders = ['Default/IndexedDB', 'Default/Local Storage'];
const maxLooks = 3;

/**
 * Packs the pairing of a profile: a length, a JSON header with the names and sizes, the files, all gzipped. Null while the
 * browser keeps changing its files: half a database is worse than an older one.
 */
export async function packProfile(
  profileFolder: string,
  notes: PairingNotes,
): Promise<Buffer | null> {
  for (let look = 0; look < maxLooks; look++) {
    const paths = await listFiles(profileFolder);
    const contents = await Promise.all(
      paths.map((path) => readFile(join(profileFolder, path)).catch(() => null)),
    );
    const after = await listFiles(profileFolder);
    const isWhole = contents.every((content) => content !== null);
    if (isWhole && paths.join('\n') === after.join('\n')) return pack(paths, contents, notes);
  }
  return null;
}

/** Writes a packed pairing into an empty profile. Null for what is none of ours: then it has to be paired anew. */
export async function unpackProfile(
  packed: Buffer,
  profileFolder: string,
): Promise<PairingNotes | null> {
  const bytes = await promisify(gunzip)(packed).catch(() => null);
  const header = bytes && readHeader(bytes);
  if (!header) return null;
  let offset = 4 + bytes.readUInt32BE(0);
  for (const { path, sizeBytes } of header.files) {
    const target = join(profileFolder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, bytes.subarray(offset, offset + sizeBytes), { mode: 0o600 });
    offset += sizeBytes;
  }
  return header.notes;
}

function pack(paths: string[], contents: Buffer[], notes: PairingNotes): Promise<Buffer> {
  const files = paths.map((path, index) => ({ path, sizeBytes: contents[index]?.length ?? 0 }));
  const header = Buffer.from(JSON.stringify({ version: 1, notes, files } satisfies Header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  // Fast rather than small: the process may be about to end.
  return promisify(gzip)(Buffer.concat([length, header, ...contents]), {
    level: constants.Z_BEST_SPEED,
  });
}

function readHeader(bytes: Buffer): Header | null {
  try {
    const header: Header = JSON.parse(bytes.toString('utf8', 4, 4 + bytes.readUInt32BE(0)));
    return header.version === 1 ? header : null;
  } catch {
    return null;
  }
}

/** Lock files belong to the running browser. */
async function listFiles(profileFolder: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(profileFolder, folder), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || entry.name === 'LOCK') continue;
      found.push(join(entry.parentPath, entry.name).slice(profileFolder.length + 1));
    }
  }
  return found.sort();
}
