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
 * Whether a key press sends. Never while an input method composes a word (Safari ends the composition before the
 * key press and tells only by key code 229); on a phone Enter is a new line.
 */
export function isSendKey(
  press: KeyPress,
  sendWith: 'enter' | 'ctrl-enter',
  isPhone: boolean,
): boolean {
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === 229 || press.altKey)
    return false;
  if (press.ctrlKey || press.metaKey) return true;
  return sendWith === 'enter' && !press.shiftKey && !isPhone;
}
