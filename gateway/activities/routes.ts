import type { AppContext } from '../context.ts';
import { listActivities as endpoint } from '../contract/activity.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { listActivities } from './list-activities.ts';

export function activityRoutes({ database: { orm } }: AppContext): Served[] {
  return [
    serve(endpoint, ({ params, query, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => listActivities(em, params.id, query)),
    ),
  ];
}
