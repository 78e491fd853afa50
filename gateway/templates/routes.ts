import { findChannel } from '../channels/find-channel.ts';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/template.ts';
import { AppError } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { can, serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { listTemplates } from './list-templates.ts';
import { syncTemplates } from './sync-templates.ts';

export function templateRoutes(context: AppContext): Served[] {
  const { orm } = context.database;
  const list = (signed: Signed, channelId: string, isApproved: boolean) =>
    inOrganization(orm, signed.organizationId, async (em) => {
      await findChannel(em, channelId);
      return listTemplates(em, channelId, { isApproved });
    });

  return [
    serve(contract.listTemplates, ({ params, query, signed }) => {
      if (query.state === 'all' && !can(signed, 'channel.manage')) {
        throw new AppError('forbidden', 'Only administrators see templates that are not approved.');
      }
      return list(signed, params.id, query.state === 'approved');
    }),
    serve(contract.syncTemplates, async ({ params, signed }) => {
      await list(signed, params.id, true);
      await syncTemplates(context, params.id);
      return list(signed, params.id, false);
    }),
  ];
}
