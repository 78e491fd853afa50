import { SendError, defineAdapter, type Capabilities } from '../adapter.ts';
import { credentialsSchema, type SampleCredentials } from './credentials.ts';
import { receive } from './normalise.ts';
import { send } from './send.ts';

/** Texts only; a file goes as a link. Limit: ten parts of an SMS. Source: the gateway's manual, page "Limits". */
const sms: Capabilities = {
  maxTextLength: 1530,
  textUnit: 'sms',
  captionLength: 0,
  mediaBy: 'link',
  media: { document: { maxBytes: 16_000_000, mimeTypes: ['application/pdf', 'image/jpeg'] } },
  maxMediaPerMessage: 10,
  replyWindowHours: null,
  receipts: 'delivered',
  hasReplyTo: false,
  hasReactions: false,
  hasTemplates: false,
  hasTyping: false,
  hasReadMarks: false,
  quickReplies: null,
};

/** An SMS gateway as there are many, for `docs/adding-a-channel.md`. */
export const sampleSms = defineAdapter<SampleCredentials>({
  kind: 'sample-sms',
  credentialsSchema,
  generatedSecrets: ['secret'],
  capabilities: { sms },
  receive,
  send,
  async fetchMedia() {
    throw new SendError('media_unavailable', 'An SMS carries no file', { retryable: false });
  },
});
