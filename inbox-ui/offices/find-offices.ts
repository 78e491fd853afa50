import type { OfficeSummary } from '../../gateway/contract/office.ts';

/** Offices in whose name, code or address every word of a search begins a word. */
export function findOffices(offices: readonly OfficeSummary[], search: string): OfficeSummary[] {
  const wanted = wordsOf(search);
  return offices.filter(({ name, code, street, postcode, city }) => {
    const words = wordsOf([name, code, street, postcode, city].join(' '));
    return wanted.every((word) => words.some((one) => one.startsWith(word)));
  });
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
