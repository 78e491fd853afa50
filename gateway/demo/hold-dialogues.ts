import { acknowledgeAlerts } from '../alerts/acknowledge-alerts.ts';
import { step } from '../automation/step.ts';
import { takeStep } from '../automation/take-step.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AppContext } from '../context.ts';
import { inOrganization } from '../unit-of-work.ts';
import { dialogues, type Dialogue } from './dialogues.ts';
import type { DemoOrganization } from './organization.ts';

/** Nothing is waited for: a line is answered before the next one is written. */
const timing = {
  quietMs: 0,
  farewellMs: 20_000,
  reminderMs: 4 * 3_600_000,
  assignmentMs: 15 * 60_000,
};

/** Lets invented clients write to the assistant, which answers as it answers everybody. */
export async function holdDialogues(
  context: AppContext,
  { id, counselorIds }: DemoOrganization,
  channelId: string,
): Promise<void> {
  const channel = await context.directory.byId(channelId);
  if (!channel) throw new Error('The demo has no simulator');
  const { orm } = context.database;
  for (const dialogue of Object.values<Dialogue>(dialogues)) {
    const conversationId = await hold(context, channel, dialogue);
    const { acknowledgedBy } = dialogue;
    if (!acknowledgedBy) continue;
    await inOrganization(orm, id, (em) =>
      acknowledgeAlerts(em, conversationId, counselorIds[acknowledgedBy]),
    );
  }
}

async function hold(
  context: AppContext,
  channel: ConnectedChannel,
  { phone, lines }: Dialogue,
): Promise<string> {
  const urn = `simulator:${phone.id}`;
  let conversationId = '';
  for (const [index, text] of lines.entries()) {
    const at = new Date();
    await context.intake.accept(
      channel,
      [
        {
          type: 'message.received',
          externalId: `demo-${phone.id}-${index}`,
          sender: { urn, messenger: phone.messenger, displayName: phone.name },
          sentAt: at,
          providerOrder: at.getTime(),
          content: { kind: 'text', text, payload: null, attachments: [] },
          raw: null,
        },
      ],
      at,
    );
    conversationId ||= await findConversation(context, channel, urn);
    await answer(context, channel, conversationId);
  }
  return conversationId;
}

/** The assistant of this process has heard of it, too: whoever comes second finds it done. */
async function answer(
  { database, queues }: AppContext,
  channel: ConnectedChannel,
  conversationId: string,
): Promise<void> {
  const take = () =>
    inOrganization(database.orm, channel.organizationId, (em) =>
      takeStep(em, channel, conversationId, step, timing),
    );
  while ((await take()).result === 'early');
  await queues.wakeMailbox(conversationId);
}

async function findConversation(
  { database }: AppContext,
  channel: ConnectedChannel,
  urn: string,
): Promise<string> {
  const { rows } = await database.servicePool.query<{ id: string }>(
    `select c.id from contact_address a join conversation c on c.contact_address_id = a.id
     where a.channel_id = $1 and a.urn_hash = $2`,
    [channel.id, channel.keys.lookup('urn', urn)],
  );
  if (!rows[0]) throw new Error('A demo dialogue was not stored');
  return rows[0].id;
}
