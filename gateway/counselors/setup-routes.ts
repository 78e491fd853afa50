import { createHash, timingSafeEqual } from 'node:crypto';
import type { AppContext } from '../context.ts';
import { getSetup, setUp } from '../contract/account.ts';
import { AppError } from '../errors.ts';
import type { Keyring } from '../keyring.ts';
import type { Database } from '../database.ts';
import { serve, type Served } from '../http/serve.ts';
import { acrossOrganizations, query } from '../unit-of-work.ts';
import { createOrganization } from './create-organization.ts';
import { presentCounselor } from './present.ts';
import { startSession } from './sessions.ts';

/** The first start: one link creates the first organization and its administrator, then never again. */
export function setupRoutes(context: AppContext): Served[] {
  const { database, keyring, config } = context;
  return [
    serve(getSetup, async () => ({
      isOpen: await isSetupOpen(database),
      starterContent: config.STARTER_CONTENT,
    })),
    serve(setUp, async ({ body, ctx }) => {
      if (!isEqual(body.token, setupToken(keyring))) {
        throw new AppError(
          'forbidden',
          'This set-up link is not valid. The start prints the right one.',
        );
      }
      return acrossOrganizations(database.orm, async (em) => {
        await query(em, "select pg_advisory_xact_lock(hashtext('lotse setup'))");
        if (!(await isSetupOpen(database))) {
          throw new AppError('conflict', 'Lotse is set up already. Please sign in.');
        }
        const { counselor } = await createOrganization(
          em,
          keyring,
          {
            name: body.organizationName,
            starterContent: body.starterContent ?? config.STARTER_CONTENT,
          },
          {
            email: body.email,
            password: body.password,
            displayName: body.displayName,
            roles: ['organization_admin', 'platform_operator'],
          },
        );
        await startSession(em, counselor, ctx, config.publicUrl);
        return { counselor: presentCounselor(counselor) };
      });
    }),
  ];
}

/** Creates the administrator named in the environment, only while there is no counselor at all. */
export async function createFirstAdministrator({
  database,
  keyring,
  config,
}: AppContext): Promise<boolean> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = config;
  if (!email || !password) return false;
  return acrossOrganizations(database.orm, async (em) => {
    await query(em, "select pg_advisory_xact_lock(hashtext('lotse setup'))");
    if (!(await isSetupOpen(database))) return false;
    await createOrganization(
      em,
      keyring,
      { name: 'Lotse', starterContent: config.STARTER_CONTENT },
      {
        email,
        password,
        displayName: email.split('@')[0] ?? email,
        roles: ['organization_admin', 'platform_operator'],
      },
    );
    return true;
  });
}

export async function isSetupOpen(database: Database): Promise<boolean> {
  const { rows } = await database.servicePool.query('select from counselor limit 1');
  return rows.length === 0;
}

/** The same in every process, so that any of many may have printed the link. */
export function setupToken(keyring: Keyring): string {
  return keyring.derive('first administrator').toString('base64url');
}

function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
