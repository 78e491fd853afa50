import { isKey, keyOf, type InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import type { IncomingMessage, MessageReceipt } from './receive-messages.ts';

type Answer = { id: string; title: string; target?: string };
type Offered = { id: string; title: string };
type Row = { id: string; content: Buffer };

/** Of a tap that names no message, so many of our latest ones are searched for what was tapped. */
const searched = 100;

/**
 * An id that was too long for a button travelled as a key; the answer gets its id back from what was offered. All other
 * messages pass untouched and at once.
 */
export function restoreReplyIds(
  database: Database,
  receive: (incoming: IncomingMessage) => Promise<MessageReceipt>,
): (incoming: IncomingMessage) => Promise<MessageReceipt> {
  return async (incoming) => {
    const answer = answerOf(incoming.event);
    if (!answer || !isKey(answer.id)) return receive(incoming);
    const { channel, event } = incoming;
    const offered = (await findOffers(database, channel, event, answer.target)).find(
      ({ id }) => keyOf(id) === answer.id,
    );
    return receive(offered ? { ...incoming, event: restored(event, answer, offered) } : incoming);
  };
}

function answerOf({ content }: IncomingMessage['event']): Answer | null {
  const isAnswer = content.kind === 'button_reply' || content.kind === 'list_reply';
  return isAnswer ? (content.payload as Answer) : null;
}

/** Where the provider gave no title with the tap, the key stood for it. */
function restored(
  event: Extract<InboundEvent, { type: 'message.received' }>,
  answer: Answer,
  offered: Offered,
): typeof event {
  const title = answer.title === answer.id ? offered.title : answer.title;
  const text = event.content.text === answer.id ? title : event.content.text;
  const payload = { ...answer, id: offered.id, title };
  return { ...event, content: { ...event.content, text, payload } };
}

async function findOffers(
  { servicePool }: Database,
  channel: ConnectedChannel,
  { sender }: IncomingMessage['event'],
  target: string | undefined,
): Promise<Offered[]> {
  const { keys } = channel;
  const { rows } = target
    ? await servicePool.query<Row>(
        `select m.id, m.content from delivery_part p join delivery d on d.id = p.delivery_id
         join message m on m.id = d.message_id where p.channel_id = $1 and p.external_id_hash = $2`,
        [channel.id, keys.lookup('external_id', target)],
      )
    : await servicePool.query<Row>(
        `select m.id, m.content from contact_address a join conversation c on c.contact_address_id = a.id
         join message m on m.conversation_id = c.id
         where a.channel_id = $1 and a.urn_hash = $2 and m.direction = 'outbound'
         order by m.order_at desc limit $3`,
        [channel.id, keys.lookup('urn', sender.urn), searched],
      );
  return rows.flatMap(({ id, content }) => {
    const { payload }: { payload: { quickReplies?: Offered[] } | null } = JSON.parse(
      keys.open(id, 'message.content', content),
    );
    return payload?.quickReplies ?? [];
  });
}
