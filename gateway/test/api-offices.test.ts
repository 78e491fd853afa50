import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office, OfficeSummary } from '../contract/office.ts';
import { nearestOffices } from '../offices/nearest-offices.ts';
import { inOrganization } from '../unit-of-work.ts';
import { addSimulator, type Page } from './phone.ts';
import { addMember, addOrganization, type Member, type Tenant } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

const path = '/api/offices';

describe('offices', () => {
  let app: TestApp;
  let counselor: Member;
  let other: Tenant;

  beforeAll(async () => {
    app = await startTestApp();
    counselor = await addMember(app, 'counselor');
    other = await addOrganization(app);
  });
  afterAll(() => app?.stop());

  const create = (body: object, api = app.api) => api.request<Office>('POST', path, body);
  const made = async (body: object, api = app.api) => (await create(body, api)).body;
  const change = (id: string, body: object) =>
    app.api.request<Office>('PATCH', `${path}/${id}`, body);
  const remove = (id: string) => app.api.request('DELETE', `${path}/${id}`);
  const all = async (api = app.api) => (await api.ok<Page<OfficeSummary>>('GET', path)).items;
  const fallbacks = async (api = app.api) =>
    (await all(api)).filter(({ isFallback }) => isFallback).map(({ name }) => name);

  it('are made by administrators and read by everybody; the first is there for everybody', async () => {
    const first = await create({ name: 'Zentrale' });
    expect(first).toMatchObject({
      status: 201,
      body: { isFallback: true, hasOpeningTimes: false },
    });
    expect((await create({ name: 'x' }, counselor.api)).status).toBe(403);
    expect(await counselor.api.ok('GET', `${path}/${first.body.id}`)).toEqual(first.body);
    const second = await made({ name: 'Anlaufstelle' });
    expect(second.isFallback).toBe(false);
    expect((await all(counselor.api)).map(({ name }) => name)).toEqual([
      'Anlaufstelle',
      'Zentrale',
    ]);
    expect(await all(other.api)).toEqual([]);
  });

  it('an office lead changes their own office and no other', async () => {
    const mine = await made({ name: 'Hafen' });
    const foreign = await made({ name: 'Speicherstadt' });
    const lead = await addMember(app, 'lead', ['office_lead']);
    const rename = (id: string) => lead.api.request('PATCH', `${path}/${id}`, { city: 'Hamburg' });
    expect((await rename(mine.id)).status).toBe(403);
    await app.api.ok('PATCH', `/api/counselors/${lead.id}`, { officeId: mine.id });
    expect((await rename(mine.id)).status).toBe(200);
    const refused = await rename(foreign.id);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ title: 'forbidden' });
    expect((await lead.api.request('DELETE', `${path}/${mine.id}`)).status).toBe(403);
    await app.api.ok('PATCH', `/api/counselors/${lead.id}`, { officeId: null });
    await remove(mine.id);
    await remove(foreign.id);
  });

  it('keep all that clients want to know', async () => {
    const facts = {
      name: 'Beratungsstelle Süd',
      code: 'S-1',
      street: 'Hauptstraße 1',
      postcode: '01067',
      city: 'Dresden',
      phone: '0351 123',
      email: 'sued@example.org',
      website: 'https://example.org/sued',
      languages: ['de', 'ar', 'de'],
      hours: [
        { weekday: 2, from: '14:00', to: '18:00' },
        { weekday: 2, from: '09:00', to: '12:00' },
      ],
      closures: [
        { from: '2026-12-28', to: '2026-12-30', reason: 'Umzug' },
        { from: '2026-11-30', to: '2026-11-30' },
      ],
      acceptsNewClients: false,
      privacyContact: 'Träger e. V.\nDatenschutz: ds@example.org',
    };
    const office = await made(facts);
    expect(office).toMatchObject({
      ...facts,
      state: 'SN',
      languages: ['de', 'ar'],
      hours: [
        { weekday: 2, from: '09:00', to: '12:00' },
        { weekday: 2, from: '14:00', to: '18:00' },
      ],
      closures: [
        { from: '2026-11-30', to: '2026-11-30', reason: '' },
        { from: '2026-12-28', to: '2026-12-30', reason: 'Umzug' },
      ],
      hasOpeningTimes: true,
      hasPrivacyContact: true,
    });
    expect(await app.api.ok('GET', `${path}/${office.id}`)).toEqual(office);
  });

  it('take the state from the postcode until somebody says another', async () => {
    const office = await made({ name: 'Grenze', postcode: '10115' });
    expect(office.state).toBe('BE');
    expect((await change(office.id, { postcode: '80331' })).body.state).toBe('BY');
    expect((await change(office.id, { state: 'HE' })).body.state).toBe('HE');
    expect((await change(office.id, { postcode: '80331', city: 'x' })).body.state).toBe('HE');
    expect((await change(office.id, { postcode: '20095', state: 'NI' })).body.state).toBe('NI');
    expect((await change(office.id, { postcode: null })).body).toMatchObject({
      postcode: null,
      state: null,
    });
  });

  it('refuse what can’t be true, and say where', async () => {
    const wrong: [object, string][] = [
      [{ postcode: '1234' }, 'body.postcode'],
      [{ state: 'XX' }, 'body.state'],
      [{ latitude: 52 }, 'body.longitude'],
      [{ latitude: 91, longitude: 0 }, 'body.latitude'],
      [{ email: 'x' }, 'body.email'],
      [{ website: 'javascript:alert(1)' }, 'body.website'],
      [{ hours: [{ weekday: 1, from: '12:00', to: '09:00' }] }, 'body.hours.0.to'],
      [{ hours: [{ weekday: 8, from: '09:00', to: '12:00' }] }, 'body.hours.0.weekday'],
      [{ closures: [{ from: '2026-12-30', to: '2026-12-01' }] }, 'body.closures.0.to'],
      [{ closures: [{ from: '2026-02-30', to: '2026-03-01' }] }, 'body.closures.0.from'],
      [
        {
          hours: [
            { weekday: 1, from: '09:00', to: '12:00' },
            { weekday: 1, from: '11:00', to: '13:00' },
          ],
        },
        'body.hours',
      ],
    ];
    for (const [body, issue] of wrong) {
      const answer = await create({ name: 'Falsch', ...body });
      expect([answer.status, issue, answer.body], issue).toMatchObject([
        422,
        issue,
        { code: 'validation_failed', issues: [{ path: issue }] },
      ]);
    }
    expect((await all()).map(({ name }) => name)).not.toContain('Falsch');
  });

  it('of one code are one office; each organization has its own', async () => {
    const office = await made({ name: 'Eins', code: 'K-1' });
    expect((await create({ name: 'Zwei', code: 'K-1' })).status).toBe(409);
    const another = await made({ name: 'Drei', code: 'K-2' });
    expect((await change(another.id, { code: 'K-1' })).status).toBe(409);
    expect((await change(office.id, { code: 'K-1' })).status).toBe(200);
    expect((await create({ name: 'Eins', code: 'K-1' }, other.api)).status).toBe(201);
  });

  it('have one fallback, whatever happens at once', async () => {
    const [one, two] = [await made({ name: 'F1' }), await made({ name: 'F2', isFallback: true })];
    expect(await fallbacks()).toEqual(['F2']);
    await Promise.all([change(one.id, { isFallback: true }), change(two.id, { isFallback: true })]);
    expect(await fallbacks()).toHaveLength(1);
    await change(one.id, { isFallback: true });
    expect(await fallbacks()).toEqual(['F1']);
    expect((await change(one.id, { isFallback: false })).status).toBe(409);
    expect((await remove(one.id)).status).toBe(409);
    const third = await addOrganization(app, 'third');
    const both = await Promise.all(['A', 'B'].map((name) => create({ name }, third.api)));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(await fallbacks(third.api)).toHaveLength(1);
  });

  it('go only when nothing belongs to them', async () => {
    const office = await made({ name: 'Geht' });
    await addSimulator(app.api).then(({ id }) =>
      app.api.ok('PATCH', `/api/channels/${id}`, { officeId: office.id }),
    );
    expect(await remove(office.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const free = await made({ name: 'Geht sofort' });
    expect((await remove(free.id)).status).toBe(204);
    expect((await remove(free.id)).status).toBe(404);
  });
});

describe('the nearest offices', () => {
  let app: TestApp;
  let other: Tenant;

  beforeAll(async () => {
    app = await startTestApp();
    other = await addOrganization(app);
    const create = (body: object) => app.api.ok('POST', path, body);
    await create({ name: 'Köln', postcode: '50667', latitude: 50.94, longitude: 6.96 });
    await create({ name: 'Potsdam', postcode: '14467', latitude: 52.4, longitude: 13.06 });
    await create({ name: 'Berlin Mitte', postcode: '10115', isFallback: true });
    await create({ name: 'Berlin Voll', postcode: '10117', acceptsNewClients: false });
    await create({ name: 'Berlin Süd', postcode: '10999' });
    await create({ name: 'Ohne Ort' });
  });
  afterAll(() => app?.stop());

  const near = async (postcode: string | null, limit?: number, of = app) => {
    const { organization } = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me');
    return inOrganization(of.context.database.orm, organization.id, async (em) =>
      (await nearestOffices(em, { organizationId: organization.id, postcode, limit })).map(
        ({ name, distanceKm }) => [name, distanceKm],
      ),
    );
  };

  it('come by distance, without those that take nobody; in one region the number decides', async () => {
    expect(await near('10969')).toEqual([
      ['Berlin Süd', null],
      ['Berlin Mitte', null],
      ['Potsdam', 27],
    ]);
    expect(await near('14469', 1)).toEqual([['Potsdam', 11]]);
    expect((await near('50667', 9)).map(([name]) => name)).toEqual([
      'Köln',
      'Potsdam',
      'Berlin Süd',
      'Berlin Mitte',
    ]);
  });

  it('are the fallback where the postcode says nothing', async () => {
    for (const postcode of [null, '00000', 'x', '1011'])
      expect(await near(postcode), String(postcode)).toEqual([['Berlin Mitte', null]]);
  });

  it('are none where there are none', async () => {
    const { organization } = await other.api.ok<{ organization: { id: string } }>('GET', '/api/me');
    const found = await inOrganization(app.context.database.orm, organization.id, (em) =>
      nearestOffices(em, { organizationId: organization.id, postcode: '10115' }),
    );
    expect(found).toEqual([]);
  });
});
