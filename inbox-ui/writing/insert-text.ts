/**
 * Replaces a stretch of a field as if it had been typed, so that Ctrl-Z takes it back. Where a browser can't do that
 * (`execCommand` is old, and nothing else keeps the history), the text comes all the same.
 */
export function insertText(
  field: HTMLTextAreaElement,
  start: number,
  end: number,
  text: string,
): void {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}
