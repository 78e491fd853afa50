import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/view.ts';
import type { Signed } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { inOrganization } from '../unit-of-work.ts';
import { addView, bringViewBack, changeView, removeView } from './change-view.ts';
import { getView, listViews, orderViews } from './list-views.ts';

export function viewRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  const work = async <T>(
    signed: Signed,
    run: (em: EntityManager, keys: OrganizationKeys) => Promise<T>,
  ) => {
    const keys = await keyring.of(signed.organizationId);
    return inOrganization(orm, signed.organizationId, (em) => run(em, keys));
  };
  const all = async (em: EntityManager, keys: OrganizationKeys, signed: Signed) => ({
    items: await listViews(em, keys, signed),
    nextCursor: null,
  });

  return [
    serve(contract.listViews, ({ signed }) => work(signed, (em, keys) => all(em, keys, signed))),
    serve(contract.createView, ({ body, signed }) =>
      work(signed, async (em, keys) =>
        getView(em, keys, signed, await addView(em, keys, signed, body)),
      ),
    ),
    serve(contract.updateView, ({ params, body, signed }) =>
      work(signed, async (em, keys) => {
        await changeView(em, keys, signed, params.id, body);
        return getView(em, keys, signed, params.id);
      }),
    ),
    serve(contract.deleteView, ({ params, signed }) =>
      work(signed, (em) => removeView(em, signed, params.id).then(() => undefined)),
    ),
    serve(contract.restoreView, ({ params, signed }) =>
      work(signed, async (em, keys) => {
        await bringViewBack(em, signed, params.id);
        return getView(em, keys, signed, params.id);
      }),
    ),
    serve(contract.orderViews, ({ body, signed }) =>
      work(signed, async (em, keys) => {
        await orderViews(em, signed, body.viewIds);
        return all(em, keys, signed);
      }),
    ),
  ];
}
