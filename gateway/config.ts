import { isAbsolute, resolve } from 'node:path';
import * as z from 'zod';

/** Everything that can be set from outside. See the table in `docs/configuration.md`. */
export type Config = z.infer<typeof schema> & { publicUrl: string };

/** All that is wrong with the environment, at once. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration. An empty variable counts as unset.
 * @throws ConfigError with every problem.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const config = result.data;
  return {
    ...config,
    publicUrl: (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, ''),
  };
}

const wholeNumber = (max: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, message)
    .transform(Number)
    .pipe(z.number().max(max, message));

const port = (standard: number) => wholeNumber(65535, 'must be a port number').default(standard);

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .transform((url) => url.replace(/\/+$/, ''));

const schema = z
  .object({
    PORT: port(3000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: httpUrl.optional(),
    DATA_DIR: z
      .string()
      .default('.data')
      .transform((path) => (isAbsolute(path) ? path : resolve(path))),
    TRUST_PROXY: wholeNumber(10, 'must be a number of proxy hops, 0 for none').default(0),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
      .optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }).optional(),
    ROLE: z.enum(['web', 'worker', 'all'], 'must be web, worker or all').default('all'),
    MASTER_KEY: z
      .string()
      .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64')
      .optional(),
    ADMIN_EMAIL: z.email('must be an e-mail address').toLowerCase().optional(),
    ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').max(200).optional(),
    TELEGRAM_API_ROOT: httpUrl.optional(),
    TWILIO_API_ROOT: httpUrl.optional(),
    WHATSAPP_API_ROOT: httpUrl.optional(),
    WHATSAPP_API_VERSION: z
      .string()
      .regex(/^v\d+\.\d+$/, 'must look like v25.0')
      .default('v25.0'),
    INTERNAL_PORT: port(3001),
    FILE_STORAGE: z.enum(['fs', 's3'], 'must be fs or s3').default('fs'),
    S3_BUCKET: z.string().optional(),
    S3_REGION: z.string().default('eu-central-1'),
    S3_ENDPOINT: httpUrl.optional(),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    S3_FORCE_PATH_STYLE: z
      .enum(['true', 'false'], 'must be true or false')
      .default('false')
      .transform((value) => value === 'true'),
    CLAMD_URL: z
      .string()
      .regex(
        /^(tcp:\/\/[^/\s:]+(:\d{1,5})?|tcp:\/\/\[[0-9a-f:]+\](:\d{1,5})?|\/\S+)$/i,
        'must be tcp://host:port or the path of a socket',
      )
      .optional(),
    STARTER_CONTENT: z
      .enum(['approved', 'draft', 'none'], 'must be approved, draft or none')
      .default('draft'),
    POSTCODES_FILE: z.string().optional(),
    FFMPEG_PATH: z.string().default('ffmpeg'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a pino level')
      .default('info'),
  })
  .refine(
    (config) => (config.ADMIN_EMAIL === undefined) === (config.ADMIN_PASSWORD === undefined),
    {
      message: 'must be set together with ADMIN_PASSWORD',
      path: ['ADMIN_EMAIL'],
      // Also beside other problems: all are told at once.
      when: () => true,
    },
  )
  .refine((config) => config.FILE_STORAGE !== 's3' || config.S3_BUCKET !== undefined, {
    message: 'must be set with FILE_STORAGE=s3',
    path: ['S3_BUCKET'],
    when: () => true,
  })
  .refine(
    (config) =>
      (config.S3_ACCESS_KEY_ID === undefined) === (config.S3_SECRET_ACCESS_KEY === undefined),
    {
      message: 'must be set together with S3_SECRET_ACCESS_KEY',
      path: ['S3_ACCESS_KEY_ID'],
      when: () => true,
    },
  );
