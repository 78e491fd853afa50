import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import { noteUnanswered } from '../faq/note-unanswered.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Conversation } from '../model/conversation.ts';
import { Message } from '../model/message.ts';
import { pushAbout } from '../notifications/push-about.ts';
import { makePromise } from '../promises/make-promise.ts';
import { query } from '../unit-of-work.ts';
import { assignWaiting } from './assign-waiting.ts';
import { handToPeople } from './hand-to-people.ts';
import type { Effect, Outcome, Path } from './path.ts';

type Of<T extends Effect['type']> = Extract<Effect, { type: T }>;

/** Does what a step changes besides the path, in the transaction of its replies, which holds the conversation locked. */
export async function applyEffects(
  em: EntityManager,
  keys: OrganizationKeys,
  conversation: Conversation,
  { path, effects }: Outcome,
): Promise<void> {
  for (const effect of effects) {
    if (effect.type === 'note_unanswered') {
      // Whoever has not consented has not said that we may keep their words beyond the conversation.
      if (path.hasConsent) await keepQuestion(em, keys, conversation, path, effect);
    } else if (effect.type === 'choose_counselor') await assignWaiting(em, conversation, path);
    else await apply(em, conversation, effect);
  }
}

type Direct = Exclude<Effect, { type: 'note_unanswered' | 'choose_counselor' }>;

async function apply(em: EntityManager, conversation: Conversation, effect: Direct): Promise<void> {
  switch (effect.type) {
    case 'set_language':
      await setLanguage(em, conversation, effect);
      return;
    case 'set_topic':
      await setTopic(em, conversation, effect);
      return;
    case 'raise_alert':
      await raiseAlert(em, conversation, effect);
      return;
    case 'give_consent':
      await giveConsent(em, conversation, effect);
      return;
    case 'withdraw_consent':
      await query(
        em,
        `update consent set withdrawn_at = clock_timestamp(), withdrawal_message_id = $2
         where contact_id = $1 and withdrawn_at is null`,
        [conversation.contactId, effect.messageId],
      );
      return;
    case 'hand_to_people':
      await handToPeople(em, conversation, effect);
      return;
    case 'note_helped':
      await noteHelped(em, conversation, effect);
      return;
    case 'rate':
      await rate(em, conversation, effect);
      return;
    case 'erase_contact':
      await query(
        em,
        `insert into contact_erasure (id, organization_id, contact_id, asked_at, due_at)
         values ($1, $2, $3, clock_timestamp(), clock_timestamp()) on conflict do nothing`,
        [newId(), conversation.organizationId, conversation.contactId],
      );
      return;
    case 'promise':
      await makePromise(em, {
        organizationId: conversation.organizationId,
        conversationId: conversation.id,
        answerBy: effect.answerBy,
        now: new Date(),
      });
  }
}

async function keepQuestion(
  em: EntityManager,
  keys: OrganizationKeys,
  { organizationId }: Conversation,
  { topic }: Path,
  { messageId, language }: Of<'note_unanswered'>,
): Promise<void> {
  const message = await em.findOne(Message, messageId);
  if (!message) return;
  const { text }: { text: string | null } = JSON.parse(
    keys.open(messageId, 'message.content', message.content),
  );
  if (text) await noteUnanswered(em, keys, { organizationId, text, language, topic });
}

async function setLanguage(
  em: EntityManager,
  { contactId, organizationId }: Conversation,
  { language }: Of<'set_language'>,
): Promise<void> {
  await query(
    em,
    `with changed as (
       update contact set language = $2 where id = $1 and language is distinct from $2 returning id
     ), event as (
       insert into realtime_event (organization_id, type, contact_id)
       select $3, 'contact.updated', id from changed returning id
     )
     select announce_events(min(id), max(id)) from event`,
    [contactId, language, organizationId],
  );
}

async function setTopic(
  em: EntityManager,
  conversation: Conversation,
  { topic }: Of<'set_topic'>,
): Promise<void> {
  const [row] = await query<{ id: string }>(em, 'select id from topic where key = $1', [topic]);
  if (row) conversation.topicId = row.id;
  await em.flush();
}

/** The same message raises the same alert once. A crisis is for people, whoever has the conversation. */
async function raiseAlert(
  em: EntityManager,
  conversation: Conversation,
  { kind, messageId }: Of<'raise_alert'>,
): Promise<void> {
  await query(
    em,
    `insert into crisis_alert (id, organization_id, conversation_id, message_id, kind, raised_at)
     values ($1, $2, $3, $4, $5, clock_timestamp()) on conflict (message_id, kind) do nothing`,
    [newId(), conversation.organizationId, conversation.id, messageId, kind],
  );
  await noteActivity(em, [conversation.id], {
    kind: kind === 'crisis' ? 'crisis_raised' : 'urgent_raised',
  });
  if (kind === 'crisis' && conversation.status !== 'open') {
    em.assign(conversation, { status: 'open', waitingSince: new Date(), snoozedUntil: null });
    await em.flush();
  }
  await pushAbout(em, conversation.id, { isUrgent: true });
}

async function giveConsent(
  em: EntityManager,
  conversation: Conversation,
  { textVersion, language, messageId }: Of<'give_consent'>,
): Promise<void> {
  await query(
    em,
    `insert into consent (id, organization_id, contact_id, conversation_id, channel_id, purpose, text_version, language,
       message_id, given_at)
     select $1, $2, $3, $4, $5, 'counseling', $6, $7, $8, clock_timestamp()
     where not exists (select from consent where contact_id = $3 and purpose = 'counseling' and text_version = $6
       and withdrawn_at is null)`,
    [
      newId(),
      conversation.organizationId,
      conversation.contactId,
      conversation.id,
      conversation.channelId,
      textVersion,
      language,
      messageId,
    ],
  );
}

async function noteHelped(
  em: EntityManager,
  { id }: Conversation,
  { entryId, version, hasHelped }: Of<'note_helped'>,
): Promise<void> {
  await query(
    em,
    `update faq_send set has_helped = $4, helped_at = clock_timestamp() where id = (
       select id from faq_send where conversation_id = $1 and entry_id = $2 and version = $3
       order by sent_at desc limit 1)`,
    [id, entryId, version, hasHelped],
  );
}

/** A rating is the last word: it leaves the conversation closed as it was. */
async function rate(
  em: EntityManager,
  conversation: Conversation,
  { score }: Of<'rate'>,
): Promise<void> {
  await query(
    em,
    `insert into conversation_rating (id, organization_id, conversation_id, score, rated_at)
     values ($1, $2, $3, $4, clock_timestamp())`,
    [newId(), conversation.organizationId, conversation.id, score],
  );
  if (conversation.status !== 'automated') return;
  em.assign(conversation, { status: 'closed', waitingSince: null, unreadCount: 0 });
  await em.flush();
}
