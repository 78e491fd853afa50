import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../contract/activity.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Profile } from '../contract/profile.ts';
import { declinersOf } from '../routing/decliners.ts';
import { inOrganization } from '../unit-of-work.ts';
import { addSimulator, reply, write, type Page } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('what somebody says about their own work', () => {
  let app: TestApp;
  let channel: { id: string };
  let organizationId: string;
  let olena: Member;
  let emre: Member;

  beforeAll(async () => {
    app = await startTestApp();
    ({
      organization: { id: organizationId },
    } = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me'));
    channel = await addSimulator(app.api);
    olena = await addMember(app, 'olena');
    emre = await addMember(app, 'emre');
  });
  afterAll(() => app?.stop());

  async function givenTo(who: Member): Promise<string> {
    const id = await write(app.api, channel);
    await app.api.ok('POST', `/api/conversations/${id}/assign`, { counselorId: who.id });
    return id;
  }
  const decline = (who: Member, id: string, body = {}) =>
    who.api.request<Conversation>('POST', `/api/conversations/${id}/decline`, body);

  describe('that they cannot take a conversation', () => {
    it('it waits in the queue again, open, with a line in the thread, and their name is remembered', async () => {
      const id = await givenTo(olena);
      const { status, body } = await decline(olena, id, { reason: 'language' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: 'open', assignee: null });
      const lines = await app.api.ok<Page<Activity>>('GET', `/api/conversations/${id}/activities`);
      expect(lines.items.at(-1)).toMatchObject({ kind: 'declined', actor: { id: olena.id } });
      const decliners = await inOrganization(app.context.database.orm, organizationId, (em) =>
        declinersOf(em, id),
      );
      expect(decliners).toEqual([olena.id]);
    });

    it('without a reason as well, but only with one that is known', async () => {
      const id = await givenTo(olena);
      expect((await decline(olena, id, { reason: 'she is rude' })).status).toBe(422);
      expect((await decline(olena, id)).status).toBe(200);
    });

    it('twice, or about what a colleague has, is refused and changes nothing', async () => {
      const id = await givenTo(olena);
      const foreign = await decline(emre, id);
      expect(foreign.status).toBe(409);
      expect(foreign.body).toMatchObject({ title: 'conflict' });
      expect((await decline(olena, id)).status).toBe(200);
      expect((await decline(olena, id)).status).toBe(409);
    });

    it('after their answer is refused: then it is handed over', async () => {
      const id = await givenTo(olena);
      await reply(olena.api, id, { text: 'Guten Tag' });
      expect((await decline(olena, id)).status).toBe(409);
      const { assignee } = await app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
      expect(assignee?.id).toBe(olena.id);
    });
  });

  describe('in their profile', () => {
    const values = {
      alias: 'Beratung O.',
      languages: [{ language: 'uk', level: 'native' }],
      topics: [],
      capacity: 3,
      accepts: 'everyone',
      hours: [],
    };
    const today = new Date().toISOString().slice(0, 10);
    const absence = { from: today, to: today };

    it('is theirs to change and, for the others, the administrators’', async () => {
      const path = `/api/counselors/${olena.id}/profile`;
      expect((await olena.api.request('PUT', path, values)).status).toBe(200);
      const refused = await emre.api.request('PUT', path, { ...values, alias: 'Fremd' });
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({ title: 'forbidden' });
      expect(await emre.api.ok<Profile>('GET', path)).toMatchObject({ alias: 'Beratung O.' });
      expect((await app.api.request('PUT', path, values)).status).toBe(200);
    });

    it('so is being away', async () => {
      const path = `/api/counselors/${olena.id}/absences`;
      expect((await emre.api.request('POST', path, absence)).status).toBe(403);
      const { body } = await olena.api.request<Profile>('POST', path, absence);
      const [noted] = body.absences;
      expect(noted).toMatchObject(absence);
      expect((await emre.api.request('DELETE', `/api/absences/${noted?.id}`)).status).toBe(403);
      expect((await olena.api.request('DELETE', `/api/absences/${noted?.id}`)).status).toBe(204);
    });
  });
});
