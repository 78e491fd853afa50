import type { AppContext } from '../context.ts';
import { newId } from '../ids.ts';
import { publish } from '../realtime/publish.ts';
import { executor, inOrganization, query } from '../unit-of-work.ts';
import { createDemoAnswers } from './answers.ts';
import { attachFiles } from './attach-files.ts';
import { createDemoChannels, type ChannelKey } from './channels.ts';
import {
  createDemoOrganization,
  demoPassword,
  organizationName,
  type DemoOrganization,
} from './organization.ts';
import { holdDialogues } from './hold-dialogues.ts';
import { createDemoLabels } from './labels.ts';
import { planStories, type Plan } from './plan.ts';
import { receiveChanges, receiveLines, type Channels, type Received } from './receive-lines.ts';
import { createDemoProfiles } from './profiles.ts';
import { createDemoSavedReplies } from './saved-replies.ts';
import { settleConversations } from './settle-conversations.ts';
import { createDemoTemplates } from './templates.ts';
import { writeAnswers, type Told } from './write-answers.ts';

/**
 * Fills an empty installation with an invented organization, sixty conversations of the last three weeks and some of today
 * with the assistant, and prints who can sign in. An installation that is in use is left as it is. Nothing is sent to any
 * provider.
 */
export async function seedDemo(context: AppContext): Promise<void> {
  const organization = await createDemoOrganization(context);
  if (!organization) {
    console.log('Demo: this installation is in use already, so nothing was added.');
    return;
  }
  const now = new Date();
  const plans = planStories(now);
  const channelIds = await createDemoChannels(context, organization.id);
  const { whatsappCloud, whatsappTwilio } = channelIds;
  await createDemoTemplates(context, organization.id, [whatsappCloud, whatsappTwilio]);
  await createDemoSavedReplies(context, organization);
  await createDemoAnswers(context, organization);
  const channelOf = await openChannels(context, channelIds);
  const received = await receiveLines(context, plans, channelOf);
  const told = plans.map((plan) => tell(plan, channelOf, received, organization));
  await inOrganization(context.database.orm, organization.id, async (em) => {
    await writeAnswers(em, told);
    await attachFiles(em, context, told);
    await settleConversations(em, told, now);
  });
  await createDemoProfiles(context, organization, now);
  await createDemoLabels(context, organization.id, told);
  await receiveChanges(context, plans, channelOf);
  await automate(context, organization.id, channelIds.simulator);
  await holdDialogues(context, organization, channelIds.simulator);
  console.log(`Demo: ${organizationName} with ${plans.length} invented conversations. Sign in as`);
  for (const email of organization.newEmails) console.log(`  ${email}`);
  console.log(`with the password: ${demoPassword}`);
}

/** From now on: what is told above was told to people, and nobody is taken leave of who was long ago. */
async function automate(
  { database: { orm }, directory }: AppContext,
  organizationId: string,
  channelId: string,
): Promise<void> {
  await inOrganization(orm, organizationId, async (em) => {
    await query(em, "update channel set automation = 'full' where id = $1", [channelId]);
    await query(
      em,
      `update automation_path p set wake_for = null, wake_at = null, due_at = null from conversation c
       where c.id = p.conversation_id and c.channel_id = $1`,
      [channelId],
    );
    await publish(executor(em), organizationId, { type: 'channel.updated', channelId });
  });
  directory.forget(channelId);
}

async function openChannels(
  { directory }: AppContext,
  ids: Record<ChannelKey, string>,
): Promise<Channels> {
  const channels = new Map(
    await Promise.all(
      Object.entries(ids).map(async ([key, id]) => [key, await directory.byId(id)] as const),
    ),
  );
  return ({ story }) => {
    const channel = channels.get(story.channel);
    if (!channel) throw new Error(`The demo has no channel ${story.channel}`);
    return channel;
  };
}

function tell(
  plan: Plan,
  channelOf: Channels,
  received: Received,
  { counselorIds }: DemoOrganization,
): Told {
  const rows = plan.lines.map(({ externalId }) => received.get(externalId));
  const conversationId = rows.find((row) => row !== undefined)?.conversationId;
  if (!conversationId) throw new Error('A demo conversation was not stored');
  const rowIds = plan.lines.map((_line, index) => rows[index]?.id ?? newId());
  return { plan, channel: channelOf(plan), conversationId, rowIds, counselorIds };
}
