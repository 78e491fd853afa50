import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/conversation.ts';
import * as messages from '../contract/message.ts';
import type { Signed } from '../http/authentication.ts';
import { can, serve, type Served } from '../http/serve.ts';
import { correctLanguage } from '../language/correct-language.ts';
import { findConversations } from '../search/find-conversations.ts';
import { findAddressee } from '../signals/find-addressee.ts';
import { createSignals } from '../signals/send-signal.ts';
import { inOrganization } from '../unit-of-work.ts';
import { addNote } from './add-note.ts';
import { cancelMessage } from './cancel-message.ts';
import * as change from './change-conversation.ts';
import { countConversations } from './count-conversations.ts';
import { getConversation, listConversations } from './list-conversations.ts';
import { getMessage, listMessages } from './list-messages.ts';
import { listVersions } from './list-versions.ts';
import { retryMessage } from './retry-message.ts';
import { sendReply } from './send-reply.ts';

export function conversationRoutes(context: AppContext): Served[] {
  const { database, keyring, queues } = context;
  const { orm } = database;
  const signals = createSignals(context);
  const work = <T>(signed: Signed, run: (em: EntityManager) => Promise<T>) =>
    inOrganization(orm, signed.organizationId, run);
  const keysOf = (signed: Signed) => keyring.of(signed.organizationId);

  /** Commands on the conversation itself answer the conversation as it is then. */
  const changed = async (signed: Signed, id: string, run: (em: EntityManager) => Promise<void>) => {
    const keys = await keysOf(signed);
    return work(signed, async (em) => {
      await run(em);
      return getConversation(em, keys, id, signed.counselorId);
    });
  };

  return [
    serve(contract.listConversations, async ({ query, signed }) => {
      const keys = await keysOf(signed);
      const mayReadIdentifiers = can(signed, 'contact.read_identifiers');
      return work(signed, async (em) => {
        const { q } = query;
        const among = q && (await findConversations(em, keys, q, { mayReadIdentifiers }));
        const filter = among ? { ...query, among } : query;
        return listConversations(em, keys, filter, signed.counselorId);
      });
    }),
    serve(contract.countConversations, ({ signed }) =>
      work(signed, (em) => countConversations(em, signed.counselorId)),
    ),
    serve(contract.getConversation, async ({ params, signed }) => {
      const keys = await keysOf(signed);
      return work(signed, (em) => getConversation(em, keys, params.id, signed.counselorId));
    }),
    serve(contract.assignConversation, ({ params, body, signed }) =>
      changed(signed, params.id, (em) =>
        change.assign(em, params.id, { ...body, actorId: signed.counselorId }),
      ),
    ),
    serve(contract.closeConversation, ({ params, signed }) =>
      changed(signed, params.id, (em) => change.close(em, params.id, signed.counselorId)),
    ),
    serve(contract.reopenConversation, ({ params, signed }) =>
      changed(signed, params.id, (em) => change.reopen(em, params.id, signed.counselorId)),
    ),
    serve(contract.readConversation, async ({ params, signed }) => {
      const keys = await keysOf(signed);
      const { seen, conversation } = await work(signed, async (em) => ({
        seen:
          (await change.markRead(em, params.id, signed.counselorId)) &&
          (await findAddressee(em, keys, params.id)),
        conversation: await getConversation(em, keys, params.id, signed.counselorId),
      }));
      if (seen) signals.markRead(seen);
      return conversation;
    }),
    serve(contract.snoozeConversation, ({ params, body, signed }) =>
      changed(signed, params.id, (em) =>
        change.snooze(em, params.id, { ...body, actorId: signed.counselorId }),
      ),
    ),
    serve(contract.setTopic, ({ params, body, signed }) =>
      changed(signed, params.id, (em) =>
        change.setTopic(em, params.id, { ...body, actorId: signed.counselorId }),
      ),
    ),
    serve(messages.listMessages, async ({ params, query, signed }) => {
      const keys = await keysOf(signed);
      return work(signed, (em) => listMessages(em, keys, params.id, query));
    }),
    serve(messages.getMessage, async ({ params, signed }) => {
      const keys = await keysOf(signed);
      return work(signed, (em) => getMessage(em, keys, params.id));
    }),
    serve(messages.listVersions, async ({ params, signed }) => {
      const keys = await keysOf(signed);
      return work(signed, (em) => listVersions(em, keys, params.id));
    }),
    serve(messages.correctLanguage, async ({ params, body, signed }) => {
      const keys = await keysOf(signed);
      return work(signed, async (em) => {
        await correctLanguage(em, params.id, body.language);
        return getMessage(em, keys, params.id);
      });
    }),
    serve(messages.sendReply, async ({ params, body, signed }) => {
      const keys = await keysOf(signed);
      const { message, isReplay } = await work(signed, async (em) => {
        const sent = await sendReply(em, keys, params.id, signed.counselorId, body);
        return { message: await getMessage(em, keys, sent.messageId), isReplay: sent.isReplay };
      });
      if (isReplay) return { replayed: message };
      await queues.wakeMailbox(params.id);
      return message;
    }),
    serve(messages.addNote, async ({ params, body, signed }) => {
      const keys = await keysOf(signed);
      return work(signed, async (em) => {
        const { messageId, isReplay } = await addNote(
          em,
          keys,
          params.id,
          signed.counselorId,
          body,
        );
        const note = await getMessage(em, keys, messageId);
        return isReplay ? { replayed: note } : note;
      });
    }),
    serve(messages.cancelMessage, async ({ params, signed }) => {
      const keys = await keysOf(signed);
      const { conversationId, message } = await work(signed, async (em) => ({
        conversationId: await cancelMessage(em, params.id),
        message: await getMessage(em, keys, params.id),
      }));
      await queues.wakeMailbox(conversationId);
      return message;
    }),
    serve(messages.retryMessage, async ({ params, signed }) => {
      const keys = await keysOf(signed);
      const { conversationId, message } = await work(signed, async (em) => ({
        conversationId: await retryMessage(em, keys, params.id),
        message: await getMessage(em, keys, params.id),
      }));
      await queues.wakeMailbox(conversationId);
      return message;
    }),
  ];
}
