import type { Label as LabelResource, LabelColor, LabelTag } from '../contract/label.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Label } from '../model/label.ts';

/** What `labelsColumn` gives for one label. */
export type LabelRow = { id: string; name: string; color: LabelColor };

/** The labels of conversation `c` as JSON, names sealed, in the order in which they were made. */
export const labelsColumn = `
  (select coalesce(json_agg(json_build_object('id', l.id, 'name', encode(l.name, 'base64'), 'color', l.color) order by l.id), '[]')
   from conversation_label cl join label l on l.id = cl.label_id where cl.conversation_id = c.id)`;

export function presentTags(rows: LabelRow[], keys: OrganizationKeys): LabelTag[] {
  return rows.map(({ id, name, color }) => ({
    id,
    name: keys.open(id, 'label.name', Buffer.from(name, 'base64')),
    color,
  }));
}

export function presentLabel(label: Label, keys: OrganizationKeys): LabelResource {
  return {
    id: label.id,
    name: keys.open(label.id, 'label.name', label.name),
    color: label.color,
    isArchived: (label.archivedAt ?? null) !== null,
  };
}
