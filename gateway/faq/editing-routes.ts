import type { AppContext } from '../context.ts';
import * as contract from '../contract/faq-editing.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { countFaqs } from './count-faqs.ts';
import { citedSources, freezesByUrl, freezeSource, unfreezeSource } from './freeze-sources.ts';
import { listVersions } from './keep-versions.ts';
import { allFaqs, getFaq } from './list-faqs.ts';
import { listSends } from './list-sends.ts';
import { dismissQuestion, listOpenQuestions } from './open-questions.ts';
import { previewFaq } from './preview-faq.ts';
import { reviewFaq } from './review-faq.ts';

/** What only those who look after the answers use. */
export function faqEditingRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  return [
    serve(contract.countFaqs, ({ signed }) =>
      inOrganization(orm, signed.organizationId, (em) => countFaqs(em, new Date())),
    ),
    serve(contract.listFaqVersions, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) =>
        onePage(await listVersions(em, params.id)),
      ),
    ),
    serve(contract.listFaqSends, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) =>
        onePage(await listSends(em, params.id)),
      ),
    ),
    serve(contract.previewFaq, ({ params, query, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) =>
        previewFaq(await getFaq(em, params.id), query.language),
      ),
    ),
    serve(contract.reviewFaq, ({ params, body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        await reviewFaq(em, params.id, body, new Date());
        return getFaq(em, params.id);
      }),
    ),
    serve(contract.listFaqSources, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) =>
        onePage(citedSources(await allFaqs(em), await freezesByUrl(em))),
      ),
    ),
    serve(contract.freezeSource, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, (em) =>
        freezeSource(em, signed.organizationId, signed.counselorId, body),
      ),
    ),
    serve(contract.unfreezeSource, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        await unfreezeSource(em, params.id);
        return undefined;
      }),
    ),
    serve(contract.listFaqQuestions, async ({ signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, async (em) =>
        onePage(await listOpenQuestions(em, keys)),
      );
    }),
    serve(contract.dismissFaqQuestion, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        await dismissQuestion(em, params.id);
        return undefined;
      }),
    ),
  ];
}

function onePage<Item>(items: Item[]): { items: Item[]; nextCursor: null } {
  return { items, nextCursor: null };
}
