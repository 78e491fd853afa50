import { expect, test } from 'vitest';
import { standardSettings } from '../../gateway/contract/notification.ts';
import { isForMe, isInView } from './notice-rules.ts';

const me = 'counselor-1';
const mine = { assignee: { id: me, displayName: 'Olena' }, officeId: null, unreadCount: 1 };
const theirs = { ...mine, assignee: { id: 'counselor-2', displayName: 'Jonas' } };
const nobodys = { ...mine, assignee: null, officeId: 'office-1' };

test('what is mine is told, a colleague’s is not, and nothing that was read already', () => {
  expect(isForMe(mine, standardSettings, me)).toBe(true);
  expect(isForMe(theirs, standardSettings, me)).toBe(false);
  expect(isForMe({ ...mine, unreadCount: 0 }, standardSettings, me)).toBe(false);
  expect(isForMe(mine, { ...standardSettings, notifiesMine: false }, me)).toBe(false);
});

test('what nobody has is told by choice, of all offices or of those chosen', () => {
  const wanted = { ...standardSettings, notifiesUnassigned: true };
  expect(isForMe(nobodys, standardSettings, me)).toBe(false);
  expect(isForMe(nobodys, wanted, me)).toBe(true);
  expect(isForMe(nobodys, { ...wanted, officeIds: ['office-1'] }, me)).toBe(true);
  expect(isForMe(nobodys, { ...wanted, officeIds: ['office-2'] }, me)).toBe(false);
  expect(isForMe({ ...nobodys, officeId: null }, { ...wanted, officeIds: ['office-2'] }, me)).toBe(
    false,
  );
  expect(isForMe(theirs, wanted, me)).toBe(false);
});

test('what is being read is in view; in a window behind, nothing is', () => {
  expect(isInView('c1', '/inbox/mine/c1', 'visible')).toBe(true);
  expect(isInView('c1', '/inbox/mine/c1', 'hidden')).toBe(false);
  expect(isInView('c1', '/inbox/mine/c2', 'visible')).toBe(false);
  expect(isInView('c1', '/inbox/mine', 'visible')).toBe(false);
});
