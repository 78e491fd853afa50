import { ApiToken } from './api-token.ts';
import { Attachment } from './attachment.ts';
import { Channel } from './channel.ts';
import { ContactAddress } from './contact-address.ts';
import { Contact } from './contact.ts';
import { Conversation } from './conversation.ts';
import { Counselor } from './counselor.ts';
import { DataKey } from './data-key.ts';
import { Delivery } from './delivery.ts';
import { Draft, NoteDraft } from './draft.ts';
import { FaqEntry } from './faq-entry.ts';
import { FaqTranslation } from './faq-translation.ts';
import { Label } from './label.ts';
import { Message } from './message.ts';
import { Note } from './note.ts';
import { NotificationSetting } from './notification-setting.ts';
import { Office } from './office.ts';
import { Organization } from './organization.ts';
import { SavedReply } from './saved-reply.ts';
import { PushSubscription } from './push-subscription.ts';
import { Session } from './session.ts';
import { Topic } from './topic.ts';
import { TriageRule } from './triage-rule.ts';
import { View } from './view.ts';

/** What the ORM knows. Parts, statuses and events are written by set-based functions and read by queries. */
export const entities = [
  Organization,
  DataKey,
  Office,
  Topic,
  Counselor,
  Session,
  ApiToken,
  Channel,
  Contact,
  ContactAddress,
  Conversation,
  Message,
  Note,
  Attachment,
  Delivery,
  Draft,
  NoteDraft,
  FaqEntry,
  FaqTranslation,
  Label,
  SavedReply,
  NotificationSetting,
  PushSubscription,
  TriageRule,
  View,
];
