/** Whose draft it is, and where: nobody else who signs in here finds it. */
export type DraftPlace = { counselorId: string; conversationId: string; isNote: boolean };

const prefix = 'lotse.draft.';

/** Unsent texts that the server could not take. They stay in this browser only as long as that lasts. */
export function keepLocal(place: DraftPlace, text: string | null): void {
  try {
    const key = keyOf(place);
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Without storage the text stays in the field as long as the page is open.
  }
}

export function readLocal(place: DraftPlace): string | null {
  try {
    return localStorage.getItem(keyOf(place));
  } catch {
    return null;
  }
}

/** Forgets all texts but those of one person; of everybody without one. */
export function forgetLocal(counselorId: string | null): void {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    const theirs = keys.filter((key) => !counselorId || !key.startsWith(prefix + counselorId));
    for (const key of theirs) localStorage.removeItem(key);
  } catch {
    // Without storage nothing lies there.
  }
}

function keyOf({ counselorId, conversationId, isNote }: DraftPlace): string {
  return `${prefix}${counselorId}.${conversationId}${isNote ? '.note' : ''}`;
}
