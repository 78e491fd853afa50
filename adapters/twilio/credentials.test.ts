import { describe, expect, it } from 'vitest';

import { credentialsSchema } from './credentials.ts';

const account = {
  accountSid: `AC${'0a'.repeat(16)}`,
  authToken: 'f1e2d3c4b5a697887766554433221100',
};

describe('the credentials', () => {
  it.each(['+493012345678', '72345', 'Beratung', 'whatsapp:+493012345678'])(
    'take %s as a sender',
    (from) => {
      expect(credentialsSchema.parse({ ...account, from })).toMatchObject({ from });
    },
  );

  it('read a number that was copied with its spaces', () => {
    expect(credentialsSchema.parse({ ...account, from: ' +49 (30) 1234-5678 ' }).from).toBe(
      '+493012345678',
    );
  });

  it.each(['030 12345678', 'Beratungsstelle Nord', 'whatsapp:4930', '+0123'])(
    'refuse %s as a sender',
    (from) => {
      expect(credentialsSchema.safeParse({ ...account, from }).success).toBe(false);
    },
  );

  it('need exactly one of sender and messaging service, an empty field being none', () => {
    const messagingServiceSid = `MG${'0a'.repeat(16)}`;
    expect(credentialsSchema.safeParse(account).success).toBe(false);
    expect(credentialsSchema.safeParse({ ...account, from: '', messagingServiceSid }).success).toBe(
      true,
    );
    expect(
      credentialsSchema.safeParse({ ...account, from: '72345', messagingServiceSid }).success,
    ).toBe(false);
  });

  it('refuse an account SID that is none', () => {
    const wrong = { ...account, accountSid: 'SK123', from: '72345' };
    expect(credentialsSchema.safeParse(wrong).error?.issues).toMatchObject([
      { path: ['accountSid'] },
    ]);
  });
});
