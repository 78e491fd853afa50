import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import { MikroORM, type Constructor } from '@mikro-orm/postgresql';
import { readConfig } from './config.ts';
import { mikroOrmAddress, type DatabaseAddress } from './database.ts';
import { entities } from './model/entities.ts';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));

/** Brings the database to the newest version, one process at a time; the others wait. Returns what was done. */
export function migrate(address: DatabaseAddress): Promise<string[]> {
  return withMigrator(address, async (orm) => {
    const connection = orm.em.getConnection();
    await connection.execute("select pg_advisory_lock(hashtext('lotse migrations'))");
    try {
      const done = await orm.migrator.up();
      return done.map((migration) => migration.name);
    } finally {
      await connection.execute("select pg_advisory_unlock(hashtext('lotse migrations'))");
    }
  });
}

/** What is wrong between the entities and the migrated tables, e.g. a column that a migration forgot. */
export function compareEntities(address: DatabaseAddress): Promise<string[]> {
  return withMigrator(address, async (orm) => {
    const columns = await orm.em
      .getConnection()
      .execute<{ name: string }[]>(
        "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
      );
    const known = new Set(columns.map((column) => column.name));
    return [...orm.getMetadata().getAll().values()]
      .flatMap((meta) =>
        meta.props.flatMap((property) =>
          (property.fieldNames ?? []).map((field) => `${meta.tableName}.${field}`),
        ),
      )
      .filter((name) => !known.has(name))
      .map((name) => `${name} is in an entity, but no migration creates it`);
  });
}

async function withMigrator<T>(
  address: DatabaseAddress,
  work: (orm: MikroORM) => Promise<T>,
): Promise<T> {
  const orm = await MikroORM.init({
    entities,
    ...mikroOrmAddress(address),
    // One connection, so that the advisory lock and the migrations share it.
    pool: { min: 1, max: 1 },
    extensions: [Migrator],
    logger: () => {},
    migrations: { migrationsList: await loadMigrations(), snapshot: false, tableName: 'migration' },
    schemaGenerator: { ignoreSchema: ['bullmq'] },
  });
  try {
    return await work(orm);
  } finally {
    await orm.close(true);
  }
}

async function loadMigrations() {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const module: Record<string, Constructor<Migration>> = await import(
        pathToFileURL(join(folder, file)).href
      );
      const migration = Object.values(module)[0];
      if (!migration) throw new Error(`${file} exports no migration`);
      return { name: file.replace(/\.ts$/, ''), class: migration };
    }),
  );
}

async function createMigration(name: string | undefined): Promise<string> {
  if (!name || !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new Error('Name the migration in kebab-case: npm run migrate -- create add-something');
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const path = join(folder, `${stamp}-${name}.ts`);
  await writeFile(
    path,
    `import { Migration } from '@mikro-orm/migrations';

/** What it changes, and why. */
export class Migration${stamp} extends Migration {
  override up(): void {
    this.addSql(\`\`);
  }
}
`,
    { flag: 'wx' },
  );
  return path;
}

async function main([command, name]: string[]): Promise<void> {
  if (command === 'create') {
    console.log(`Created ${await createMigration(name)}`);
    return;
  }
  if (command !== 'up' && command !== 'check') {
    throw new Error('Usage: npm run migrate -- up | create <name> | check');
  }
  const config = readConfig();
  const { startEmbeddedPostgres } = await import('./embedded-postgres.ts');
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: config.DATA_DIR });
  const address = config.DATABASE_URL
    ? { connectionString: config.DATABASE_URL }
    : embedded?.connection;
  try {
    if (!address) throw new Error('No database');
    if (command === 'up') {
      const done = await migrate(address);
      console.log(done.length > 0 ? `Migrated: ${done.join(', ')}` : 'Nothing to migrate.');
      return;
    }
    const problems = await compareEntities(address);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    console.log('Entities and tables agree.');
  } finally {
    await embedded?.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
