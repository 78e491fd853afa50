import { join } from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Config } from './config.ts';
import { AppError } from './errors.ts';
import type { Keyring } from './keyring.ts';
import type { Log } from './logger.ts';

export const fileVariants = ['preview', 'playable'] as const;
/** What is kept beside a file: a smaller picture, a sound that every browser plays. */
export type FileVariant = (typeof fileVariants)[number];

/** File contents, sealed under the organization's key. The key of a file is its attachment id. */
export type Files = {
  /** All three throw AppError `unavailable` while a storage elsewhere does not answer. */
  write(
    organizationId: string,
    attachmentId: string,
    bytes: Buffer,
    variant?: FileVariant,
  ): Promise<void>;
  read(organizationId: string, attachmentId: string, variant?: FileVariant): Promise<Buffer>;
  /** The file and all that is kept beside it. What is not there is removed already. */
  remove(organizationId: string, attachmentId: string): Promise<void>;
};

/** Opens the storage that the configuration names: a folder, or a bucket. */
export async function openFiles(config: Config, keyring: Keyring, log: Log): Promise<Files> {
  if (config.FILE_STORAGE === 's3') {
    const { openBucket } = await import('./files-s3.ts');
    return openSealed(await openBucket(config, log), keyring, log);
  }
  const location = join(config.DATA_DIR, 'files');
  const folder = new Disk(new FSDriver({ location, visibility: 'private' }));
  return openSealed(folder, keyring, log);
}

function openSealed(disk: Disk, keyring: Keyring, log: Log): Files {
  const columnOf = (variant?: FileVariant) => (variant ? `file.${variant}` : 'file');
  const keyOf = (organizationId: string, attachmentId: string, variant?: FileVariant) =>
    [`${organizationId}/${attachmentId.slice(-2)}/${attachmentId}`, variant]
      .filter(Boolean)
      .join('.');
  return {
    async write(organizationId, attachmentId, bytes, variant) {
      const keys = await keyring.of(organizationId);
      const sealed = keys.seal(attachmentId, columnOf(variant), bytes);
      await reach(() => disk.put(keyOf(organizationId, attachmentId, variant), sealed));
    },
    async read(organizationId, attachmentId, variant) {
      const keys = await keyring.of(organizationId);
      const sealed = await reach(() => disk.getBytes(keyOf(organizationId, attachmentId, variant)));
      return keys.openBytes(attachmentId, columnOf(variant), Buffer.from(sealed));
    },
    async remove(organizationId, attachmentId) {
      for (const variant of [...fileVariants, undefined])
        await reach(() => disk.delete(keyOf(organizationId, attachmentId, variant)));
    },
  };

  async function reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (err) {
      log.error({ err }, 'file storage failed');
      throw Object.assign(new AppError('unavailable', 'The file storage does not answer.'), {
        cause: err,
      });
    }
  }
}
