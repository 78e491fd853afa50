import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Log } from './logger.ts';
import { entities } from './model/entities.ts';

/** Where the database is: a URL, or the socket of the embedded server. */
export type DatabaseAddress =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string };

export type Database = {
  /** For what people do. Its connections see nothing until a transaction names an organization. */
  orm: MikroORM;
  /** For intake, outbox and schedules: the role that may cross organizations. */
  servicePool: pg.Pool;
  address: DatabaseAddress;
  close(): Promise<void>;
};

/** Opens both pools. Connections that break are replaced; the process lives on. */
export async function openDatabase(address: DatabaseAddress, log: Log): Promise<Database> {
  const servicePool = new pg.Pool({
    ...address,
    options: '-c role=lotse_service -c statement_timeout=30000',
    application_name: 'lotse-service',
    max: 12,
    keepAlive: true,
  });
  guardPool(servicePool, log);
  const orm = await MikroORM.init({
    entities,
    ...mikroOrmAddress(address, {
      options: '-c role=lotse_tenant -c statement_timeout=30000 -c timezone=UTC',
      application_name: 'lotse-request',
      keepAlive: true,
    }),
    pool: { min: 0, max: 12 },
    schemaGenerator: { ignoreSchema: ['bullmq'] },
    discovery: { warnWhenNoEntities: false },
    forceUtcTimezone: true,
  });
  return {
    orm,
    servicePool,
    address,
    async close() {
      await orm.close(true);
      await servicePool.end();
    },
  };
}

/** An idle connection that breaks must not end the process. */
export function guardPool(pool: pg.Pool, log: Log): void {
  pool.on('error', (err) => log.warn({ err }, 'database connection lost'));
  pool.on('connect', (client) => {
    client.on('error', (err) => log.warn({ err }, 'database connection lost'));
  });
}

/** The ORM reads only half of a URL (no socket, no TLS parameters): the driver gets the whole of it. */
export function mikroOrmAddress(address: DatabaseAddress, driverOptions: pg.PoolConfig = {}) {
  if ('connectionString' in address) {
    const { connectionString } = address;
    return { clientUrl: connectionString, driverOptions: { ...driverOptions, connectionString } };
  }
  const { host, port, user, database } = address;
  return { host, port, user, dbName: database, driverOptions };
}
