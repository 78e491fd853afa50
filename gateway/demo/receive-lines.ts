import type { Content, ContentKind, InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AppContext } from '../context.ts';
import { quotedLine, type Plan, type PlannedLine } from './plan.ts';

/** The stored rows of what clients wrote, by the id their provider gave. */
export type Received = Map<string, { id: string; conversationId: string; receivedAt: Date }>;
export type Channels = (plan: Plan) => ConnectedChannel;

/** Lets every line of a client come in the way of a webhook, at its own time; they share the group commits. */
export async function receiveLines(
  context: AppContext,
  plans: Plan[],
  channelOf: Channels,
): Promise<Received> {
  await Promise.all(
    plans.flatMap((plan) =>
      plan.lines
        .filter((line) => line.who === 'they')
        .map((line) =>
          context.intake.accept(channelOf(plan), [messageReceived(plan, line)], arrival(line)),
        ),
    ),
  );
  return readBack(context, plans, channelOf);
}

/** What clients did to messages afterwards: edits, deletions, reactions. Needs the replies to be there. */
export async function receiveChanges(
  { intake }: AppContext,
  plans: Plan[],
  channelOf: Channels,
): Promise<void> {
  for (const plan of plans) {
    for (const line of plan.lines) {
      const change = changeOf(plan, line);
      if (change) await intake.accept(channelOf(plan), [change], line.at);
    }
  }
}

function messageReceived(plan: Plan, line: PlannedLine): InboundEvent {
  const quoted = quotedLine(plan, line);
  return {
    type: 'message.received',
    externalId: line.externalId,
    sender: plan.sender,
    sentAt: line.at,
    providerOrder: line.providerOrder,
    content: contentOf(line),
    ...(quoted && { replyTo: { externalId: quoted.externalId } }),
    raw: null,
  };
}

/** Files are not fetched from anywhere: they are put beside the message later. */
function contentOf({ tags, text }: PlannedLine): Content {
  const content = (
    kind: ContentKind,
    payload: Content['payload'] = null,
    said = text,
  ): Content => ({
    kind,
    text: said,
    payload,
    attachments: [],
  });
  if (tags.has('started')) return content('system', { event: 'conversation_started' });
  if (tags.has('unsupported')) return content('unsupported', { rawKind: tags.get('unsupported') });
  if (tags.has('location')) {
    const [latitude, longitude] = (tags.get('location') ?? '').split(' ').map(Number);
    return content('location', { latitude, longitude, ...(text && { name: text }) }, null);
  }
  if (tags.has('letter')) return content('image');
  if (tags.has('voice')) return content('voice');
  if (tags.has('pdf')) return content('document');
  return content('text', null, tags.has('edited') ? (editions(text)[0] ?? null) : text);
}

function changeOf({ sender }: Plan, line: PlannedLine): InboundEvent | undefined {
  const { externalId, tags, text, providerOrder } = line;
  const at = new Date(line.at.getTime() + 45_000);
  const emoji = tags.get('reaction');
  if (emoji && line.who === 'we') {
    return {
      type: 'reaction.changed',
      targetExternalId: externalId,
      sender,
      emojis: [emoji],
      at,
      raw: null,
    };
  }
  if (tags.has('deleted')) return { type: 'message.deleted', externalId, deletedAt: at, raw: null };
  if (!tags.has('edited')) return undefined;
  return {
    type: 'message.edited',
    externalId,
    sender,
    editedAt: at,
    sentAt: line.at,
    providerOrder,
    content: { kind: 'text', text: editions(text)[1] ?? text, payload: null, attachments: [] },
    raw: null,
  };
}

function editions(text: string | null): string[] {
  return (text ?? '').split(' => ');
}

function arrival(line: PlannedLine): Date {
  return new Date(line.at.getTime() + 1000);
}

async function readBack(
  { database }: AppContext,
  plans: Plan[],
  channelOf: Channels,
): Promise<Received> {
  const { rows } = await database.servicePool.query<{
    id: string;
    conversation_id: string;
    received_at: Date;
    external_id_hash: Buffer;
  }>(
    'select id, conversation_id, received_at, external_id_hash from message where channel_id = any($1)',
    [[...new Set(plans.map((plan) => channelOf(plan).id))]],
  );
  const byHash = new Map(rows.map((row) => [row.external_id_hash.toString('hex'), row]));
  const received: Received = new Map();
  for (const plan of plans) {
    for (const { externalId } of plan.lines) {
      const row = byHash.get(
        channelOf(plan).keys.lookup('external_id', externalId).toString('hex'),
      );
      if (!row) continue;
      received.set(externalId, {
        id: row.id,
        conversationId: row.conversation_id,
        receivedAt: row.received_at,
      });
    }
  }
  return received;
}
