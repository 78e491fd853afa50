import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import type { Config } from './config.ts';
import type { Log } from './logger.ts';

const connectionTimeoutMs = 5000;
const requestTimeoutMs = 30_000;

/**
 * A bucket at Amazon or at anything that speaks its protocol. Loaded only when it is configured: the client is large.
 * Whether it answers is tried once and told; a bucket that is away now may be there for the first file.
 */
export async function openBucket(config: Config, log: Log): Promise<Disk> {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = config;
  const driver = new S3Driver({
    bucket: config.S3_BUCKET ?? '',
    region: config.S3_REGION,
    ...(endpoint && { endpoint }),
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
    ...(id && secret && { credentials: { accessKeyId: id, secretAccessKey: secret } }),
    visibility: 'private',
    // Who may read is the bucket's business; what lies in it is sealed anyway.
    supportsACL: false,
    // Other servers than Amazon's refuse the newer checksums; the seal tells a damaged file by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: { connectionTimeout: connectionTimeoutMs, requestTimeout: requestTimeoutMs },
  });
  const disk = new Disk(driver);
  void disk.exists('reachable').then(
    () => log.info('files lie in the bucket'),
    (err: unknown) => log.error({ err }, 'the bucket for files does not answer'),
  );
  return disk;
}
