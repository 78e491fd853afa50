import type { AppContext } from '../context.ts';
import { importOffices as importEndpoint } from '../contract/office-import.ts';
import * as contract from '../contract/office.ts';
import { serve, type Served } from '../http/serve.ts';
import { AppError } from '../errors.ts';
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
      inOrganization(orm, signed.organizationId, (em) => updateOffice(em, params.id, body)),
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
