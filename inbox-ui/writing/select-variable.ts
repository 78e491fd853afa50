import { unfilledVariables } from '../../gateway/contract/saved-reply.ts';

/** Marks the first blank of a text in its field, so that the next key press fills it. */
export function selectVariable(field: HTMLTextAreaElement): void {
  const [name] = unfilledVariables(field.value);
  if (!name) return;
  const at = field.value.indexOf(name);
  const start = field.value.lastIndexOf('{{', at);
  const end = field.value.indexOf('}}', at) + 2;
  field.focus();
  field.setSelectionRange(start, end);
}
