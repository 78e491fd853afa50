import type { Icon } from '@tabler/icons-react';
import { foldText } from '../writing/fold-text.ts';

export type PaletteAction = {
  id: string;
  label: string;
  icon: Icon;
  run: () => void;
};
export type PaletteGroup = {
  key: 'conversation' | 'go' | 'settings' | 'look';
  actions: PaletteAction[];
};

/** What fits: each word that was typed begins a word of the label. */
export function fitting(groups: PaletteGroup[], typed: string): PaletteGroup[] {
  const wanted = foldText(typed).split(/\s+/).filter(Boolean);
  const fits = ({ label }: PaletteAction) => {
    const words = foldText(label).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((one) => words.some((word) => word.startsWith(one)));
  };
  return groups
    .map(({ key, actions }) => ({ key, actions: actions.filter(fits) }))
    .filter(({ actions }) => actions.length > 0);
}
