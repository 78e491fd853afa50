import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import { reactToMessage, showTyping } from '../contract/signal.ts';
import { getMessage } from '../conversation/list-messages.ts';
import { requireReachable } from '../conversation/reachability.ts';
import { AppError } from '../errors.ts';
import { serve, type Served } from '../http/serve.ts';
import { Conversation } from '../model/conversation.ts';
import { inOrganization } from '../unit-of-work.ts';
import { findAddressee } from './find-addressee.ts';
import { createSignals } from './send-signal.ts';
import { setReaction } from './set-reaction.ts';

/** What we show the contact besides messages. */
export function signalRoutes(context: AppContext): Served[] {
  const { database, directory, keyring, queues } = context;
  const signals = createSignals(context);

  return [
    serve(reactToMessage, async ({ params, body: { emoji }, signed }) => {
      const { organizationId, counselorId } = signed;
      const keys = await keyring.of(organizationId);
      const { isNew, message } = await inOrganization(database.orm, organizationId, async (em) => {
        const ours = { emoji, counselorId };
        return {
          isNew: await setReaction(em, keys, directory.byId, params.id, ours),
          message: await getMessage(em, keys, params.id),
        };
      });
      if (isNew) await queues.wakeReaction(params.id);
      return message;
    }),
    serve(showTyping, async ({ params, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      const addressee = await inOrganization(database.orm, signed.organizationId, async (em) => {
        const found = await findAddressee(em, keys, params.id);
        return (await isReachable(em, params.id)) ? found : null;
      });
      if (addressee) signals.showTyping(addressee);
      return undefined;
    }),
  ];
}

/** Who can't be written to is not shown that somebody writes. */
async function isReachable(em: EntityManager, conversationId: string): Promise<boolean> {
  const conversation = await em.findOneOrFail(Conversation, conversationId);
  try {
    await requireReachable(em, conversation, { hasTemplate: false });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
