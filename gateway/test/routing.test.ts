import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../contract/conversation.ts';
import type { Office } from '../contract/office.ts';
import { dayInBerlin } from '../offices/berlin-time.ts';
import { chooseCounselor, takeCounselor, type Search } from '../routing/choose-counselor.ts';
import { counselorCards } from '../routing/counselor-cards.ts';
import { spokenLanguages } from '../routing/spoken-languages.ts';
import { inOrganization, query } from '../unit-of-work.ts';
import { addSimulator, write } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('who takes a contact', () => {
  let app: TestApp;
  let organizationId: string;
  let channel: { id: string };
  let olena: Member;
  let samira: Member;
  let emre: Member;
  const now = new Date();

  beforeAll(async () => {
    app = await startTestApp();
    ({
      organization: { id: organizationId },
    } = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me'));
    channel = await addSimulator(app.api);
    olena = await addMember(app, 'olena');
    samira = await addMember(app, 'samira');
    emre = await addMember(app, 'emre');
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    const { servicePool } = app.context.database;
    await servicePool.query('delete from counselor_absence');
    await servicePool.query('update conversation set assignee_id = null');
    await profile(olena, { languages: { uk: 'native', ru: 'C1', de: 'C2' } });
    await profile(samira, { languages: { ar: 'native', en: 'B1', tr: 'A2' } });
    await profile(emre, { languages: { tr: 'native', ru: 'B2' } });
  });

  type Changes = {
    languages?: Record<string, string>;
    topics?: string[];
    capacity?: number | null;
    accepts?: string;
  };
  const profile = (
    { id }: Member,
    { languages = {}, topics = [], capacity = null, accepts = 'everyone' }: Changes,
  ) =>
    app.context.database.servicePool.query(
      `insert into counselor_profile (counselor_id, organization_id, alias, languages, topics, capacity, accepts, hours)
       values ($1, $2, 'Beratung', $3, $4, $5, $6, '[]') on conflict (counselor_id) do update set languages = $3,
         topics = $4, capacity = $5, accepts = $6, chosen_at = null`,
      [
        id,
        organizationId,
        JSON.stringify(Object.entries(languages).map(([language, level]) => ({ language, level }))),
        topics,
        capacity,
        accepts,
      ],
    );
  const search = (wanted: Partial<Search> = {}): Search => ({
    organizationId,
    language: null,
    topic: null,
    officeId: null,
    contactId: null,
    declinedBy: [],
    now,
    ...wanted,
  });
  const work = <T>(run: Parameters<typeof inOrganization<T>>[2]) =>
    inOrganization(app.context.database.orm, organizationId, run);
  const cardsFor = (wanted: Partial<Search>) =>
    work(async (em) => (await counselorCards(em, search(wanted))).map(({ id }) => id));
  const choose = (wanted: Partial<Search>) => work((em) => chooseCounselor(em, search(wanted)));

  it('offers who speaks the language well enough to counsel', async () => {
    expect(new Set(await cardsFor({ language: 'ru' }))).toEqual(new Set([olena.id, emre.id]));
    expect(await cardsFor({ language: 'tr' })).toEqual([emre.id]);
    expect(await cardsFor({ language: 'ti' })).toEqual([]);
    expect(await work((em) => spokenLanguages(em, organizationId, now))).toEqual([
      'ar',
      'de',
      'en',
      'ru',
      'tr',
      'uk',
    ]);
  });

  it('of two contacts who come at the same time one gets the last free place', async () => {
    await profile(emre, { languages: { tr: 'native' }, capacity: 1 });
    const ids = [await write(app.api, channel), await write(app.api, channel)];
    const taken = await Promise.all(
      ids.map((id) =>
        work(async (em) => {
          const chosen = await chooseCounselor(em, search({ language: 'tr' }));
          await query(em, 'update conversation set assignee_id = $2 where id = $1', [id, chosen]);
          return chosen;
        }),
      ),
    );
    expect(taken.filter((id) => id === emre.id)).toHaveLength(1);
    expect(taken.filter((id) => id === null)).toHaveLength(1);
    expect(await work((em) => takeCounselor(em, search({ language: 'tr' }), emre.id))).toBe(false);
    expect(await choose({ language: 'tr' })).toBe(null);
  });

  const noteAbsence = (who: Member, substitute: Member | null, from: string, to: string) =>
    app.api.ok('POST', `/api/counselors/${who.id}/absences`, {
      from,
      to,
      substituteId: substitute?.id ?? null,
    });
  const day = (inDays: number) => dayInBerlin(new Date(now.getTime() + inDays * 86_400_000));
  /** Somebody whose conversation this counselor has; the answer is their contact. */
  async function clientOf(who: Member): Promise<string> {
    const id = await write(app.api, channel);
    await app.api.ok('POST', `/api/conversations/${id}/assign`, { counselorId: who.id });
    const { contact } = await app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
    return contact.id;
  }

  it('nobody is led to who is away today; tomorrow’s absence changes nothing yet', async () => {
    expect(await cardsFor({ language: 'uk' })).toEqual([olena.id]);
    await noteAbsence(olena, null, day(1), day(2));
    expect(await cardsFor({ language: 'uk' })).toEqual([olena.id]);
    await noteAbsence(olena, null, day(-1), day(0));
    expect(await cardsFor({ language: 'uk' })).toEqual([]);
    expect(await choose({ language: 'uk' })).toBe(null);
  });

  it('the clients of somebody who is away come to the substitute first', async () => {
    const contactId = await clientOf(olena);
    await noteAbsence(olena, emre, day(0), day(3));
    expect(await cardsFor({ language: 'ru', contactId })).toEqual([emre.id]);
    expect((await cardsFor({ contactId }))[0]).toBe(emre.id);
  });

  it('who takes existing clients only is never led to anybody new', async () => {
    await profile(samira, { languages: { ar: 'native' }, accepts: 'existing_clients_only' });
    const contactId = await clientOf(samira);
    expect(await cardsFor({ language: 'ar' })).toEqual([]);
    expect(await cardsFor({ language: 'ar', contactId })).toEqual([samira.id]);
    await profile(samira, { languages: { ar: 'native' }, accepts: 'nobody' });
    expect(await cardsFor({ language: 'ar', contactId })).toEqual([]);
  });

  it('who names topics gets these; who names none gets all', async () => {
    await profile(olena, { languages: { ru: 'C1' }, topics: ['housing'] });
    expect(await cardsFor({ language: 'ru', topic: 'work' })).toEqual([emre.id]);
    const both = await cardsFor({ language: 'ru', topic: 'housing' });
    expect(both.toSorted()).toEqual([olena.id, emre.id].toSorted());
  });

  it('at the wanted office comes before elsewhere, whatever the load; a language is never given up for it', async () => {
    const [harbour, north] = await Promise.all(
      ['Hafen', 'Nord'].map((name) => app.api.ok<Office>('POST', '/api/offices', { name })),
    );
    const move = (who: Member, office: Office | undefined) =>
      app.api.ok('PATCH', `/api/counselors/${who.id}`, { officeId: office?.id ?? null });
    await move(olena, harbour);
    await move(emre, north);
    await clientOf(olena);
    expect(await cardsFor({ language: 'ru', officeId: harbour?.id ?? '' })).toEqual([
      olena.id,
      emre.id,
    ]);
    expect(await cardsFor({ language: 'ru', officeId: north?.id ?? '' })).toEqual([
      emre.id,
      olena.id,
    ]);
    expect(await cardsFor({ language: 'uk', officeId: north?.id ?? '' })).toEqual([olena.id]);
  });
});
