import type { Browser, Page } from '@playwright/test';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fakeGraphCredentials,
  inboundMessage,
  statusReport,
} from '../gateway/test/fake-graph-payloads.ts';
import {
  messageSid,
  postTelegram,
  postTwilio,
  startMessengers,
  twilioMessage,
  type Messengers,
} from '../gateway/test/messengers.ts';
import { textUpdate } from '../gateway/test/telegram-updates.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

/** Each messenger: how a person writes, and what the provider must get for our answer with an image. */
describe('from the messenger to the open inbox and back', () => {
  let messengers: Messengers;
  let browser: Browser;
  let page: Page;
  let foreign: string[];
  let image: Buffer;

  beforeAll(async () => {
    messengers = await startMessengers();
    browser = await launchBrowser();
    image = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#0f6e6e' } })
      .png()
      .toBuffer();
    ({ page, foreign } = await openPage(browser, messengers.app.url, messengers.app.api.cookie));
    await page.goto(`${messengers.app.url}/inbox/open`);
  });
  afterAll(async () => {
    await browser?.close();
    await messengers?.stop();
  });

  /** Waits for the message in the list that has been open all the time, then opens its conversation. */
  async function openConversation(name: string, text: string) {
    // Under the pointer the list holds still.
    await page.mouse.move(900, 300);
    const row = page
      .getByRole('list', { name: 'Conversations' })
      .getByRole('listitem')
      .filter({ hasText: text });
    await row.waitFor();
    expect(await row.textContent()).toContain(name);
    await row.getByRole('link').first().click();
    await page.getByRole('log').getByText(text).waitFor();
  }

  async function answerWithImage(text: string) {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: image });
    await page.getByRole('list', { name: 'Attached files' }).getByText('plan.png').waitFor();
    const field = page.getByRole('textbox', { name: 'Reply' });
    await field.fill(text);
    await waitFor('the upload to be done', async () =>
      page.getByRole('button', { name: 'Send', exact: true }).isEnabled(),
    );
    await field.press('Enter');
    await page.getByRole('log').getByText(text).waitFor();
  }

  const ownMessage = (text: string) =>
    page.getByRole('log').getByRole('article').filter({ hasText: text });
  const waitForState = (text: string, state: string) =>
    ownMessage(text).getByText(state, { exact: true }).first().waitFor();

  it('Telegram: the message appears without reload, photo and text reach the Bot API', async () => {
    await postTelegram(
      messengers,
      textUpdate('Salam, telegram hier', { userId: 7_100_000_001, name: 'Leyla' }),
    );
    await openConversation('Leyla', 'Salam, telegram hier');
    await answerWithImage('Hier ist der Plan.');
    const sent = await waitFor('sendPhoto', () =>
      messengers.telegram.requests.find((one) => one.method === 'sendPhoto'),
    );
    expect(sent.fields).toMatchObject({ caption: 'Hier ist der Plan.' });
    expect(Object.values(sent.files)[0]?.bytes.equals(image)).toBe(true);
    await waitForState('Hier ist der Plan.', 'Sent');
  });

  it('SMS: the message appears, the image goes as a link that opens without a session, the status ticks forward', async () => {
    const from = '+4915735981111';
    await postTwilio(
      messengers,
      messengers.channels.sms,
      twilioMessage(messengers, { sid: messageSid('e2e sms'), from, body: 'Hallo per SMS' }),
    );
    await openConversation('', 'Hallo per SMS');
    await answerWithImage('Antwort per SMS.');
    const sent = await waitFor('the SMS', () =>
      messengers.twilio.requests.find(
        (one) => one.method === 'POST' && String(one.fields['Body']).startsWith('Antwort per SMS.'),
      ),
    );
    expect(sent.fields).toMatchObject({ To: from });
    expect(sent.fields['MediaUrl']).toBeUndefined();
    const link = /https?:\/\/\S+\/files\/\S+/.exec(String(sent.fields['Body']))?.[0] ?? '';
    const file = await fetch(link);
    expect(Buffer.from(await file.arrayBuffer()).equals(image)).toBe(true);
    await waitForState('Antwort per SMS.', 'Sent');
    const sid = await sidOf('Antwort per SMS.');
    await messengers.twilio.statusCallback(sid, 'delivered');
    await waitForState('Antwort per SMS.', 'Delivered');
  });

  it('WhatsApp through Twilio: the image goes as a signed MediaUrl, read is shown', async () => {
    const from = 'whatsapp:+4915735982222';
    await postTwilio(
      messengers,
      messengers.channels.twilioWhatsapp,
      twilioMessage(messengers, {
        sid: messageSid('e2e wa'),
        from,
        body: 'Privet WhatsApp',
        ProfileName: 'Oksana',
      }),
    );
    await openConversation('Oksana', 'Privet WhatsApp');
    await answerWithImage('Antwort mit Bild.');
    const sent = await waitFor('the WhatsApp message', () =>
      messengers.twilio.requests.find((one) => one.method === 'POST' && one.fields['To'] === from),
    );
    expect(sent.fields['Body']).toBe('Antwort mit Bild.');
    const mediaUrl = [sent.fields['MediaUrl']].flat()[0] ?? '';
    expect(Buffer.from(await (await fetch(mediaUrl)).arrayBuffer()).equals(image)).toBe(true);
    await waitForState('Antwort mit Bild.', 'Sent');
    await messengers.twilio.statusCallback(await sidOf('Antwort mit Bild.'), 'read');
    await waitForState('Antwort mit Bild.', 'Read');
    expect(messengers.twilio.violations).toEqual([]);
  });

  it('WhatsApp Cloud API: the image is uploaded and sent by id, statuses tick forward', async () => {
    const { phoneNumberId } = fakeGraphCredentials;
    const webhook = messengers.channels.whatsapp.webhookUrl;
    await messengers.graph.deliver(
      webhook,
      inboundMessage(phoneNumberId, { id: 'wamid.e2e', text: 'Merhaba Cloud' }),
    );
    await openConversation('', 'Merhaba Cloud');
    await answerWithImage('Hier bitte.');
    const sent = await waitFor('the image', () =>
      messengers.graph.requests.find(
        (one) => one.endpoint === 'messages' && one.fields['type'] === 'image',
      ),
    );
    const { id, caption } = sent.fields['image'] as { id: string; caption: string };
    expect(caption).toBe('Hier bitte.');
    expect(messengers.graph.files.get(id)?.bytes.equals(image)).toBe(true);
    await waitForState('Hier bitte.', 'Sent');
    const wamid = await sidOf('Hier bitte.');
    for (const [status, shown] of [
      ['delivered', 'Delivered'],
      ['read', 'Read'],
    ] as const) {
      await messengers.graph.deliver(webhook, statusReport(phoneNumberId, { id: wamid, status }));
      await waitForState('Hier bitte.', shown);
    }
    expect(messengers.graph.violations).toEqual([]);
  });

  it('a failed send shows the reason, and Try again sends it once more', async () => {
    await postTelegram(
      messengers,
      textUpdate('Noch eine Frage', {
        updateId: 9,
        messageId: 9,
        userId: 7_100_000_009,
        name: 'Ivan',
      }),
    );
    await openConversation('Ivan', 'Noch eine Frage');
    messengers.telegram.failNext({
      method: 'sendMessage',
      status: 400,
      body: { ok: false, error_code: 400, description: 'Bad Request: chat not found' },
    });
    await page.getByRole('textbox', { name: 'Reply' }).fill('Zweiter Versuch');
    await page.keyboard.press('Enter');
    await waitForState('Zweiter Versuch', 'Not delivered');
    await ownMessage('Zweiter Versuch').getByRole('button', { name: 'Try again' }).click();
    await waitForState('Zweiter Versuch', 'Sent');
    const attempts = messengers.telegram.requests.filter(
      (one) => one.fields['text'] === 'Zweiter Versuch',
    );
    expect(attempts).toHaveLength(2);
  });

  it('a note never reaches a provider', async () => {
    const before = messengers.telegram.requests.length;
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.getByRole('textbox', { name: 'Note for colleagues' }).fill('Nur für uns');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByRole('log').getByText('Nur für uns').waitFor();
    expect(messengers.telegram.requests.length).toBe(before);
  });

  it('the page asked nobody but us', () => {
    expect(foreign).toEqual([]);
  });

  async function sidOf(text: string): Promise<string> {
    return waitFor('the external id', async () => {
      const { items } = await messengers.app.api.ok<{ items: { id: string }[] }>(
        'GET',
        '/api/conversations?status=all',
      );
      for (const { id } of items) {
        const thread = await messengers.app.api.ok<{
          items: { text: string | null; externalId: string | null }[];
        }>('GET', `/api/conversations/${id}/messages`);
        const found = thread.items.find((message) => message.text === text)?.externalId;
        if (found) return found;
      }
      return undefined;
    });
  }
});
