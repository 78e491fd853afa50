import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkLifetimeMs, signFileLink } from '../attachments/file-links.ts';
import { addCorrespondent, reply, requestsTo, waitForStatus, type Line } from './correspondents.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { pdf, png } from './sample-files.ts';

describe('the form in which a message reaches its provider', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(async () => {
    expect(all.twilio.violations).toEqual([]);
    expect(all.graph.violations).toEqual([]);
    await all.stop();
  });

  const upload = async (bytes: Buffer, name: string, type: string) =>
    (await all.app.api.upload(bytes, name, type)).id;
  const image = () => upload(png, 'Bescheid.png', 'image/png');

  async function send(line: Line, body: Parameters<typeof reply>[2]) {
    const person = await addCorrespondent(all, line);
    const message = await waitForStatus(all, await reply(all, person, body), 'accepted');
    return { person, message, requests: requestsTo(all, person) };
  }

  it.for(['telegram', 'whatsapp'] as const)(
    'TGO09 a quoting reply on %s names the message it answers',
    async (line) => {
      const person = await addCorrespondent(all, line);
      const message = await reply(all, person, { text: 'Dazu', replyToId: person.firstMessage.id });
      await waitForStatus(all, message, 'accepted');
      const external = person.firstMessage.externalId ?? '';
      expect(requestsTo(all, person)[0]?.fields).toMatchObject(
        line === 'whatsapp'
          ? { context: { message_id: external } }
          : {
              reply_parameters: {
                message_id: Number(external.split(':')[1]),
                allow_sending_without_reply: true,
              },
            },
      );
      const again = await reply(all, person, { text: 'Und noch zu meinem', replyToId: message.id });
      const { externalId } = await waitForStatus(all, again, 'accepted').then(() =>
        waitForStatus(all, message, 'accepted'),
      );
      expect(JSON.stringify(requestsTo(all, person)[1]?.fields)).toContain(
        String(externalId).split(':').at(-1),
      );
    },
  );

  it('a quoting reply by SMS goes out without the reference', async () => {
    const person = await addCorrespondent(all, 'sms');
    await waitForStatus(
      all,
      await reply(all, person, { text: 'Dazu', replyToId: person.firstMessage.id }),
      'accepted',
    );
    expect(requestsTo(all, person)[0]?.fields).toMatchObject({ Body: 'Dazu' });
  });

  it('TGO04 one image and a short text go to Telegram as one captioned photo', async () => {
    const { person, message } = await send('telegram', {
      text: 'Ihr Bescheid',
      attachmentIds: [await image()],
    });
    const calls = all.telegram.requests.filter(
      ({ fields }) => String(fields['chat_id']) === person.address,
    );
    expect(calls.map(({ method, fields }) => [method, fields['caption']])).toEqual([
      ['sendPhoto', 'Ihr Bescheid'],
    ]);
    expect(calls[0]?.files['photo']?.bytes.equals(png)).toBe(true);
    expect(message.delivery?.parts).toHaveLength(1);
  });

  it('TGO05 two images and a document go to Telegram as text, album, document', async () => {
    const attachmentIds = [
      await image(),
      await image(),
      await upload(pdf, 'Antrag.pdf', 'application/pdf'),
    ];
    const { person, message } = await send('telegram', { text: 'Drei Dateien', attachmentIds });
    const calls = all.telegram.requests.filter(
      ({ fields }) => String(fields['chat_id']) === person.address,
    );
    expect(calls.map(({ method }) => method)).toEqual([
      'sendMessage',
      'sendMediaGroup',
      'sendDocument',
    ]);
    expect(message.delivery?.parts).toHaveLength(4);
  });

  it('an image goes to WhatsApp as an upload and a message that names it', async () => {
    const { requests } = await send('whatsapp', {
      text: 'Ihr Bescheid',
      attachmentIds: [await image()],
    });
    const { image: sent } = (requests[0]?.fields ?? {}) as {
      image: { id: string; caption: string };
    };
    expect(sent.caption).toBe('Ihr Bescheid');
    expect(all.graph.files.get(sent.id)?.bytes.equals(png)).toBe(true);
    expect(requests[0]?.fields).toMatchObject({
      type: 'image',
      biz_opaque_callback_data: expect.any(String),
    });
  });

  it('TWO03 an image goes to WhatsApp through Twilio as a MediaUrl that works without a session for 24 hours', async () => {
    const { requests } = await send('twilioWhatsapp', {
      text: 'Ihr Bescheid',
      attachmentIds: [await image()],
    });
    expect(requests).toHaveLength(1);
    const { Body: body, MediaUrl: url } = (requests[0]?.fields ?? {}) as {
      Body: string;
      MediaUrl: string;
    };
    expect(body).toBe('Ihr Bescheid');
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
    expect(expiryOf(url) - Date.now()).toBeGreaterThan(linkLifetimeMs.provider - 60_000);
    expect(expiryOf(url) - Date.now()).toBeLessThanOrEqual(linkLifetimeMs.provider);
  });

  it('TWO03 an image goes by SMS as a link in the text that works without a session for seven days', async () => {
    const { requests } = await send('sms', {
      text: 'Ihr Bescheid',
      attachmentIds: [await image()],
    });
    expect(requests[0]?.fields).not.toHaveProperty('MediaUrl');
    const [text, url = ''] = requests[0]?.text?.split('\n') ?? [];
    expect(text).toBe('Ihr Bescheid');
    expect(url.startsWith(`${all.app.url}/files/`)).toBe(true);
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
    expect(Math.abs(expiryOf(url) - Date.now() - linkLifetimeMs.reader)).toBeLessThan(60_000);
  });

  it('a link that has expired or was changed opens nothing', async () => {
    const attachmentId = await image();
    await send('sms', { attachmentIds: [attachmentId] });
    const { keyring, database } = all.app.context;
    const { rows } = await database.servicePool.query<{ organization_id: string }>(
      'select organization_id from attachment where id = $1',
      [attachmentId],
    );
    const organizationId = rows[0]?.organization_id ?? '';
    const token = (expiresAt: Date) =>
      signFileLink(keyring, { organizationId, attachmentId, expiresAt });
    const open = async (path: string) => (await fetch(`${all.app.url}/files/${path}`)).status;
    const valid = token(new Date(Date.now() + 60_000));
    expect(await open(valid)).toBe(200);
    expect(await open(token(new Date(Date.now() - 1000)))).toBe(404);
    expect(await open(`${valid.startsWith('A') ? 'B' : 'A'}${valid.slice(1)}`)).toBe(404);
    expect((await fetch(`${all.app.url}/api/attachments/${attachmentId}`)).status).toBe(401);
  });

  it('TWO02 Twilio is told our delivery in the path of the status callback', async () => {
    const { requests, message } = await send('sms', { text: 'Mit Rückmeldung' });
    const { rows } = await all.app.context.database.servicePool.query<{ id: string }>(
      'select id from delivery where message_id = $1',
      [message.id],
    );
    expect(requests[0]?.fields['StatusCallback']).toBe(
      `${all.channels.sms.webhookUrl}/status/${rows[0]?.id}`,
    );
  });

  it('TGO03 what looks like markup arrives literally', async () => {
    const { requests } = await send('telegram', { text: '*_[<&`~' });
    expect(requests[0]?.fields).toMatchObject({ text: '*_[<&`~' });
    expect(requests[0]?.fields).not.toHaveProperty('parse_mode');
  });

  it('WAO02 a user id that WhatsApp names in its answer becomes another name of the same person', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    all.graph.userIds.set(person.address, 'DE.13491208655302741918');
    await waitForStatus(all, await reply(all, person, { text: 'Guten Tag' }), 'accepted');
    const { rows } = await all.app.context.database.servicePool.query(
      `select count(*)::integer as aliases from contact_alias al join conversation c on c.contact_address_id = al.contact_address_id
       where c.id = $1`,
      [person.conversationId],
    );
    expect(rows).toEqual([{ aliases: 1 }]);
  });
});

/** The end of a link's life is in the token: bytes 32 to 35, in seconds. */
function expiryOf(url: string): number {
  return Buffer.from(url.split('/files/')[1] ?? '', 'base64url').readUInt32BE(32) * 1000;
}
