import { expect, test } from 'vitest';
import { replyWindowAt } from './reply-window.ts';

const now = new Date('2026-11-18T12:00:00Z');

test('a reply window closes by steps: open, closing under four hours, closed', () => {
  expect(replyWindowAt('2026-11-18T16:00:00Z', now).state).toBe('open');
  expect(replyWindowAt('2026-11-18T15:59:59Z', now).state).toBe('closing');
  expect(replyWindowAt('2026-11-18T12:00:00Z', now).state).toBe('closed');
  expect(replyWindowAt(null, now).state).toBe('none');
});
