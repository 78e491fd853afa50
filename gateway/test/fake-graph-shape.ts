type Fields = Record<string, unknown>;

const topLevel = [
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'type',
  'context',
  'biz_opaque_callback_data',
];

const mediaFields: Record<string, string[]> = {
  image: ['id', 'link', 'caption'],
  video: ['id', 'link', 'caption'],
  audio: ['id', 'link', 'voice'],
  document: ['id', 'link', 'caption', 'filename'],
  sticker: ['id', 'link'],
};

/** Types that the media endpoint takes, as Graph lists them when it refuses one. */
const uploadTypes = [
  'audio/aac',
  'audio/mp4',
  'audio/mpeg',
  'audio/amr',
  'audio/ogg',
  'application/vnd.ms-powerpoint',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
  'text/plain',
  'application/vnd.ms-excel',
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
  'video/3gpp',
];

/** What the documentation of `POST /<phone number id>/messages` forbids in this body; empty when all is well. */
export function checkMessage(body: Fields, uploads: ReadonlyMap<string, unknown>): string[] {
  if (body.status === 'read') return checkReadMark(body);
  const type = String(body.type ?? 'text');
  return [
    ...unknownFields(body, [...topLevel, type], ''),
    ...need(body.messaging_product === 'whatsapp', 'The parameter messaging_product is required.'),
    ...need([undefined, 'individual'].includes(body.recipient_type as string), 'recipient_type'),
    ...checkRecipient(body),
    ...need(isText(body.biz_opaque_callback_data, 0, 512, true), 'biz_opaque_callback_data'),
    ...(body.context === undefined ? [] : checkContext(body.context)),
    ...checkPayload(type, asFields(body[type]), uploads),
  ];
}

/** What the media endpoint refuses in an upload. */
export function checkUpload(fields: Fields, file: { type: string; size: number } | null): string[] {
  const bare = (type: unknown) => String(type ?? '').split(';')[0] ?? '';
  return [
    ...unknownFields(fields, ['messaging_product', 'type'], ''),
    ...need(
      fields.messaging_product === 'whatsapp',
      'The parameter messaging_product is required.',
    ),
    ...need(file !== null && file.size > 0, 'file is required'),
    ...need(!file || bare(file.type) === bare(fields.type), 'type and the type of file differ'),
    ...need(
      uploadTypes.includes(bare(fields.type)),
      `Param file must be a file with one of the following types: ${uploadTypes.join(', ')}.`,
    ),
  ];
}

function checkRecipient(body: Fields): string[] {
  if (body.to === undefined && body.recipient === undefined)
    return ['The parameter to is required.'];
  return [
    ...need(
      body.to === undefined || /^\+?\d{5,20}$/.test(String(body.to)),
      'to is no phone number',
    ),
    ...need(
      body.recipient === undefined ||
        /^[A-Z]{2}\.[A-Za-z0-9.]{1,132}$/.test(String(body.recipient)),
      'recipient is no business-scoped user id',
    ),
  ];
}

function checkReadMark(body: Fields): string[] {
  return [
    ...unknownFields(body, ['messaging_product', 'status', 'message_id', 'typing_indicator'], ''),
    ...need(body.messaging_product === 'whatsapp', 'The parameter messaging_product is required.'),
    ...need(isText(body.message_id, 1, 512), 'message_id is required'),
  ];
}

function checkContext(context: unknown): string[] {
  const fields = asFields(context);
  return [
    ...unknownFields(fields ?? {}, ['message_id'], 'context.'),
    ...need(isText(fields?.message_id, 1, 512), 'context.message_id is required'),
  ];
}

function checkPayload(
  type: string,
  payload: Fields | null,
  uploads: ReadonlyMap<string, unknown>,
): string[] {
  if (!payload) return [`The parameter ${type} is required.`];
  if (type === 'text') {
    return [
      ...unknownFields(payload, ['body', 'preview_url'], 'text.'),
      ...need(isText(payload.body, 1, 4096), 'text.body must be 1 to 4096 characters long'),
    ];
  }
  const allowed = mediaFields[type];
  if (allowed) {
    const hasUpload = payload.id === undefined || uploads.has(String(payload.id));
    return [
      ...unknownFields(payload, allowed, `${type}.`),
      ...need((payload.id === undefined) !== (payload.link === undefined), `${type}: id or link`),
      ...need(hasUpload, `${type}.id names no upload`),
      ...need(isText(payload.caption, 0, 1024, true), `${type}.caption is too long`),
    ];
  }
  if (type === 'reaction') {
    return [
      ...unknownFields(payload, ['message_id', 'emoji'], 'reaction.'),
      ...need(isText(payload.message_id, 1, 512), 'reaction.message_id is required'),
      ...need(/^(\p{RGI_Emoji})?$/v.test(String(payload.emoji)), 'reaction.emoji is no emoji'),
    ];
  }
  if (type === 'template') return checkTemplate(payload);
  if (type === 'interactive') return checkInteractive(payload);
  return [`Param type must be one of the documented types, not ${type}`];
}

function checkTemplate(template: Fields): string[] {
  const components = listOf(template.components);
  return [
    ...unknownFields(template, ['name', 'language', 'components'], 'template.'),
    ...need(isText(template.name, 1, 512), 'template.name is required'),
    ...need(isText(asFields(template.language)?.code, 2, 20), 'template.language.code is required'),
    ...components.flatMap((component) => [
      ...unknownFields(component, ['type', 'sub_type', 'index', 'parameters'], 'components.'),
      ...need(['header', 'body', 'button'].includes(String(component.type)), 'components.type'),
      ...need(
        component.type !== 'button' ||
          (isText(component.index, 1, 2) && isText(component.sub_type, 1, 20)),
        'a button component has index and sub_type',
      ),
      ...listOf(component.parameters).flatMap((one) =>
        need(one.type !== 'text' || isText(one.text, 1, 32768), 'parameters.text is required'),
      ),
    ]),
  ];
}

function checkInteractive(interactive: Fields): string[] {
  const action = asFields(interactive.action) ?? {};
  const problems = [
    ...unknownFields(interactive, ['type', 'header', 'body', 'footer', 'action'], 'interactive.'),
    ...need(isText(asFields(interactive.body)?.text, 1, 1024), 'interactive.body.text: 1 to 1024'),
  ];
  if (interactive.type === 'button') {
    const replies = listOf(action.buttons).map((button) => asFields(button.reply) ?? {});
    const titles = new Set(replies.map(({ title }) => title));
    return [
      ...problems,
      ...need(replies.length >= 1 && replies.length <= 3, 'one to three buttons'),
      ...need(titles.size === replies.length, 'button titles must differ'),
      ...replies.flatMap((reply) => need(isText(reply.title, 1, 20), 'button title: 1 to 20')),
      ...replies.flatMap((reply) => need(isText(reply.id, 1, 256), 'button id: 1 to 256')),
    ];
  }
  if (interactive.type === 'location_request_message') {
    return [...problems, ...need(action.name === 'send_location', 'action.name: send_location')];
  }
  if (interactive.type === 'cta_url' || interactive.type === 'flow') {
    return [...problems, ...checkAction(interactive.type, action)];
  }
  const rows = listOf(action.sections).flatMap((section) => listOf(section.rows));
  return [
    ...problems,
    ...need(interactive.type === 'list', 'interactive.type is button or list'),
    ...need(isText(action.button, 1, 20), 'action.button: 1 to 20'),
    ...need(rows.length >= 1 && rows.length <= 10, 'one to ten rows'),
    ...rows.flatMap((row) => [
      ...unknownFields(row, ['id', 'title', 'description'], 'rows.'),
      ...need(isText(row.id, 1, 200), 'row id: 1 to 200'),
      ...need(isText(row.title, 1, 24), 'row title: 1 to 24'),
      ...need(isText(row.description, 1, 72, true), 'row description: 1 to 72'),
    ]),
  ];
}

function checkAction(type: string, action: Fields): string[] {
  const parameters = asFields(action.parameters) ?? {};
  const named = need(action.name === type, `action.name: ${type}`);
  if (type === 'cta_url') {
    return [
      ...named,
      ...need(isText(parameters.display_text, 1, 20), 'display_text: 1 to 20'),
      ...need(/^https?:\/\//.test(String(parameters.url)), 'url is no address'),
    ];
  }
  const known = 'flow_message_version flow_token flow_id flow_name flow_cta mode flow_action';
  return [
    ...named,
    ...unknownFields(parameters, [...known.split(' '), 'flow_action_payload'], 'parameters.'),
    ...need(parameters.flow_message_version === '3', 'flow_message_version: 3'),
    ...need(isText(parameters.flow_id, 1, 100), 'flow_id is required'),
    ...need(isText(parameters.flow_cta, 1, 20), 'flow_cta: 1 to 20'),
    ...need(
      parameters.flow_action !== 'navigate' ||
        isText(asFields(parameters.flow_action_payload)?.screen, 1, 100),
      'flow_action_payload.screen is required',
    ),
  ];
}

function unknownFields(fields: Fields, known: string[], prefix: string): string[] {
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `Unexpected key "${prefix}${name}"`);
}

function need(isFine: boolean, problem: string): string[] {
  return isFine ? [] : [problem];
}

function isText(value: unknown, min: number, max: number, isOptional = false): boolean {
  if (value === undefined) return isOptional;
  return typeof value === 'string' && value.length >= min && value.length <= max;
}

function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map((item) => asFields(item) ?? {}) : [];
}
