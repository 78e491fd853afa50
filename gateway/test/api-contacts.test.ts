import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import { addCorrespondent } from './correspondents.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { addMember, type Member } from './tenants.ts';

describe('contacts', () => {
  let all: Messengers;
  let counselor: Member;
  beforeAll(async () => {
    all = await startMessengers();
    counselor = await addMember(all.app, 'counselor');
  });
  afterAll(() => all?.stop());

  const conversationOf = (id: string) =>
    all.app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
  const get = (id: string, api = all.app.api) => api.ok<Contact>('GET', `/api/contacts/${id}`);
  const patch = (id: string, body: unknown, api = all.app.api) =>
    api.request<Contact>('PATCH', `/api/contacts/${id}`, body);

  it.each([
    ['telegram', /^telegram:\d{4}$/, /^telegram:1•{5}\d\d$/],
    ['sms', /^tel:\+491511234\d{4}$/, /^tel:\+49•{5}\d\d$/],
    ['twilioWhatsapp', /^whatsapp:491511234\d{4}$/, /^whatsapp:4•{5}\d\d$/],
    ['whatsapp', /^whatsapp:491511234\d{4}$/, /^whatsapp:4•{5}\d\d$/],
  ] as const)(
    'of %s: an administrator sees the address, a counselor its ends',
    async (line, full, masked) => {
      const { conversationId } = await addCorrespondent(all, line);
      const {
        contact: { id },
      } = await conversationOf(conversationId);
      const shown = await get(id);
      expect(shown.conversationIds).toEqual([conversationId]);
      expect(shown.addresses).toMatchObject([
        { urn: expect.stringMatching(full), reachable: true, optedOutAt: null },
      ]);
      const shownToCounselor = await get(id, counselor.api);
      expect(shownToCounselor.addresses).toMatchObject([{ urn: expect.stringMatching(masked) }]);
      const urn = shown.addresses[0]?.urn ?? '';
      // Telegram's message ids begin with the chat's number by contract.
      const hidden = line === 'telegram' ? urn : urn.replace(/\D/g, '');
      expect(hidden.length).toBeGreaterThan(10);
      for (const path of [
        `/api/contacts/${id}`,
        `/api/conversations/${conversationId}`,
        '/api/conversations?status=all',
        `/api/conversations/${conversationId}/messages`,
      ]) {
        const answer = JSON.stringify(await counselor.api.ok('GET', path));
        expect(answer, path).not.toContain(hidden);
      }
      const renamed = await patch(id, { language: 'fa' }, counselor.api);
      expect(renamed.body.addresses[0]?.urn).toMatch(masked);
    },
  );

  it('a name that we give comes before the profile’s, null goes back to it', async () => {
    const { conversationId } = await addCorrespondent(all, 'telegram');
    const { contact } = await conversationOf(conversationId);
    expect(contact.displayName).toBe('Test Person');
    const named = await patch(contact.id, { displayName: '  أمينة حداد ' }, counselor.api);
    expect(named).toMatchObject({
      status: 200,
      body: { displayName: 'أمينة حداد', pseudonym: expect.stringMatching(/^\p{L}+-\d{3}$/u) },
    });
    expect((await conversationOf(conversationId)).contact.displayName).toBe('أمينة حداد');
    expect((await patch(contact.id, { language: 'ar' })).body).toMatchObject({
      displayName: 'أمينة حداد',
      language: 'ar',
    });
    expect((await patch(contact.id, { displayName: null, language: null })).body).toMatchObject({
      displayName: 'Test Person',
      language: null,
    });
    expect((await patch(contact.id, {})).body.displayName).toBe('Test Person');
    for (const body of [
      { displayName: '' },
      { displayName: ' ' },
      { displayName: 'x'.repeat(121) },
      { displayName: 'a\nb' },
      { language: 'x' },
      { language: 'a\0' },
    ]) {
      expect(await patch(contact.id, body), JSON.stringify(body)).toMatchObject({ status: 422 });
    }
    const { rows } = await all.app.context.database.servicePool.query(
      "select position('Test Person' in profile_name) as at from contact where profile_name is not null",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ at }) => at === 0)).toBe(true);
  });

  it('without a profile name it is the pseudonym', async () => {
    const { conversationId } = await addCorrespondent(all, 'sms');
    const { contact } = await conversationOf(conversationId);
    const { pseudonym, displayName } = await get(contact.id);
    expect([contact.displayName, displayName]).toEqual([pseudonym, pseudonym]);
  });

  it('shows until when one may write, and whether one can', async () => {
    const { conversationId } = await addCorrespondent(all, 'whatsapp');
    const { contact, replyWindowUntil } = await conversationOf(conversationId);
    expect((await get(contact.id)).addresses).toMatchObject([
      { windowUntil: replyWindowUntil, reachable: true },
    ]);
    expect(new Date(replyWindowUntil ?? 0).getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    await all.app.context.database.servicePool.query(
      'update contact_address set opted_out_at = now() where contact_id = $1',
      [contact.id],
    );
    expect((await get(contact.id)).addresses).toMatchObject([
      { reachable: false, optedOutAt: expect.any(String) },
    ]);
  });
});
