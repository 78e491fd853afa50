import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      INTERNAL_PORT: 3001,
      TRUST_PROXY: 0,
      ROLE: 'all',
      LOG_LEVEL: 'info',
      FILE_STORAGE: 'fs',
      WHATSAPP_API_VERSION: 'v25.0',
      DATA_DIR: expect.stringMatching(/^\/.*\.data$/),
      publicUrl: 'http://localhost:3000',
    });
  });

  it('takes an empty variable for an unset one', () => {
    const names = [
      'PORT',
      'PUBLIC_URL',
      'DATABASE_URL',
      'REDIS_URL',
      'ROLE',
      'MASTER_KEY',
      'ADMIN_EMAIL',
      'ADMIN_PASSWORD',
      'LOG_LEVEL',
    ];
    expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readConfig({}));
  });

  it('derives the public URL from the port, and trims what is given', () => {
    expect(readConfig({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(readConfig({ PUBLIC_URL: 'https://lotse.example.org//' }).publicUrl).toBe(
      'https://lotse.example.org',
    );
    expect(readConfig({ TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' }).TELEGRAM_API_ROOT).toBe(
      'http://127.0.0.1:8081',
    );
    expect(
      readConfig({ ADMIN_EMAIL: 'Admin@Example.ORG', ADMIN_PASSWORD: 'long enough indeed' })
        .ADMIN_EMAIL,
    ).toBe('admin@example.org');
  });

  it('names every problem at once', () => {
    const problems = problemsOf({
      PORT: 'high',
      INTERNAL_PORT: '70000',
      PUBLIC_URL: 'lotse.example.org',
      TRUST_PROXY: 'yes',
      DATABASE_URL: 'mysql://localhost/lotse',
      REDIS_URL: 'localhost:6379',
      ROLE: 'boss',
      MASTER_KEY: 'short',
      ADMIN_EMAIL: 'admin',
      TELEGRAM_API_ROOT: 'ftp://example.org',
      WHATSAPP_API_VERSION: '25',
      FILE_STORAGE: 'tape',
      S3_ENDPOINT: 's3.example.org',
      S3_FORCE_PATH_STYLE: 'yes',
      S3_ACCESS_KEY_ID: 'alone',
      CLAMD_URL: 'localhost:3310',
      LOG_LEVEL: 'loud',
    });
    expect(problems.map((problem) => problem.split(':')[0]).toSorted()).toEqual([
      'ADMIN_EMAIL',
      'ADMIN_EMAIL',
      'CLAMD_URL',
      'DATABASE_URL',
      'FILE_STORAGE',
      'INTERNAL_PORT',
      'LOG_LEVEL',
      'MASTER_KEY',
      'PORT',
      'PUBLIC_URL',
      'REDIS_URL',
      'ROLE',
      'S3_ACCESS_KEY_ID',
      'S3_ENDPOINT',
      'S3_FORCE_PATH_STYLE',
      'TELEGRAM_API_ROOT',
      'TRUST_PROXY',
      'WHATSAPP_API_VERSION',
    ]);
    expect(problems.every((problem) => /: (must|only) /.test(problem))).toBe(true);
  });

  it.each([
    ['PORT', ['-1', '65536', '1.5', '0x', ' ']],
    ['TRUST_PROXY', ['-1', '11', '1.5']],
    [
      'MASTER_KEY',
      ['a'.repeat(64), Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')],
    ],
    ['ADMIN_PASSWORD', ['short']],
  ])('refuses %s as %j', (name, values) => {
    for (const value of values) {
      expect(
        problemsOf({
          ADMIN_EMAIL: 'admin@example.org',
          ADMIN_PASSWORD: 'long enough indeed',
          [name]: value,
        }),
        value,
      ).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    }
  });

  it('a bucket needs a name, a key its secret, and both stay unsaid', () => {
    const key = { S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'Kanarienvogel' };
    const bucket = { FILE_STORAGE: 's3', S3_BUCKET: 'files' };
    expect(problemsOf({ FILE_STORAGE: 's3', ...key })).toEqual([
      'S3_BUCKET: must be set with FILE_STORAGE=s3',
    ]);
    expect(problemsOf({ ...bucket, S3_SECRET_ACCESS_KEY: 'Kanarienvogel' })).toEqual([
      'S3_ACCESS_KEY_ID: must be set together with S3_SECRET_ACCESS_KEY',
    ]);
    expect(problemsOf(bucket)).toEqual([]);
    expect(
      readConfig({
        ...bucket,
        ...key,
        S3_ENDPOINT: 'http://127.0.0.1:9000/',
        S3_FORCE_PATH_STYLE: 'true',
      }),
    ).toMatchObject({
      S3_ENDPOINT: 'http://127.0.0.1:9000',
      S3_REGION: 'eu-central-1',
      S3_FORCE_PATH_STYLE: true,
    });
  });

  it.each([
    ['/run/clamav/clamd.ctl', true],
    ['tcp://clamav:3310', true],
    ['tcp://127.0.0.1', true],
    ['tcp://[::1]:3310', true],
    ['http://clamav:3310', false],
    ['clamd.ctl', false],
    ['tcp://', false],
  ])('clamd may be at %s: %s', (address, isFine) => {
    expect(problemsOf({ CLAMD_URL: address })).toHaveLength(isFine ? 0 : 1);
  });

  it('never repeats a secret in a problem', () => {
    const problems = problemsOf({
      MASTER_KEY: 'Kanarienvogel',
      ADMIN_PASSWORD: 'Kanari',
      DATABASE_URL: 'mysql://user:Kanarienvogel@host/',
    });
    expect(problems.length).toBe(4);
    expect(problems.join('\n')).not.toContain('Kanari');
  });
});
