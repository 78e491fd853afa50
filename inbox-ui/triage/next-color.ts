import { labelColors, type Label, type LabelColor } from '../../gateway/contract/label.ts';

/** The colour that fewest labels have, so that they can be told apart. */
export function nextColor(labels: readonly Pick<Label, 'color'>[]): LabelColor {
  const used = (color: LabelColor) => labels.filter((label) => label.color === color).length;
  return labelColors.reduce((least, color) => (used(color) < used(least) ? color : least));
}
