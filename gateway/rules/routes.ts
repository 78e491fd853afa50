import type { AppContext } from '../context.ts';
import * as contract from '../contract/rule.ts';
import { berlinDay } from '../contract/berlin-day.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { addStarterRules } from './add-starter-rules.ts';
import { approveRule } from './approve-rule.ts';
import { createRule } from './create-rule.ts';
import { getRule, listRules } from './list-rules.ts';
import { simulateRules } from './simulate-rules.ts';

export function ruleRoutes({ database: { orm } }: AppContext): Served[] {
  const today = () => berlinDay(new Date());
  return [
    serve(contract.listRules, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => ({
        items: await listRules(em, today()),
      })),
    ),
    serve(contract.createRule, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const { id } = await createRule(em, signed, body, today());
        return getRule(em, id, today());
      }),
    ),
    serve(contract.approveRule, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const { id } = await approveRule(em, params.id, signed.counselorId);
        return getRule(em, id, today());
      }),
    ),
    serve(contract.addStarterRules, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => ({
        added: await addStarterRules(em, signed.organizationId, body.state),
      })),
    ),
    serve(contract.simulateRules, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => simulateRules(em, body)),
    ),
  ];
}
