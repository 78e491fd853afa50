import { describe, expect, it } from 'vitest';
import { isPrivateAddress, PrivateAddressError, publicLookup } from './public-address.ts';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    'fd00::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '192.0.2.1',
    'localhost',
    '',
  ])('X16 %s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:2800:220:1::1',
    '::ffff:93.184.216.34',
  ])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('a name', () => {
  const open = { address: '93.184.216.34', family: 4 };
  const closed = { address: '169.254.169.254', family: 4 };

  function look(answers: (typeof open)[], options: { all?: boolean } = {}) {
    let asked = 0;
    const lookup = publicLookup((_name, _options, callback) => {
      asked += 1;
      callback(null, answers);
    });
    return new Promise<{ error: unknown; address: unknown; asked: number }>((resolve) => {
      lookup('files.example.org', options, (error, address) => resolve({ error, address, asked }));
    });
  }

  it('X16 with one private answer among others is refused whole', async () => {
    for (const answers of [[closed], [open, closed], [closed, open], []]) {
      expect((await look(answers)).error, JSON.stringify(answers)).toBeInstanceOf(
        PrivateAddressError,
      );
      expect((await look(answers, { all: true })).address).toEqual([]);
    }
  });

  it('X16 is resolved once: what was checked is what the socket gets', async () => {
    expect(await look([open])).toEqual({ error: null, address: open.address, asked: 1 });
    expect(await look([open], { all: true })).toEqual({ error: null, address: [open], asked: 1 });
  });

  it('that does not resolve is an error of its own', async () => {
    const lookup = publicLookup((_name, _options, callback) =>
      callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []),
    );
    const error = await new Promise((resolve) => {
      lookup('nowhere.example.org', {}, (error) => resolve(error));
    });
    expect(error).toMatchObject({ code: 'ENOTFOUND' });
  });
});
