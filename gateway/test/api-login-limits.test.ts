import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMember, password, type Member } from './tenants.ts';
import { admin, startTestApp, type TestApp } from './test-app.ts';

describe('guessing a password', () => {
  let app: TestApp;
  let person: Member;
  beforeAll(async () => {
    app = await startTestApp({ TRUST_PROXY: '1' });
    person = await addMember(app, 'person');
  });
  afterAll(() => app?.stop());
  beforeEach(
    async () => void (await app.context.database.servicePool.query('delete from login_failure')),
  );

  let lastAddress = 0;
  const newAddress = () => `198.51.100.${(lastAddress += 1)}`;
  const logIn = async (email: string, word: string, address: string) => {
    const response = await fetch(`${app.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ email, password: word }),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: await response.json(),
    };
  };
  const wrong = 'not the password';

  it('after ten failures an account waits, from wherever one comes', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      expect((await logIn(person.email, wrong, newAddress())).status).toBe(401);
    }
    const refused = await logIn(person.email.toUpperCase(), password, newAddress());
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.retryAfter)).toBeGreaterThan(14 * 60);
    expect(Number(refused.retryAfter)).toBeLessThanOrEqual(15 * 60);
    expect((await logIn(admin.email, admin.password, newAddress())).status).toBe(200);
  });

  it('after ten failures an address waits, whatever the account', async () => {
    const address = newAddress();
    for (let turn = 0; turn < 10; turn += 1) {
      expect((await logIn(`nobody${turn}@example.org`, wrong, address)).status).toBe(401);
    }
    expect((await logIn(person.email, password, address)).status).toBe(429);
    expect((await logIn(person.email, password, newAddress())).status).toBe(200);
    // Only the hop that our own proxy adds counts.
    expect((await logIn(person.email, password, `${newAddress()}, ${address}`)).status).toBe(429);
  });

  it('fifty guesses at the same moment are ten guesses', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => logIn(person.email, wrong, newAddress())),
    );
    const statuses = Map.groupBy(answers, ({ status }) => status);
    expect([statuses.get(401)?.length, statuses.get(429)?.length]).toEqual([10, 40]);
  });

  it('many right passwords at the same moment, from one office, are no failures', async () => {
    const address = newAddress();
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => logIn(person.email, password, address)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it('the right password forgets the failures of the account; time forgets all', async () => {
    const address = newAddress();
    for (let turn = 0; turn < 9; turn += 1) await logIn(person.email, wrong, address);
    expect((await logIn(person.email, password, address)).status).toBe(200);
    for (let turn = 0; turn < 9; turn += 1)
      expect((await logIn(person.email, wrong, newAddress())).status).toBe(401);
    expect((await logIn(person.email, password, newAddress())).status).toBe(200);

    expect((await logIn('nobody@example.org', wrong, address)).status).toBe(401);
    expect((await logIn(person.email, password, address)).status).toBe(429);
    await app.context.database.servicePool.query('update login_failure set expire = $1', [
      Date.now() - 1,
    ]);
    expect((await logIn(person.email, password, address)).status).toBe(200);
  });

  it('what is kept about failures names no account', async () => {
    await logIn(person.email, wrong, newAddress());
    const { rows } = await app.context.database.servicePool.query('select * from login_failure');
    expect(rows.length).toBe(2);
    expect(JSON.stringify(rows)).not.toContain('person');
    expect(app.log.join('\n')).not.toContain(person.email);
  });
});
