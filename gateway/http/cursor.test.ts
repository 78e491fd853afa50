import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('a cursor', () => {
  const cursor = { atMicros: '1774000000000123', id: newId() };

  it('comes back as it was, in a form that fits a URL', () => {
    const text = encodeCursor('newest', cursor);
    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeCursor('newest', text)).toEqual(cursor);
  });

  it('that is not given is none', () => {
    expect(decodeCursor('newest', undefined)).toBe(undefined);
  });

  it('of another order is refused', () => {
    expect(codeOf(() => decodeCursor('waiting', encodeCursor('newest', cursor)))).toBe(
      'validation_failed',
    );
  });

  it('that we did not make is refused, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map(encode),
          fc.array(fc.string()).map((all) => encode(JSON.stringify(all))),
        ),
        (text) => {
          expect(codeOf(() => decodeCursor('newest', text))).toBe('validation_failed');
        },
      ),
    );
  });

  it.each(['', '-1', '1.5', '1e3', ' 1', '99999999999999999', '1; drop table'])(
    'with the instant %j is refused',
    (atMicros) => {
      expect(
        codeOf(() => decodeCursor('newest', encodeCursor('newest', { ...cursor, atMicros }))),
      ).toBe('validation_failed');
    },
  );

  it.each(['', 'x', '-'.repeat(36), cursor.id.replace('-', ''), `${cursor.id}'`])(
    'with the id %j is refused',
    (id) => {
      expect(codeOf(() => decodeCursor('newest', encodeCursor('newest', { ...cursor, id })))).toBe(
        'validation_failed',
      );
    },
  );
});

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
