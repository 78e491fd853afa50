/** Unsent texts that the server could not take. They stay in this browser only as long as that lasts. */
export function keepLocal(conversationId: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(keyOf(conversationId));
    else localStorage.setItem(keyOf(conversationId), text);
  } catch {
    // Without storage the text stays in the field as long as the page is open.
  }
}

export function forgetLocal(conversationId: string): void {
  keepLocal(conversationId, '');
}

export function readLocal(conversationId: string): string | null {
  try {
    return localStorage.getItem(keyOf(conversationId));
  } catch {
    return null;
  }
}

function keyOf(conversationId: string): string {
  return `lotse.draft.${conversationId}`;
}
