/** Something that can be put in the place of a sign and what was typed behind it. */
export type Suggestion = {
  id: string;
  /** Under which heading it stands; null without one. */
  group: string | null;
  title: string;
  /** What to type to find it. */
  hint: string | null;
  /** `name` where the heading doesn't say it. */
  language: { tag: string; name: string | null } | null;
  preview: string | null;
  insert: string;
};
