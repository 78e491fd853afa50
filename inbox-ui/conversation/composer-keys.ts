type KeyPress = {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  keyCode: number;
  isComposing: boolean;
};

/**
 * Whether an input method composes a word, so that the key press is its own: Enter takes a proposal. Safari ends the
 * composition before the key press and tells only by key code 229.
 */
export function isComposing(press: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}

/** Whether a key press sends; on a phone Enter is a new line. */
export function isSendKey(
  press: KeyPress,
  sendWith: 'enter' | 'ctrl-enter',
  isPhone: boolean,
): boolean {
  if (press.key !== 'Enter' || isComposing(press) || press.altKey) return false;
  if (press.ctrlKey || press.metaKey) return true;
  return sendWith === 'enter' && !press.shiftKey && !isPhone;
}
