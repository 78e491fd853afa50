import type { TextRange } from '../../gateway/contract/search.ts';

/** The parts of an element's text as ranges of the document; the text may lie in several elements. */
export function rangesIn(element: Element, found: readonly TextRange[]): Range[] {
  const texts: { node: Text; start: number }[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    texts.push({ node: node as Text, start: length });
    length += (node as Text).data.length;
  }
  const placeOf = (offset: number) => {
    const text = texts.findLast(({ start }) => start <= offset);
    return (
      text && { node: text.node, offset: Math.min(offset - text.start, text.node.data.length) }
    );
  };
  return found.flatMap(({ start, end }) => {
    const from = placeOf(start);
    const to = placeOf(end - 1);
    if (!from || !to || end > length) return [];
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset + 1);
    return [range];
  });
}
