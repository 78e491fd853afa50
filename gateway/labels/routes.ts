import type { AppContext } from '../context.ts';
import * as contract from '../contract/label.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { createLabel, listLabels, updateLabel } from './manage-labels.ts';

export function labelRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  return [
    serve(contract.listLabels, async ({ signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, async (em) => ({
        items: await listLabels(em, keys),
        nextCursor: null,
      }));
    }),
    serve(contract.createLabel, async ({ body, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, (em) =>
        createLabel(em, keys, signed.organizationId, body),
      );
    }),
    serve(contract.updateLabel, async ({ params, body, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, (em) =>
        updateLabel(em, keys, params.id, body),
      );
    }),
  ];
}
