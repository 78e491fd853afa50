/** What is sent of a template: which one, and what its placeholders are filled with. */
export type TemplateContent = {
  name: string;
  language: string;
  /** One text per placeholder, by position; of `buttons` one per button, empty where there is nothing to fill. */
  params: { body: string[]; header?: string[]; buttons?: string[] };
  /** What the placeholders are called, in the order of `params`; without it they are numbered. */
  names?: { header: string[]; body: string[]; buttons: string[] };
  /** The provider's id for it, where sending needs one (Twilio: ContentSid). */
  providerId?: string;
};

export type TemplateState = 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled';

/** Why a template can't be filled with text alone: `code` is a passcode or coupon, `other` cards, shops and the like. */
export type TemplateObstacle = 'media' | 'code' | 'other';

/** `url` opens a page; its end may be a placeholder. */
export type TemplateButton = { title: string; url: string | null };

/** A template as the provider knows it, one per language. Placeholders in texts read `{{1}}` or `{{name}}`. */
export type Template = {
  name: string;
  language: string;
  state: TemplateState;
  /** The provider's category, lower case: `utility`, `marketing`, `authentication`. */
  category: string | null;
  providerId: string | null;
  header: string | null;
  body: string;
  footer: string | null;
  buttons: TemplateButton[];
  /** Null when texts are all it needs. */
  obstacle: TemplateObstacle | null;
  /** Why it was rejected or paused, in the provider's words. */
  reason: string | null;
};
