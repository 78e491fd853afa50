import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/profile.ts';
import { getConversation } from '../conversation/list-conversations.ts';
import { AppError } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { can, serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { absentee, addAbsence, removeAbsence } from './absences.ts';
import { declineConversation } from './decline-conversation.ts';
import { getProfile, listProfiles, saveProfile } from './profiles.ts';
import { setInterpreterNeed } from './set-interpreter-need.ts';

export function routingRoutes({
  database: { orm },
  directory,
  keyring,
  queues,
}: AppContext): Served[] {
  const work = <T>(signed: Signed, run: (em: EntityManager) => Promise<T>) =>
    inOrganization(orm, signed.organizationId, run);

  /** Commands on the conversation answer the conversation as it is then. */
  const changed = async (signed: Signed, id: string, run: (em: EntityManager) => Promise<void>) => {
    const keys = await keyring.of(signed.organizationId);
    return work(signed, async (em) => {
      await run(em);
      return getConversation(em, keys, id, signed.counselorId);
    });
  };

  return [
    serve(contract.listProfiles, ({ signed }) =>
      work(signed, async (em) => ({
        items: await listProfiles(em, new Date()),
        nextCursor: null,
      })),
    ),
    serve(contract.getProfile, ({ params, signed }) =>
      work(signed, (em) => getProfile(em, params.id, new Date())),
    ),
    serve(contract.putProfile, ({ params, body, signed }) =>
      work(signed, async (em) => {
        await getProfile(em, params.id, new Date());
        requireOwn(signed, params.id);
        await saveProfile(em, signed.organizationId, params.id, body);
        return getProfile(em, params.id, new Date());
      }),
    ),
    serve(contract.createAbsence, ({ params, body, signed }) =>
      work(signed, async (em) => {
        await getProfile(em, params.id, new Date());
        requireOwn(signed, params.id);
        await addAbsence(em, signed.organizationId, params.id, body);
        return getProfile(em, params.id, new Date());
      }),
    ),
    serve(contract.deleteAbsence, ({ params, signed }) =>
      work(signed, async (em) => {
        requireOwn(signed, await absentee(em, params.id));
        await removeAbsence(em, params.id);
        return undefined;
      }),
    ),
    serve(contract.declineConversation, async ({ params, body, signed }) => {
      const conversation = await changed(signed, params.id, (em) =>
        declineConversation(em, params.id, {
          counselorId: signed.counselorId,
          reason: body.reason ?? null,
          channelOf: directory.byId,
        }),
      );
      await queues.wakeMailbox(params.id);
      return conversation;
    }),
    serve(contract.setInterpreterNeed, ({ params, body, signed }) =>
      changed(signed, params.id, (em) =>
        setInterpreterNeed(em, params.id, { ...body, actorId: signed.counselorId }),
      ),
    ),
  ];
}

/** @throws AppError `forbidden` for another's profile without the permission. */
function requireOwn(signed: Signed, counselorId: string): void {
  if (signed.counselorId === counselorId || can(signed, 'counselor.manage')) return;
  throw new AppError('forbidden', 'You can change your own profile only.');
}
