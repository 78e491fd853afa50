import type { AppContext } from '../context.ts';
import * as contract from '../contract/office.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
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
    serve(contract.deleteOffice, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        await deleteOffice(em, params.id);
        return undefined;
      }),
    ),
  ];
}
