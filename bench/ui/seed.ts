import pg from 'pg';
import type { ConnectedChannel } from '../../gateway/channel-directory.ts';
import { createChannelDirectory } from '../../gateway/channel-directory.ts';
import { openDatabase } from '../../gateway/database.ts';
import { createMessageReceiver } from '../../gateway/intake/receive-messages.ts';
import { createKeyring, loadMasterKey } from '../../gateway/keyring.ts';
import { createLogger } from '../../gateway/logger.ts';

export type Sizes = { conversations: number; messages: number };

export const longUserId = 8_000_000_001;
const firstUserId = 9_000_000_000;
const languages = ['de', 'ar', 'uk', 'tr', 'ru', 'fa', 'en', 'fr', 'ps', 'ku'];
const rareLanguage = 'ti';
const minuteMs = 60_000;
const chunk = 2000;

const texts = [
  'Guten Tag, ich habe eine Frage zu meinem Aufenthaltstitel. Wann kann ich kommen?',
  'Danke!',
  'السلام عليكم، وصلتني رسالة من الجوب سنتر ولا أفهم ما المطلوب مني. هل يمكنكم مساعدتي من فضلكم؟',
  'Доброго дня! Чи можна записатися на консультацію наступного тижня? Я працюю до 16 години, тому краще ввечері.',
  'Das Formular ist hier: https://www.example.org/antrag. Bitte bringen Sie Pass, Meldebescheinigung und den letzten Bescheid mit. Wenn etwas fehlt, schreiben Sie uns; wir finden einen neuen Termin und rufen für Sie bei der Behörde an.',
  'Tamam, yarın saat onda gelirim.',
];

/**
 * Fills an installation through the product's own batched intake: so many people who wrote once, and one of them so
 * many messages. Every third of these becomes ours.
 */
export async function seed(
  environment: Record<string, string>,
  channelId: string,
  { conversations, messages }: Sizes,
): Promise<void> {
  const log = createLogger('warn');
  const url = environment['DATABASE_URL'] ?? '';
  const database = await openDatabase({ connectionString: url }, log);
  try {
    const masterKey = await loadMasterKey(undefined, environment['DATA_DIR'] ?? '');
    const keyring = createKeyring(masterKey, database.servicePool);
    const channel = await createChannelDirectory(database, keyring).byId(channelId);
    if (!channel) throw new Error('The channel is not there');
    const receive = createMessageReceiver(database);
    const now = Date.now();
    const startAt = now - (messages + conversations + 10) * minuteMs;
    for (let from = 0; from < messages; from += chunk) {
      const part = range(from, Math.min(messages, from + chunk));
      await Promise.all(
        part.map((index) =>
          receive(message(channel, { index, user: longUserId, at: startAt + index * minuteMs })),
        ),
      );
    }
    const peopleAt = startAt + messages * minuteMs;
    for (let from = 1; from < conversations; from += chunk) {
      const part = range(from, Math.min(conversations, from + chunk));
      await Promise.all(
        part.map((index) =>
          receive(
            message(channel, { index, user: firstUserId + index, at: peopleAt + index * minuteMs }),
          ),
        ),
      );
    }
    await database.servicePool.query(`
      update conversation c set topic_id = t.id, unread_count = least(unread_count, 1)
      from (select id, row_number() over (order by key) - 1 as n from topic) t
      where ('x' || substr(md5(c.id::text), 1, 4))::bit(16)::int % 8 = t.n`);
    await database.servicePool.query(`
      update contact p set language = (array['${languages.join("','")}'])
        [1 + ('x' || substr(md5(p.id::text), 5, 4))::bit(16)::int % ${languages.length}]`);
    await database.servicePool.query(`
      update contact set language = '${rareLanguage}' where id in (select id from contact order by md5(id::text) limit 5)`);
    await database.servicePool.query(`
      update conversation set assignee_id = (select id from counselor limit 1)
      where ('x' || substr(md5(id::text), 9, 4))::bit(16)::int % 10 = 0`);
    await database.servicePool.query(`
      update message m set direction = 'outbound', author = 'counselor', counselor_id = (select id from counselor limit 1)
      from conversation c where c.id = m.conversation_id and c.last_seq > 40 and m.seq % 3 = 0`);
    // As if the search index had caught up: building it would go on for minutes beside what is measured.
    await database.servicePool.query(`
      insert into message_words (message_id, organization_id, conversation_id, at, tokens)
      select id, organization_id, conversation_id, order_at, '{}' from message on conflict do nothing`);
    await database.servicePool.query(`
      insert into contact_words (contact_id, organization_id, tokens)
      select id, organization_id, '{}' from contact on conflict do nothing`);
  } finally {
    await database.close();
  }
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query('vacuum analyze');
  await owner.end();
}

function message(
  channel: ConnectedChannel,
  { index, user, at }: { index: number; user: number; at: number },
) {
  const time = new Date(at);
  return {
    channel,
    receivedAt: time,
    event: {
      type: 'message.received' as const,
      externalId: `${user}:${index}`,
      sender: {
        urn: `telegram:${user}`,
        messenger: 'telegram' as const,
        displayName: user === longUserId ? 'Long Thread' : `Person ${index}`,
      },
      sentAt: time,
      providerOrder: 0,
      content: {
        kind: 'text' as const,
        text: `${index + 1}. ${texts[index % texts.length]}`,
        payload: null,
        attachments: [],
      },
      raw: null,
    },
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
