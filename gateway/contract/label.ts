import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, name, pageOf } from './primitives.ts';

/** Names of colours, not colours: each theme has a pair of its own that can be read. Amber and red mean other things. */
export const labelColors = [
  'slate',
  'teal',
  'green',
  'olive',
  'brown',
  'plum',
  'violet',
  'blue',
] as const;
export type LabelColor = (typeof labelColors)[number];

/** At most so many labels has an organization, archived ones among them. */
export const maxLabels = 300;
/** At most so many labels has one conversation. */
export const maxLabelsOnConversation = 20;

/** Which labels to put on, or to take off. */
export const labelIds = z.array(id).max(maxLabelsOnConversation).default([]);

/** A label as a conversation shows it. An archived one stays where it is, so that nothing is lost. */
export const labelTag = z.object({ id, name: z.string(), color: z.enum(labelColors) });
export type LabelTag = z.infer<typeof labelTag>;

export const label = labelTag.extend({
  /** No longer offered; what has it keeps it. */
  isArchived: z.boolean(),
});
export type Label = z.infer<typeof label>;

const labelName = name.max(40);

export const listLabels = endpoint({
  method: 'GET',
  path: '/api/labels',
  summary: 'Labels of the organization by name, archived ones among them',
  access: 'conversation.read',
  response: pageOf(label),
});

/** 409 `conflict` when a label has that name, upper and lower case being the same, also an archived one. */
export const createLabel = endpoint({
  method: 'POST',
  path: '/api/labels',
  summary: 'Add a label',
  access: 'label.manage',
  body: z.object({ name: labelName, color: z.enum(labelColors) }),
  response: label,
  status: 201,
});

/** 409 `conflict` when another label has that name. */
export const updateLabel = endpoint({
  method: 'PATCH',
  path: '/api/labels/:id',
  summary: 'Rename, recolour, archive or bring back a label',
  access: 'label.manage',
  params: idParams,
  body: z.object({
    name: labelName.optional(),
    color: z.enum(labelColors).optional(),
    isArchived: z.boolean().optional(),
  }),
  response: label,
});
