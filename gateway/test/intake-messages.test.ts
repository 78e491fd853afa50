import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import {
  conversationsOf,
  messageSid,
  postSimulator,
  postTwilio,
  startMessengers,
  twilioMessage,
  type Messengers,
} from './messengers.ts';
import { oggOpus, pdf, png } from './sample-files.ts';
import { download, fetchedFiles, storedMessage } from './stored-messages.ts';

const { phoneNumberId } = fakeGraphCredentials;
const sms = '+4915112345601';
const whatsapp = 'whatsapp:+4915112345602';

describe('what people send over Twilio, the Cloud API and the simulator', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers();
    all.graph.files.set('9001', { mimeType: 'image/png', bytes: png });
    all.graph.files.set('9002', { mimeType: 'application/pdf', bytes: pdf });
    all.graph.files.set('9003', { mimeType: 'audio/ogg; codecs=opus', bytes: oggOpus });
  });
  afterAll(() => all?.stop());

  let nextId = 100;
  async function twilioSent(
    from: string,
    more: Record<string, string>,
    body = '',
  ): Promise<Message> {
    const sid = messageSid(String(++nextId), more['NumMedia'] ? 'MM' : 'SM');
    const channel = from === sms ? all.channels.sms : all.channels.twilioWhatsapp;
    const answer = await postTwilio(all, channel, twilioMessage(all, { sid, from, body, ...more }));
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      expect.stringContaining('text/xml'),
      '<Response/>',
    ]);
    return stored(channel, sid);
  }
  async function whatsappSent(content: Record<string, unknown>): Promise<Message> {
    const id = `wamid.HBgM${++nextId}==`;
    const answer = await all.graph.deliver(
      all.channels.whatsapp.webhookUrl,
      inboundMessage(phoneNumberId, { id, ...content }),
    );
    expect(answer.status).toBe(200);
    return stored(all.channels.whatsapp, id);
  }
  async function simulated(content: Record<string, unknown>): Promise<Message> {
    const id = `sim-${++nextId}`;
    const phone = { id: 'phone-1', name: 'Amina', messenger: 'sms', language: 'de' };
    const answer = await postSimulator(all, [
      { type: 'message', id, at: new Date().toISOString(), phone, ...content },
    ]);
    expect(answer.status).toBe(200);
    return stored(all.channels.simulator, id);
  }
  const stored = (channel: Channel, externalId: string) =>
    storedMessage(all.app, channel, externalId);
  const fetched = (message: Message) => fetchedFiles(all.app, message);
  const bytesOf = (path: string | null | undefined) => download(all.app, path);

  describe('over Twilio', () => {
    it('TWI01 TWI18 an SMS arrives with its number', async () => {
      const message = await twilioSent(sms, {}, 'ok 123');
      expect(message).toMatchObject({ kind: 'text', text: 'ok 123', direction: 'inbound' });
      const [conversation] = await conversationsOf(all.app, all.channels.sms);
      expect(conversation).toMatchObject({
        messenger: 'sms',
        status: 'open',
        contact: { language: null },
      });
      const contact = await all.app.api.ok('GET', `/api/contacts/${conversation?.contact.id}`);
      expect(contact).toMatchObject({ addresses: [{ urn: `tel:${sms}` }] });
    });

    it('TWI12 a WhatsApp message arrives on its own channel with profile name and window', async () => {
      const message = await twilioSent(whatsapp, {}, 'مرحبا');
      const [conversation] = await conversationsOf(all.app, all.channels.twilioWhatsapp);
      expect(conversation).toMatchObject({
        messenger: 'whatsapp',
        contact: { displayName: 'Amina' },
      });
      const windowMs =
        Date.parse(conversation?.replyWindowUntil ?? '') - Date.parse(message.sentAt);
      expect(windowMs).toBe(24 * 3_600_000);
      const contact = await all.app.api.ok('GET', `/api/contacts/${conversation?.contact.id}`);
      expect(contact).toMatchObject({ addresses: [{ urn: 'whatsapp:4915112345602' }] });
    });

    it('TWI06 TWI07 image, document and voice note are fetched with the account', async () => {
      const kinds = [
        ['image/png', png, 'image'],
        ['application/pdf', pdf, 'document'],
        ['audio/ogg', oggOpus, 'voice'],
      ] as const;
      for (const [type, bytes, kind] of kinds) {
        const url = all.twilio.addMedia({ bytes, type });
        const message = await twilioSent(
          whatsapp,
          {
            NumMedia: '1',
            MediaUrl0: url,
            MediaContentType0: type,
            MessageType: kind === 'voice' ? 'audio' : kind,
          },
          'dazu',
        );
        const [file] = await fetched(message);
        expect(file).toMatchObject({ state: 'ready', mimeType: type, sizeBytes: bytes.length });
        expect((await bytesOf(file?.url)).bytes).toEqual(bytes);
        expect(message).toMatchObject({ kind, text: 'dazu' });
      }
    });

    it('TWI16 TWI17 a location has its place, a reply its message', async () => {
      const location = await twilioSent(whatsapp, {
        Latitude: '52.52',
        Longitude: '13.405',
        Label: 'Amt',
        MessageType: 'location',
      });
      expect(location).toMatchObject({
        kind: 'location',
        payload: { latitude: 52.52, longitude: 13.405, name: 'Amt' },
      });
      const reply = await twilioSent(
        whatsapp,
        { OriginalRepliedMessageSid: location.externalId ?? '' },
        'dort',
      );
      expect(reply).toMatchObject({
        replyToId: location.id,
        replyToExternalId: location.externalId,
      });
    });
  });

  describe('over the Cloud API', () => {
    it('WAI03 WAI21 a text arrives with profile name, window and the time in either unit', async () => {
      const seconds = Math.floor(Date.now() / 1000);
      const message = await whatsappSent({ text: 'Guten Tag', timestamp: String(seconds) });
      expect(message).toMatchObject({
        kind: 'text',
        text: 'Guten Tag',
        sentAt: new Date(seconds * 1000).toISOString(),
      });
      const [conversation] = await conversationsOf(all.app, all.channels.whatsapp);
      expect(conversation).toMatchObject({
        messenger: 'whatsapp',
        contact: { displayName: 'Amina Haddad' },
        replyWindowUntil: new Date((seconds + 24 * 3600) * 1000).toISOString(),
      });
      const inMilliseconds = await whatsappSent({ timestamp: String(seconds * 1000 + 250) });
      expect(inMilliseconds.sentAt).toBe(new Date(seconds * 1000 + 250).toISOString());
    });

    it('WAI09 image, document and voice note are fetched with the token', async () => {
      const image = await whatsappSent({
        type: 'image',
        image: { id: '9001', mime_type: 'image/png', caption: 'Foto' },
      });
      expect(image).toMatchObject({ kind: 'image', text: 'Foto' });
      const document = await whatsappSent({
        type: 'document',
        document: { id: '9002', mime_type: 'application/pdf', filename: 'Antrag.pdf' },
      });
      const voice = await whatsappSent({
        type: 'audio',
        audio: { id: '9003', mime_type: 'audio/ogg; codecs=opus', voice: true },
      });
      expect(voice.kind).toBe('voice');
      expect(await fetched(image)).toMatchObject([{ state: 'ready', mimeType: 'image/png' }]);
      expect(await fetched(document)).toMatchObject([
        { state: 'ready', kind: 'document', fileName: 'Antrag.pdf' },
      ]);
      const [note] = await fetched(voice);
      expect((await bytesOf(note?.url)).bytes).toEqual(oggOpus);
    });

    it('WAI10 WAI16 a location has its place, a reply its message', async () => {
      const place = { latitude: 52.52, longitude: 13.405, name: 'Amt', address: 'Weg 1' };
      const location = await whatsappSent({ type: 'location', location: place });
      expect(location).toMatchObject({ kind: 'location', payload: place });
      const reply = await whatsappSent({
        text: 'dort',
        context: { from: '4930901820', id: location.externalId },
      });
      expect(reply).toMatchObject({ replyToId: location.id });
    });

    it('WAI16 a reply that comes in one POST with its message finds it', async () => {
      const payload = inboundMessage(phoneNumberId, { id: 'wamid.first', text: 'eins' });
      const entry = payload.entry as {
        changes: { value: { messages: Record<string, unknown>[] } }[];
      }[];
      const messages = entry[0]?.changes[0]?.value.messages;
      messages?.push({
        ...messages[0],
        id: 'wamid.second',
        context: { id: 'wamid.first' },
        text: { body: 'zwei' },
      });
      expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
      const first = await stored(all.channels.whatsapp, 'wamid.first');
      expect(await stored(all.channels.whatsapp, 'wamid.second')).toMatchObject({
        replyToId: first.id,
      });
    });
  });

  describe('on the simulator', () => {
    it('text, files, location and reply arrive as from a phone', async () => {
      const text = await simulated({ text: 'Hallo' });
      const [conversation] = await conversationsOf(all.app, all.channels.simulator);
      expect(conversation).toMatchObject({
        messenger: 'sms',
        contact: { displayName: 'Amina', language: 'de' },
      });
      const reply = await simulated({
        location: { latitude: 1.5, longitude: 2.5 },
        replyTo: text.externalId,
      });
      expect(reply).toMatchObject({
        kind: 'location',
        payload: { latitude: 1.5, longitude: 2.5 },
        replyToId: text.id,
      });
      for (const [kind, mimeType, bytes] of [
        ['image', 'image/png', png],
        ['document', 'application/pdf', pdf],
        ['voice', 'audio/ogg', oggOpus],
      ] as const) {
        const ref = `data:${mimeType};base64,${bytes.toString('base64')}`;
        const message = await simulated({
          media: [{ ref, kind, mimeType, fileName: `eine.${kind}` }],
        });
        expect(message.kind).toBe(kind);
        expect(await fetched(message)).toMatchObject([
          { kind, state: 'ready', mimeType, fileName: `eine.${kind}` },
        ]);
      }
    });
  });
});
