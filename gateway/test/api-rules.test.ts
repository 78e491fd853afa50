import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ruleLanguages, type Rule, type simulateRules } from '../contract/rule.ts';
import type { ResponseOf } from '../contract/endpoint.ts';
import { berlinDay } from '../contract/berlin-day.ts';
import { referralsFor } from '../rules/referrals-for.ts';
import { readStarterRules } from '../rules/starter.ts';
import { inOrganization } from '../unit-of-work.ts';
import type { ApiClient } from './api-client.ts';
import { addMember, addOrganization, type Member, type Tenant } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

type Simulated = ResponseOf<typeof simulateRules>;

describe('rules that say who is probably helped better elsewhere', () => {
  let app: TestApp;
  let counselor: Member;
  let office: Tenant;

  beforeAll(async () => {
    app = await startTestApp();
    counselor = await addMember(app, 'counselor');
    office = await addOrganization(app);
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    await app.context.database.servicePool.query(
      `delete from triage_rule where organization_id = $1`,
      [office.id],
    );
  });

  const inDays = (days: number) => berlinDay(new Date(Date.now() + days * 86_400_000));
  const unknown = { ageBand: null, isInAsylumProcedure: null, postcode: null };
  const draft = () => ({
    key: 'youth',
    basedOnVersion: 0,
    validFrom: inDays(0),
    condition: { ageBand: 'under_27' },
    target: { name: 'JMD Mitte', kind: 'Jugendmigrationsdienst', url: 'https://example.org' },
    why: { de: 'Dort hilft man Ihnen besser. Oder Sie bleiben bei uns.', en: 'Better there.' },
    sources: [{ authority: 'Amt', url: 'https://example.org', checkedOn: '2026-11-01' }],
    state: 'active',
  });
  const create = (body: object, api: ApiClient = office.api) =>
    api.request<Rule>('POST', '/api/rules', { ...draft(), ...body });
  const all = async (api: ApiClient = office.api) =>
    (await api.ok<{ items: Rule[] }>('GET', '/api/rules')).items;
  const simulate = async (facts: object, day = inDays(0)) =>
    office.api.ok<Simulated>('POST', '/api/rules/simulate', { ...unknown, day, ...facts });
  const versions = async (facts: object, day?: string) =>
    (await simulate(facts, day)).referrals.map(({ key, version }) => `${key} ${version}`);

  it('a new organization has those that ship with the product, marked as not reviewed', async () => {
    const rules = await all(app.api);
    expect(rules.map(({ key }) => key)).toEqual(readStarterRules().map(({ key }) => key));
    for (const { why, isReviewed, version } of rules) {
      expect(Object.keys(why).toSorted()).toEqual([...ruleLanguages].toSorted());
      expect([isReviewed, version]).toEqual([false, 1]);
    }
    expect(await all(counselor.api)).toEqual(rules);
  });

  it('an organization without them copies them once, and approves a draft so that it counts', async () => {
    expect(await all()).toEqual([]);
    const copy = () => office.api.ok('POST', '/api/rules/starter', { state: 'draft' });
    expect(await copy()).toEqual({ added: 2 });
    expect(await copy()).toEqual({ added: 0 });
    const [first] = await all();
    expect(first).toMatchObject({ state: 'draft', standing: 'draft', isReviewed: false });
    expect(await simulate({ ageBand: 'under_27' })).toMatchObject({
      referrals: [],
      others: [{ reason: 'draft' }, { reason: 'draft' }],
    });
    const approved = await office.api.ok<Rule>('POST', `/api/rules/${first?.id}/approve`);
    expect(approved).toMatchObject({ state: 'active', standing: 'current', isReviewed: true });
    expect(await versions({ ageBand: 'under_27' })).toEqual(['youth-migration-service 1']);
  });

  it('are written by administrators; a change is a new version and the old one stays as it was', async () => {
    expect((await create({}, counselor.api)).status).toBe(403);
    const { status, body: first } = await create({});
    expect(status).toBe(201);
    expect(first).toMatchObject({ version: 1, standing: 'current', isReviewed: true });
    const { body: second } = await create({
      basedOnVersion: 1,
      validFrom: inDays(1),
      target: { ...draft().target, name: 'JMD Nord' },
    });
    expect((await all()).map((one) => [one.version, one.standing, one.target.name])).toEqual([
      [2, 'upcoming', 'JMD Nord'],
      [1, 'current', 'JMD Mitte'],
    ]);
    const late = await create({ basedOnVersion: 1 });
    expect([late.status, late.body['code' as keyof Rule]]).toEqual([409, 'conflict']);
    const under27 = { ageBand: 'under_27' };
    expect(await versions(under27)).toEqual(['youth 1']);
    expect(await versions(under27, inDays(1))).toEqual(['youth 2']);
    await expect(
      inOrganization(app.context.database.orm, office.id, async (em) => {
        await em.getKysely().executeQuery({
          sql: `update triage_rule set why = '{"de":"x"}' where id = '${second.id}'`,
          parameters: [],
          query: { kind: 'RawNode' },
        } as never);
      }),
    ).rejects.toThrow('does not change');
  });

  it('refuses what could not be said: no German text, days in the wrong order, a day that is over', async () => {
    for (const body of [
      { why: { en: 'x' } },
      { why: { de: 'x'.repeat(301) } },
      { validTo: inDays(-1) },
      { validFrom: inDays(-1) },
      { validFrom: '2027-02-30' },
      { condition: { postcodePrefixes: ['10a'] } },
      { target: { ...draft().target, url: 'javascript:alert(1)' } },
      { key: 'Nicht so' },
    ]) {
      expect((await create(body)).status, JSON.stringify(body)).toBe(422);
    }
    expect((await create({ basedOnVersion: 3 })).status).toBe(409);
    expect(await all()).toEqual([]);
  });

  it('a rule that begins tomorrow, one that has ended, and the gap between them', async () => {
    await create({ validTo: inDays(2) });
    await create({ basedOnVersion: 1, validFrom: inDays(6) });
    await create({ key: 'soon', validFrom: inDays(1), position: 1 });
    const under27 = { ageBand: 'under_27' };
    expect(await versions(under27)).toEqual(['youth 1']);
    expect(await versions(under27, inDays(2))).toEqual(['soon 1', 'youth 1']);
    expect(await versions(under27, inDays(3))).toEqual(['soon 1']);
    expect(await versions(under27, inDays(6))).toEqual(['soon 1', 'youth 2']);
    expect((await simulate(under27, inDays(3))).others).toEqual([
      { key: 'youth', version: 1, reason: 'ended' },
    ]);
    expect((await simulate({}, inDays(0))).others).toEqual([
      { key: 'youth', version: 1, reason: 'age' },
      { key: 'soon', version: 1, reason: 'not_begun' },
    ]);
  });

  it('a rule stops counting when the clock passes its last day in Berlin', async () => {
    await create({ validTo: inDays(0) });
    const [rule] = await all();
    expect(rule?.standing).toBe('current');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    try {
      const api = office.api;
      expect((await all(api))[0]?.standing).toBe('ended');
    } finally {
      vi.useRealTimers();
    }
  });

  it('two that fit are both said, in order, in the language of the client or one they may read', async () => {
    await create({ position: 20 });
    await create({
      key: 'asylum',
      position: 10,
      condition: { isInAsylumProcedure: true, postcodePrefixes: ['10', '12'] },
      why: { de: 'Für das Asylverfahren.', ar: 'لإجراءات اللجوء.' },
    });
    const facts = { ageBand: 'under_27', isInAsylumProcedure: true, postcode: '12043' } as const;
    const told = (language: string) =>
      inOrganization(app.context.database.orm, office.id, (em) =>
        referralsFor(em, { organizationId: office.id, ...facts, language, day: inDays(0) }),
      );
    expect((await told('ar')).map(({ key, why, language }) => [key, language, why])).toEqual([
      ['asylum', 'ar', 'لإجراءات اللجوء.'],
      ['youth', 'en', 'Better there.'],
    ]);
    expect((await told('so')).map(({ language }) => language)).toEqual(['de', 'en']);
    expect(await versions(facts)).toEqual(['asylum 1', 'youth 1']);
    expect(await versions({ ...facts, postcode: '20095' })).toEqual(['youth 1']);
  });
});
