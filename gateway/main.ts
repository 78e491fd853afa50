import { readConfig, ConfigError } from './config.ts';
import { createFirstAdministrator, isSetupOpen, setupToken } from './counselors/setup-routes.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { EmbeddedPostgresError } from './embedded-postgres/error.ts';
import { createLogger } from './logger.ts';
import { start, type Running } from './start.ts';

/** `--check` loads everything and exits; `--demo` fills an empty installation with an invented organization. */
async function main(args: string[]): Promise<void> {
  // Libraries print what they send when this is set.
  delete process.env['DEBUG'];
  if (args.includes('--check')) {
    readConfig();
    return;
  }
  const isDemo = args.includes('--demo');
  const config = readConfig({ ...(isDemo && { STARTER_CONTENT: 'approved' }), ...process.env });
  const log = createLogger(config.LOG_LEVEL);
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({
        dataDir: config.DATA_DIR,
        onLog: (level, message) => log[level]({ database: message }, 'embedded database'),
      });
  let running: Running | undefined;
  const stop = stopOnce(async () => {
    await running?.stop();
    await embedded?.stop();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'));
  try {
    const address = config.DATABASE_URL
      ? { connectionString: config.DATABASE_URL }
      : embedded?.connection;
    if (!address) throw new Error('There is no database.');
    running = await start(config, address, log);
    const { context } = running;
    await createFirstAdministrator(context);
    if (isDemo) {
      const { seedDemo } = await import('./demo/seed.ts');
      await seedDemo(context);
    }
    if (running.port === null) return;
    console.log(`Lotse is ready: ${config.publicUrl}`);
    if (await isSetupOpen(context.database)) {
      console.log(
        `First start: create the administrator at ${config.publicUrl}/setup?token=${setupToken(context.keyring)}`,
      );
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

function stopOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => (stopping ??= stop());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof ConfigError) {
    console.error('The configuration has problems; nothing was started:');
    for (const problem of error.problems) console.error(`  ${problem}`);
  } else if (error instanceof EmbeddedPostgresError) console.error(error.message);
  else console.error(error);
  process.exit(1);
});
