import type { AppContext } from '../context.ts';
import { listActivities as endpoint } from '../contract/activity.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { listActivities } from './list-activities.ts';

export function activityRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  return [
    serve(endpoint, async ({ params, query, signed: { organizationId } }) => {
      const keys = await keyring.of(organizationId);
      return inOrganization(orm, organizationId, (em) =>
        listActivities(em, keys, params.id, query),
      );
    }),
  ];
}
