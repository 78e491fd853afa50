import type { AppContext } from '../context.ts';
import { announcePresence } from '../contract/presence.ts';
import { invalid } from '../errors.ts';
import { serve, type Served } from '../http/serve.ts';
import { Conversation } from '../model/conversation.ts';
import { inOrganization } from '../unit-of-work.ts';

const manyKnown = 10_000;

export function presenceRoutes({ database: { orm }, presence }: AppContext): Served[] {
  /** Conversations that were looked up before, so that most beats ask the database nothing. */
  const known = new Map<string, string>();

  async function isOurs(conversationId: string, organizationId: string): Promise<boolean> {
    if (known.get(conversationId) === organizationId) return true;
    const found = await inOrganization(orm, organizationId, (em) =>
      em.count(Conversation, { id: conversationId }),
    );
    if (found === 0) return false;
    if (known.size >= manyKnown) known.clear();
    known.set(conversationId, organizationId);
    return true;
  }

  return [
    serve(announcePresence, async ({ body, signed: { organizationId, counselorId } }) => {
      const { conversationId } = body;
      if (conversationId && !(await isOurs(conversationId, organizationId)))
        throw invalid('body.conversationId', 'There is no such conversation.');
      await presence.announce({ ...body, organizationId, counselorId });
      return { items: presence.all(organizationId) };
    }),
  ];
}
