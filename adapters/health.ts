/** How the provider sees the account, for administrators. */
export type Health = {
  /** Updates that wait at the provider, or null when it does not say. */
  pendingCount: number | null;
  lastErrorAt: Date | null;
  /** The provider's words; hold no content. */
  lastError: string | null;
  /** The provider's rating, lower case, e.g. `green`. */
  quality: string | null;
  /** What has to be mended, or null when all is well. */
  problem: { code: ProblemCode; text: string } | null;
};

/** What is wrong with a channel; the interface has a sentence for each in its own language. */
export const problemCodes = [
  /** The account exists and may not be used: suspended, closed, not paid for. */
  'account_inactive',
  /** The account may not send, or not as much as it would have to. */
  'account_limited',
  /** The app secret is not that of the app which the token belongs to. */
  'app_secret_wrong',
  'credentials_failed',
  /** The provider finds no server at our public address. */
  'host_unknown',
  'https_required',
  'logged_out',
  'misconfigured',
  /** The account has no such number, or the token may not use it. */
  'number_unknown',
  /** The provider does not call the port of our public address. */
  'port_refused',
  'unreachable',
  /** The provider calls another address than ours: another installation took the account over. */
  'webhook_elsewhere',
  'webhook_failing',
  'webhook_missing',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What is left to do by hand after a channel was set up; the interface says it in its own language. */
export const todoCodes = [
  /** Set the callback URL and the verify token in the provider's app. */
  'callback_url',
  /** Messages arrive; reports on templates and the account need the app's callback URL. */
  'callback_url_for_reports',
  /** There is no https address yet that the provider could call. */
  'https_required',
  /** Set the webhook of a messaging service. */
  'messaging_service_webhook',
  /** Set the webhook where the number is managed: it belongs to another account. */
  'number_elsewhere',
  /** Nobody can answer to such a sender. */
  'one_way_sender',
  /** Set the webhook of a short code. */
  'short_code_webhook',
  /** An application takes the messages of the number; choose the webhook instead. */
  'twiml_app',
  /** Set the webhook of a WhatsApp sender. */
  'whatsapp_sender_webhook',
] as const;
export type TodoCode = (typeof todoCodes)[number];
