import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signatureHeader, signSimulatorRequest } from '../../adapters/simulator/signature.ts';
import { newId } from '../ids.ts';
import { fakeGraphCredentials, inboundMessage, signGraph } from './fake-graph-payloads.ts';
import { signTwilio } from './fake-twilio.ts';
import {
  conversationsOf,
  counterValue,
  countStored,
  messageSid,
  postTelegram,
  postTwilio,
  simulatorSecret,
  startMessengers,
  telegramSecret,
  twilioMessage,
  type Messengers,
} from './messengers.ts';
import { textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

/** In everything that is refused: no log line may hold it. */
const canary = 'Kanarienvogel';
const { phoneNumberId, appSecret, verifyToken } = fakeGraphCredentials;
const mebibyte = 1024 * 1024;
type Headers = Record<string, string>;

describe('the answers of the webhooks', () => {
  let all: Messengers;
  let before: Record<string, number>;
  let logged: number;

  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());
  beforeEach(async () => {
    before = await countStored(all.app);
    logged = all.app.log.length;
  });

  const url = (channel: keyof Messengers['channels'], rest = '') =>
    all.channels[channel].webhookUrl + rest;
  const shared = () => `${all.app.url}/webhooks/whatsapp-cloud`;
  const post = (target: string, body: string | Buffer, headers: Headers = {}) =>
    fetch(target, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
  const withSecret = { 'x-telegram-bot-api-secret-token': telegramSecret };
  const signedByMeta = (body: string | Buffer) => ({
    'x-hub-signature-256': signGraph(appSecret, body),
  });
  const signedByPhone = (body: string) => ({
    [signatureHeader]: signSimulatorRequest(simulatorSecret, Buffer.from(body)),
  });
  const update = () => JSON.stringify(textUpdate(canary));
  const form = (body = canary) =>
    new URLSearchParams(
      twilioMessage(all, { sid: messageSid(canary), from: '+4915112345678', body }),
    ).toString();
  const whatsapp = (id = phoneNumberId) =>
    JSON.stringify(inboundMessage(id, { id: `wamid.${canary}`, text: canary }));
  const stranger = '999000999000999';

  /** What the webhooks wrote since the test began; other parts of the product may write meanwhile. */
  const lines = () =>
    all.app.log.slice(logged).filter((line) => /webhook|ignored|request failed/.test(line));

  async function expectRefused(response: Response, status: number): Promise<void> {
    const text = await response.text();
    expect(response.status, text).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ status, code: expect.stringMatching(/^[a-z_]+$/) });
    expect(text).not.toMatch(/\bat .*\.ts|node_modules|node:|select |Error/);
    expect(text).not.toContain(canary);
    await expectNothingStored();
    expect(lines()).toHaveLength(1);
    expect(all.app.log.slice(logged).join('\n')).not.toContain(canary);
  }
  async function expectNothingStored(): Promise<void> {
    expect(await countStored(all.app)).toEqual(before);
  }

  describe('401, or 403 from Twilio: the signature is missing or wrong', () => {
    const cases: [string, number, () => Promise<Response>][] = [
      ['TGI02 Telegram without a secret', 401, () => post(url('telegram'), update())],
      [
        'TGI02 Telegram with a wrong secret',
        401,
        () =>
          post(url('telegram'), update(), {
            'x-telegram-bot-api-secret-token': `${telegramSecret}x`,
          }),
      ],
      ['TWI02 Twilio without a signature', 403, () => post(url('sms'), form())],
      [
        'TWI02 Twilio with a wrong signature',
        403,
        () =>
          post(url('sms'), form(), {
            'x-twilio-signature': signTwilio('another token', url('sms'), {}),
          }),
      ],
      [
        'TWI02 a Twilio status without a signature',
        403,
        () => post(url('sms', '/status'), 'MessageStatus=read'),
      ],
      [
        'TWI02 the Twilio fallback without a signature',
        403,
        () => post(url('twilioWhatsapp', '/fallback'), form()),
      ],
      ['WAI02 the Cloud API without a signature', 401, () => post(url('whatsapp'), whatsapp())],
      [
        'WAI02 the Cloud API with a signature over other bytes',
        401,
        () => post(url('whatsapp'), whatsapp(), signedByMeta(`${whatsapp()} `)),
      ],
      [
        'WAI02 the Cloud API on the shared path, known number, no signature',
        401,
        () => post(shared(), whatsapp()),
      ],
      [
        'WAI02 the Cloud API on the shared path, known number, wrong signature',
        401,
        () =>
          post(shared(), whatsapp(), {
            'x-hub-signature-256': signGraph('another secret', whatsapp()),
          }),
      ],
      [
        'the simulator without a signature',
        401,
        () => post(url('simulator'), JSON.stringify({ events: [] })),
      ],
    ];
    it.each(cases)('%s', async (_title, status, send) => expectRefused(await send(), status));
  });

  it('WAI02 a signature over raw bytes holds with escapes and emoji as they came', async () => {
    const body = String.raw`{"object":"whatsapp_business_account",  "entry":[], "note":"\u00fc \ud83d\ude00 😀"}`;
    expect((await post(url('whatsapp'), body, signedByMeta(body))).status).toBe(200);
  });

  describe('the verification of Meta', () => {
    const query = (token: string, mode = 'subscribe') =>
      `?hub.mode=${mode}&hub.verify_token=${encodeURIComponent(token)}&hub.challenge=4711`;

    it('WAI01 is answered with the challenge, on the path of the channel and on the shared one', async () => {
      for (const path of [url('whatsapp'), shared()]) {
        const response = await fetch(path + query(verifyToken));
        expect([response.status, await response.text()]).toEqual([200, '4711']);
        expect(response.headers.get('content-type')).toContain('text/plain');
      }
    });
    it.each([
      ['a wrong token on the channel', () => url('whatsapp') + query('wrong')],
      ['a wrong token on the shared path', () => shared() + query('wrong')],
      ['another mode', () => url('whatsapp') + query(verifyToken, 'unsubscribe')],
      ['no question at all', () => shared()],
    ])('WAI01 fails with 403 for %s', async (_title, target) =>
      expectRefused(await fetch(target()), 403),
    );
  });

  describe('404: nobody is there', () => {
    it.each([
      ['X12 an unknown channel', () => `telegram/${newId()}`],
      ['X12 an unknown channel of Twilio', () => `twilio/${newId()}/status`],
      ['X12 an unknown channel of the Cloud API', () => `whatsapp-cloud/${newId()}`],
      ['something that is no id', () => `telegram/${canary}`],
      ['a channel of another kind', () => `twilio/${all.channels.telegram.id}`],
      ['an unknown kind', () => `${canary}/${newId()}`],
      ['a kind that is a property of every object', () => 'constructor'],
      ['a kind that has no shared path', () => 'telegram'],
    ])('%s', async (_title, path) => {
      await expectRefused(
        await post(`${all.app.url}/webhooks/${path()}`, update(), withSecret),
        404,
      );
    });
    it('a channel that was deleted', async () => {
      const channel = await all.app.api.ok<{ id: string; webhookUrl: string }>(
        'POST',
        '/api/channels',
        {
          kind: 'simulator',
          name: 'Gone',
          credentials: { secret: simulatorSecret },
        },
      );
      const body = JSON.stringify({ events: [] });
      expect((await post(channel.webhookUrl, body, signedByPhone(body))).status).toBe(200);
      await all.app.api.ok('DELETE', `/api/channels/${channel.id}`);
      logged = all.app.log.length;
      await expectRefused(await post(channel.webhookUrl, body, signedByPhone(body)), 404);
    });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('405: %s', async (method) => {
    await expectRefused(await fetch(url('telegram'), { method, headers: withSecret }), 405);
  });

  describe('400: the body is malformed', () => {
    const broken = `{"message":{"text":"${canary}"`;
    const notObjects: [string, string][] = ['[]', 'null', '7', '"text"', '[{}]', ''].map((body) => [
      body || 'nothing',
      body,
    ]);
    it('X10 broken JSON, from each provider', async () => {
      await expectRefused(await post(url('telegram'), broken, withSecret), 400);
    });
    it('X10 broken JSON on the Cloud API', async () => {
      await expectRefused(await post(url('whatsapp'), broken, signedByMeta(broken)), 400);
    });
    it('X10 broken JSON on the shared path', async () =>
      expectRefused(await post(shared(), broken), 400));
    it('X10 a broken form', async () => {
      await expectRefused(
        await post(url('sms'), `Body=%E0%A4%A${canary}`, { 'x-twilio-signature': 'x' }),
        400,
      );
    });
    it('X10 bytes that are no text', async () => {
      await expectRefused(
        await post(url('sms'), Buffer.from([0x42, 0x3d, 0xff, 0xfe]), {
          'x-twilio-signature': 'x',
        }),
        400,
      );
    });
    it.each(notObjects)('JSON that is no object: %s, Telegram', async (_title, body) => {
      await expectRefused(await post(url('telegram'), body, withSecret), 400);
    });
    it.each(notObjects)('JSON that is no object: %s, Cloud API', async (_title, body) => {
      await expectRefused(await post(url('whatsapp'), body, signedByMeta(body)), 400);
    });
    it.each(notObjects)('JSON that is no object: %s, shared path', async (_title, body) => {
      await expectRefused(await post(shared(), body), 400);
    });
    it.each(notObjects)('JSON that is no object: %s, simulator', async (_title, body) => {
      await expectRefused(await post(url('simulator'), body, signedByPhone(body)), 400);
    });
    it('a body that breaks off leaves nothing behind', async () => {
      const request = httpRequest(url('telegram'), {
        method: 'POST',
        headers: { ...withSecret, 'content-length': '1000' },
      });
      request.on('error', () => undefined);
      request.write(`{"text":"${canary}`);
      await waitFor('the request to be on its way', () => request.socket?.writableLength === 0);
      request.destroy();
      await waitFor('the refusal to be logged', () => lines().length > 0);
      expect(lines()).toHaveLength(1);
      expect(all.app.log.slice(logged).join('\n')).not.toContain(canary);
      await expectNothingStored();
    });
  });

  describe('413: the body is too large', () => {
    const padded = (bytes: number) => {
      const start = '{"update_id":1,"filler":"';
      return `${start}${canary.padEnd(bytes - start.length - 2, 'x')}"}`;
    };
    it('X10 more than 1 MiB from Telegram, and exactly 1 MiB is taken', async () => {
      await expectRefused(await post(url('telegram'), padded(mebibyte + 1), withSecret), 413);
      expect((await post(url('telegram'), padded(mebibyte), withSecret)).status).toBe(200);
    });
    it('X10 more than 1 MiB from Twilio', async () => {
      await expectRefused(
        await post(url('sms'), `Body=${'x'.repeat(mebibyte)}`, { 'x-twilio-signature': 'x' }),
        413,
      );
    });
    it('X10 more than 4 MiB from the Cloud API, and exactly 4 MiB is taken', async () => {
      const large = padded(4 * mebibyte + 1);
      await expectRefused(await post(url('whatsapp'), large, signedByMeta(large)), 413);
      logged = all.app.log.length;
      await expectRefused(await post(shared(), large, signedByMeta(large)), 413);
      const right = padded(4 * mebibyte);
      expect((await post(url('whatsapp'), right, signedByMeta(right))).status).toBe(200);
    });
    it('X10 much more, in pieces and without a length, is cut off', async () => {
      const piece = Buffer.alloc(256 * 1024, 'x');
      const body = Readable.toWeb(Readable.from(Array.from({ length: 40 }, () => piece)));
      const answer = fetch(url('telegram'), {
        method: 'POST',
        headers: withSecret,
        body,
        duplex: 'half',
      } as RequestInit);
      await expectRefused(await answer, 413);
    });
  });

  describe('200 and nothing stored: it is not for us', () => {
    const ignored = (reason: string) => counterValue(all.app, 'lotse_ignored_total', { reason });
    async function expectIgnored(
      send: () => Promise<Response>,
      reason: string,
      level: string,
    ): Promise<void> {
      const count = await ignored(reason);
      expect((await send()).status).toBe(200);
      await expectNothingStored();
      expect(await ignored(reason)).toBe(count + 1);
      expect(lines()).toHaveLength(1);
      expect(lines()[0]).toContain(`"level":"${level}"`);
      expect(all.app.log.slice(logged).join('\n')).not.toContain(canary);
    }
    const reason = 'unknown_provider_address';

    it('WAI22 an unknown number on the shared path, signed', () =>
      expectIgnored(
        () => post(shared(), whatsapp(stranger), signedByMeta(whatsapp(stranger))),
        reason,
        'error',
      ));
    it('WAI22 an unknown number on the shared path, not signed', () =>
      expectIgnored(() => post(shared(), whatsapp(stranger)), reason, 'error'));
    it('WAI22 a foreign number on the path of a channel', () =>
      expectIgnored(
        () => post(url('whatsapp'), whatsapp(stranger), signedByMeta(whatsapp(stranger))),
        reason,
        'error',
      ));
    it('a foreign number on the path of a channel without a signature is refused all the same', async () =>
      expectRefused(await post(url('whatsapp'), whatsapp(stranger)), 401));
    it('TGI24 an update that we never asked for', () =>
      expectIgnored(
        () => postTelegram(all, { update_id: 1, inline_query: { id: '1', query: canary } }),
        'update_inline_query',
        'info',
      ));
    it('X12 a disabled channel', async () => {
      const { id } = all.channels.sms;
      await all.app.api.ok('PATCH', `/api/channels/${id}`, { isDisabled: true });
      logged = all.app.log.length;
      await expectIgnored(
        () =>
          postTwilio(
            all,
            all.channels.sms,
            twilioMessage(all, { sid: messageSid('off'), from: '+4915112345678', body: canary }),
          ),
        'channel_disabled',
        'warn',
      );
      await all.app.api.ok('PATCH', `/api/channels/${id}`, { isDisabled: false });
      const sent = twilioMessage(all, {
        sid: messageSid('on'),
        from: '+4915112345678',
        body: 'wieder da',
      });
      expect((await postTwilio(all, all.channels.sms, sent)).status).toBe(200);
      expect(await conversationsOf(all.app, all.channels.sms)).toMatchObject([{ unreadCount: 1 }]);
    });
  });
});
