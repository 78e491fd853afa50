import { IconSearch } from '@tabler/icons-react';
import { describe, expect, test } from 'vitest';
import { fitting, type PaletteGroup } from './palette-actions.ts';

const action = (label: string) => ({ id: label, label, icon: IconSearch, run: () => undefined });
const groups: PaletteGroup[] = [
  { key: 'go', actions: [action('Zu „Übersicht“ gehen'), action('الإعدادات المتقدمة')] },
  { key: 'look', actions: [action('Тёмное оформление')] },
];
const labels = (typed: string) =>
  fitting(groups, typed).flatMap(({ actions }) => actions.map(({ label }) => label));

describe('actions of the palette', () => {
  test('all of them before anything is typed', () => {
    expect(labels(' ')).toHaveLength(3);
  });

  test('by the beginnings of words, in every script, without accents', () => {
    expect(labels('uber geh')).toEqual(['Zu „Übersicht“ gehen']);
    expect(labels('темн')).toEqual(['Тёмное оформление']);
    expect(labels('الاعد')).toEqual(['الإعدادات المتقدمة']);
    expect(labels('ehen')).toEqual([]);
  });
});
