/** Keys of the inbox by their place on the keyboard, so that they work on Arabic and Cyrillic layouts, too. */
export const shortcuts = [
  { action: 'next', code: 'KeyJ', keys: ['J'], alt: true },
  { action: 'previous', code: 'KeyK', keys: ['K'], alt: true },
  { action: 'reply', code: 'KeyR', keys: ['R'], alt: false },
  { action: 'note', code: 'KeyN', keys: ['N'], alt: false },
  { action: 'close', code: 'KeyE', keys: ['E'], alt: false },
  { action: 'assign', code: 'KeyA', keys: ['A'], alt: false },
  { action: 'select', code: 'KeyX', keys: ['X'], alt: false },
  { action: 'selectRange', code: 'Shift+KeyX', keys: ['Shift X'], alt: false },
  { action: 'undo', code: 'KeyZ', keys: ['Z'], alt: false },
] as const;

export type ShortcutAction = (typeof shortcuts)[number]['action'];
type Handlers = Partial<Record<ShortcutAction, () => void>>;

/**
 * Bindings for tinykeys. Single letters only while they are switched on; Alt+J and Alt+K always, because they
 * can't be typed by accident.
 */
export function bindingsOf(
  handlers: Handlers,
  hasSingleKeys: boolean,
): Record<string, (event: KeyboardEvent) => void> {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const { action, code, alt } of shortcuts) {
    const handler = handlers[action];
    if (!handler) continue;
    if (alt) bindings[`Alt+${code}`] = (event) => act(event, handler);
    if (hasSingleKeys) bindings[code] = (event) => isFree(event.target) && act(event, handler);
  }
  return bindings;
}

/** Whether a letter may be a command here: nobody is typing, and no menu or dialog is open around it. */
export function isFree(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  return !target.closest(
    'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"], [role="slider"]',
  );
}

function act(event: KeyboardEvent, handler: () => void): void {
  event.preventDefault();
  handler();
}
