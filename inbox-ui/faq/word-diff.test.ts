import { expect, it } from 'vitest';
import { wordDiff } from './word-diff.ts';

it('names what was taken out and what came in, and keeps what stayed', () => {
  expect(wordDiff('Der Lohn ist 13,90 € pro Stunde.', 'Der Lohn ist 14,60 € pro Stunde.')).toEqual([
    { kind: 'same', text: 'Der Lohn ist ' },
    { kind: 'removed', text: '13,90 ' },
    { kind: 'added', text: '14,60 ' },
    { kind: 'same', text: '€ pro Stunde.' },
  ]);
  expect(wordDiff('', 'Neu hier')).toEqual([{ kind: 'added', text: 'Neu hier' }]);
  expect(wordDiff('Gleich', 'Gleich')).toEqual([{ kind: 'same', text: 'Gleich' }]);
});
