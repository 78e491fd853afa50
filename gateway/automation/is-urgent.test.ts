import { expect, it } from 'vitest';
import { isUrgent } from './is-urgent.ts';

it.each([
  'Die Frist für den Widerspruch endet am Freitag',
  'Morgen ist der letzter Tag für den Antrag',
  'I got an eviction letter',
  'Tomorrow is the last day to answer',
  'Завтра последний день, чтобы подать жалобу',
  'Завтра строк закінчується',
  'غدا آخر يوم لتقديم الاعتراض',
  'itiraz süresi yarın bitiyor',
  'Yarın son gün, ne yapmalıyım?',
  'فردا آخرین روز مهلت است',
])('"%s" speaks of a deadline', (text) => expect(isUrgent(text)).toBe(true));

it.each(['Wie hoch ist das Kindergeld?', 'How long does it take?', 'Kira ne kadar?', 'مرحبا'])(
  '"%s" speaks of none',
  (text) => expect(isUrgent(text)).toBe(false),
);
