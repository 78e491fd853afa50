import { join } from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Keyring } from './keyring.ts';

/** File contents, sealed under the organization's key. The key of a file is its attachment id. */
export type Files = {
  write(organizationId: string, attachmentId: string, bytes: Buffer): Promise<void>;
  read(organizationId: string, attachmentId: string): Promise<Buffer>;
  remove(organizationId: string, attachmentId: string): Promise<void>;
};

export function openFiles(dataDir: string, keyring: Keyring): Files {
  const disk = new Disk(new FSDriver({ location: join(dataDir, 'files'), visibility: 'private' }));
  const keyOf = (organizationId: string, attachmentId: string) =>
    `${organizationId}/${attachmentId.slice(-2)}/${attachmentId}`;
  return {
    async write(organizationId, attachmentId, bytes) {
      const keys = await keyring.of(organizationId);
      await disk.put(keyOf(organizationId, attachmentId), keys.seal(attachmentId, 'file', bytes));
    },
    async read(organizationId, attachmentId) {
      const keys = await keyring.of(organizationId);
      const sealed = await disk.getBytes(keyOf(organizationId, attachmentId));
      return keys.openBytes(attachmentId, 'file', Buffer.from(sealed));
    },
    remove: (organizationId, attachmentId) => disk.delete(keyOf(organizationId, attachmentId)),
  };
}
