import { EntryForm } from './EntryForm.tsx';
import { EntryFrame } from './EntryFrame.tsx';

/** One answer: its German text and another language side by side. */
export function EntryPage() {
  return <EntryFrame>{(entry) => <EntryForm key={entry.id} entry={entry} />}</EntryFrame>;
}
