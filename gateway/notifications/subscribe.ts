import type * as z from 'zod';
import type { AppContext } from '../context.ts';
import type { subscribeToPush } from '../contract/notification.ts';
import { invalid } from '../errors.ts';
import { newId } from '../ids.ts';
import { PushSubscription } from '../model/push-subscription.ts';
import { acrossOrganizations } from '../unit-of-work.ts';

type Owner = { organizationId: string; counselorId: string; sessionId: string };
type NewSubscription = z.output<(typeof subscribeToPush)['body']>;

const maxPerCounselor = 20;

/**
 * Remembers where to push for a browser, in place of what was remembered for it before, whosever that was.
 * @throws AppError `validation_failed` for an address that is no public push service, or keys that are none.
 */
export async function subscribe(
  { database, keyring, pushService }: Pick<AppContext, 'database' | 'keyring' | 'pushService'>,
  { organizationId, counselorId, sessionId }: Owner,
  { endpoint, keys, label, language }: NewSubscription,
): Promise<PushSubscription> {
  if (!pushService.isAllowed({ endpoint, keys }))
    throw invalid('body.endpoint', 'This is not the address of a push service.');
  const organizationKeys = await keyring.of(organizationId);
  const endpointHash = pushService.hashOf(endpoint);
  const id = newId();
  return acrossOrganizations(database.orm, async (em) => {
    await em.nativeDelete(PushSubscription, { $or: [{ endpointHash }, { sessionId }] });
    const earlier = await em.find(
      PushSubscription,
      { counselorId },
      { orderBy: { createdAt: 'desc' }, offset: maxPerCounselor - 1 },
    );
    for (const one of earlier) em.remove(one);
    const created = em.create(PushSubscription, {
      id,
      organizationId,
      counselorId,
      sessionId,
      endpointHash,
      endpoint: organizationKeys.seal(id, 'push_subscription.endpoint', endpoint),
      keys: organizationKeys.seal(id, 'push_subscription.keys', JSON.stringify(keys)),
      label,
      language,
      createdAt: new Date(),
      lastPushedAt: null,
    });
    await em.flush();
    return created;
  });
}
