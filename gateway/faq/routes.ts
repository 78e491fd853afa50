import type { AppContext } from '../context.ts';
import * as contract from '../contract/faq.ts';
import * as corrections from '../contract/faq-correction.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { addStarter } from './add-starter.ts';
import { createFaq, updateFaq } from './change-faqs.ts';
import { correctFaq, listCorrections } from './correct-faq.ts';
import { getFaq, listFaqs } from './list-faqs.ts';
import { matchFaq } from './match-faq.ts';

export function faqRoutes({ database: { orm } }: AppContext): Served[] {
  return [
    serve(contract.listFaqs, ({ query, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => listFaqs(em, query)),
    ),
    serve(contract.getFaq, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => getFaq(em, params.id)),
    ),
    serve(contract.createFaq, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) =>
        getFaq(em, await createFaq(em, signed.organizationId, signed.counselorId, body)),
      ),
    ),
    serve(contract.updateFaq, ({ params, body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        await updateFaq(em, params.id, signed.counselorId, body);
        return getFaq(em, params.id);
      }),
    ),
    serve(contract.matchFaq, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, (em) =>
        matchFaq(em, signed.organizationId, body, new Date()),
      ),
    ),
    serve(corrections.correctFaq, ({ params, body, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => correctFaq(em, signed, params.id, body)),
    ),
    serve(corrections.listFaqCorrections, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => listCorrections(em, params.id)),
    ),
    serve(contract.addStarterFaqs, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => ({
        added: await addStarter(em, signed.organizationId, body.state),
      })),
    ),
  ];
}
