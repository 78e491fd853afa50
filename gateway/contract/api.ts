import * as account from './account.ts';
import * as activities from './activity.ts';
import * as assistants from './assistant.ts';
import * as attachments from './attachment.ts';
import * as bulk from './bulk.ts';
import * as channels from './channel.ts';
import * as channelLog from './channel-log.ts';
import * as contacts from './contact.ts';
import * as conversations from './conversation.ts';
import * as drafts from './draft.ts';
import type { EndpointSpec } from './endpoint.ts';
import * as faqs from './faq.ts';
import * as faqCorrections from './faq-correction.ts';
import * as faqEditing from './faq-editing.ts';
import * as labels from './label.ts';
import * as messages from './message.ts';
import * as notifications from './notification.ts';
import * as offices from './office.ts';
import * as officeImport from './office-import.ts';
import * as pairing from './pairing.ts';
import * as profiles from './profile.ts';
import * as savedReplies from './saved-reply.ts';
import * as presence from './presence.ts';
import * as rules from './rule.ts';
import * as search from './search.ts';
import * as signals from './signal.ts';
import * as simulator from './simulator.ts';
import * as templates from './template.ts';
import * as views from './view.ts';
import * as triage from './triage.ts';

/** Every endpoint of the API, for OpenAPI and for the test that no endpoint lacks a handler or a permission. */
export const endpoints: EndpointSpec[] = [
  account,
  conversations,
  messages,
  activities,
  assistants,
  attachments,
  contacts,
  channels,
  channelLog,
  notifications,
  offices,
  officeImport,
  pairing,
  savedReplies,
  profiles,
  drafts,
  presence,
  search,
  signals,
  simulator,
  templates,
  views,
  labels,
  faqs,
  rules,
  faqEditing,
  faqCorrections,
  triage,
  bulk,
].flatMap((module) => Object.values(module).filter(isEndpoint));

function isEndpoint(value: unknown): value is EndpointSpec {
  return typeof value === 'object' && value !== null && 'method' in value && 'access' in value;
}
