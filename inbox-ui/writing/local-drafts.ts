/** Unsent texts that the server could not take. They stay in this browser only as long as that lasts. */
export function keepLocal(conversationId: string, isNote: boolean, text: string | null): void {
  try {
    const key = keyOf(conversationId, isNote);
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Without storage the text stays in the field as long as the page is open.
  }
}

export function readLocal(conversationId: string, isNote: boolean): string | null {
  try {
    return localStorage.getItem(keyOf(conversationId, isNote));
  } catch {
    return null;
  }
}

function keyOf(conversationId: string, isNote: boolean): string {
  return `lotse.draft.${conversationId}${isNote ? '.note' : ''}`;
}
