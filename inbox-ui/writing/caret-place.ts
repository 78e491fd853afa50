const copied = [
  'boxSizing',
  'width',
  'direction',
  'textAlign',
  'textTransform',
  'fontStyle',
  'fontVariant',
  'fontWeight',
  'fontSize',
  'fontFamily',
  'lineHeight',
  'letterSpacing',
  'wordSpacing',
  'tabSize',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
] as const;

/**
 * Where a character of a field stands, in pixels from the field's upper left corner. Browsers don't say; a copy of the
 * field with the same text, laid out beside the page, does.
 */
export function placeOf(
  field: HTMLTextAreaElement,
  index: number,
): { left: number; top: number; height: number } {
  const style = getComputedStyle(field);
  const copy = document.createElement('div');
  for (const property of copied) copy.style[property] = style[property];
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  });
  copy.textContent = field.value.slice(0, index);
  const mark = document.createElement('span');
  mark.textContent = field.value.slice(index, index + 1) || '\u200b';
  copy.append(mark);
  field.after(copy);
  const place = { left: mark.offsetLeft, top: mark.offsetTop, height: mark.offsetHeight };
  copy.remove();
  return { ...place, top: place.top - field.scrollTop };
}
