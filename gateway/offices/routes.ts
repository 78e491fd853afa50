import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import { importOffices as importEndpoint } from '../contract/office-import.ts';
import * as contract from '../contract/office.ts';
import type { Signed } from '../http/authentication.ts';
import { can, serve, type Served } from '../http/serve.ts';
import { AppError } from '../errors.ts';
import { Counselor } from '../model/counselor.ts';
import { inOrganization } from '../unit-of-work.ts';
import { importOffices } from './import/import-offices.ts';
import { readFile } from './import/read-file.ts';
import {
  createOffice,
  deleteOffice,
  getOffice,
  listOffices,
  updateOffice,
} from './manage-offices.ts';

export function officeRoutes({ database: { orm } }: AppContext): Served[] {
  return [
    serve(contract.listOffices, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => ({
        items: await listOffices(em),
        nextCursor: null,
      })),
    ),
    serve(contract.getOffice, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => getOffice(em, params.id)),
    ),
    serve(contract.createOffice, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, (em) =>
        createOffice(em, signed.organizationId, body),
      ),
    ),
    serve(contract.updateOffice, ({ params, body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const office = await getOffice(em, params.id);
        if (!can(signed, 'office.manage')) await requireOwn(em, signed, office.id);
        return updateOffice(em, params.id, body);
      }),
    ),
    serve(importEndpoint, async ({ ctx, query, signed }) => {
      if (ctx.is('json')) {
        throw new AppError('unsupported_media_type', 'Send the file itself, as text/csv.');
      }
      const bytes = await readFile(ctx.req);
      return inOrganization(orm, signed.organizationId, (em) =>
        importOffices(em, signed.organizationId, bytes, query.mode),
      );
    }),
    serve(contract.deleteOffice, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        await deleteOffice(em, params.id);
        return undefined;
      }),
    ),
  ];
}

/** @throws AppError `forbidden` for an office where the signed-in counselor doesn't belong. */
async function requireOwn(em: EntityManager, signed: Signed, officeId: string): Promise<void> {
  if (await em.findOne(Counselor, { id: signed.counselorId, officeId })) return;
  throw new AppError('forbidden', 'You can change your own office only.');
}
