import { createHmac } from 'node:crypto';

type Fields = Record<string, unknown>;

/** The account that the fake knows, in the form of an adapter's credentials. */
export const fakeGraphCredentials = {
  phoneNumberId: '106540352242922',
  accessToken: 'EAAGexampleexampleexample0123456789',
  appSecret: '0123456789abcdef0123456789abcdef',
  verifyToken: 'example-verify-token_0123456789',
};

/** The value of `X-Hub-Signature-256` for these bytes. */
export function signGraph(appSecret: string, body: string | Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** A webhook of one change of the field `messages`, as Meta posts it. */
export function graphWebhook(value: Fields, phoneNumberId: string, field = 'messages'): Fields {
  const metadata = { display_phone_number: '4930901820', phone_number_id: phoneNumberId };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [{ value: { messaging_product: 'whatsapp', metadata, ...value }, field }],
      },
    ],
  };
}

/** An incoming text, or any other type when `message` says so. */
export function inboundMessage(
  phoneNumberId: string,
  message: { id: string; from?: string; text?: string; name?: string; userId?: string } & Fields,
): Fields {
  const {
    id,
    from = '4915112345678',
    text = 'Guten Tag',
    name = 'Amina Haddad',
    userId,
    ...rest
  } = message;
  const contact = { profile: { name }, wa_id: from, ...(userId && { user_id: userId }) };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const base = { from, ...(userId && { from_user_id: userId }), id, timestamp };
  const content = rest.type === undefined ? { type: 'text', text: { body: text } } : {};
  return graphWebhook(
    { contacts: [contact], messages: [{ ...base, ...content, ...rest }] },
    phoneNumberId,
  );
}

/** A status of an outgoing message. `errorCode` makes it carry that error. */
export function statusReport(
  phoneNumberId: string,
  report: { id: string; status: string; recipientId?: string; errorCode?: number } & Fields,
): Fields {
  const { id, status, recipientId = '4915112345678', errorCode, ...rest } = report;
  const error = {
    code: errorCode,
    title: 'Failed',
    message: 'Failed',
    error_data: { details: 'Failed' },
  };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const base = { id, status, timestamp, recipient_id: recipientId };
  const statuses = [{ ...base, ...(errorCode !== undefined && { errors: [error] }), ...rest }];
  return graphWebhook({ statuses }, phoneNumberId);
}

/** The body that Graph answers an error with. */
export function graphErrorBody(code: number, details: string, subcode?: number) {
  const error = {
    message: `(#${code}) ${details}`,
    type: 'OAuthException',
    code,
    error_data: { details },
  };
  const trace = { fbtrace_id: 'AbCdEfGhIjKlMnOp' };
  return {
    error: { ...error, ...(subcode !== undefined && { error_subcode: subcode }), ...trace },
  };
}
