type Fields = Record<string, unknown>;

/** The WhatsApp Business account of the number that the fake knows. */
export const fakeBusinessAccountId = '102290129340398';

/** Fields of a template that the reference of the Graph API names. */
const knownFields = [
  'id',
  'name',
  'language',
  'status',
  'category',
  'sub_category',
  'previous_category',
  'correct_category',
  'components',
  'parameter_format',
  'quality_score',
  'rejected_reason',
  'library_template_name',
  'message_send_ttl_seconds',
];

/** What is wrong with a request for the templates; empty when all is well. */
export function checkTemplateQuery(query: Record<string, string>): string[] {
  const unknown = (query.fields ?? '').split(',').filter((field) => !knownFields.includes(field));
  return unknown.map((field) => `Tried accessing nonexisting field (${field})`);
}

/**
 * One page of the account's templates. Source:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
 */
export function templatePage(
  templates: Fields[],
  query: Record<string, string>,
  maxSize: number,
): Fields {
  const fields = (query.fields ?? 'id,name,status').split(',');
  const start = query.after ? Number(Buffer.from(query.after, 'base64url').toString()) : 0;
  const end = start + Math.min(Number(query.limit ?? 25), maxSize);
  const cursor = (place: number) => Buffer.from(String(place)).toString('base64url');
  const next = `https://graph.facebook.com/v25.0/${fakeBusinessAccountId}/message_templates?after=${cursor(end)}`;
  return {
    data: templates
      .slice(start, end)
      .map((template) => Object.fromEntries(fields.map((field) => [field, template[field]]))),
    paging: {
      cursors: { before: cursor(start), after: cursor(end) },
      ...(end < templates.length && { next }),
    },
  };
}

/**
 * What Graph refuses in a template that is sent, as code and words. Without any template everything goes. Source:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export function refuseTemplate(templates: Fields[], sent: Fields): [number, string] | null {
  if (templates.length === 0) return null;
  const code = (sent.language as Fields | undefined)?.code;
  const found = templates.find(({ name, language }) => name === sent.name && language === code);
  if (!found) return [132001, 'Template name does not exist in the translation'];
  if (found.status !== 'APPROVED') return [132015, 'Template is paused'];
  const given = (sent.components ?? []) as { type: string; parameters?: Fields[] }[];
  for (const part of ['header', 'body']) {
    const parameters = given.find(({ type }) => type === part)?.parameters ?? [];
    const component = (found.components as Fields[]).find(
      ({ type }) => type === part.toUpperCase(),
    );
    const names = new Set(String(component?.text ?? '').match(/\{\{\w+\}\}/g));
    if (names.size !== parameters.length) {
      const words = `${part}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.size})`;
      return [132000, words];
    }
    const isNamed = found.parameter_format === 'NAMED';
    const areNamed = parameters.every(({ parameter_name: name }) =>
      names.has(`{{${String(name)}}}`),
    );
    if (isNamed && !areNamed) return [132000, `${part}: Parameter name is missing or empty`];
  }
  return null;
}

/** Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status */
export function healthOf(phoneNumberId: string): Fields {
  const can_send_message = 'AVAILABLE';
  return {
    can_send_message,
    entities: [
      { entity_type: 'PHONE_NUMBER', id: phoneNumberId, can_send_message },
      { entity_type: 'WABA', id: fakeBusinessAccountId, can_send_message },
      { entity_type: 'BUSINESS', id: '506914307656634', can_send_message },
      { entity_type: 'APP', id: '634974688087057', can_send_message },
    ],
  };
}

/** A template as the Graph API lists it: approved, with numbers for names, unless `more` says otherwise. */
export function graphTemplate(
  name: string,
  language: string,
  body: string,
  { components = [], ...more }: Fields & { components?: Fields[] } = {},
): Fields {
  return {
    id: `16895569081${String(name.length + body.length).padStart(5, '0')}`,
    name,
    language,
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    rejected_reason: 'NONE',
    components: [{ type: 'BODY', text: body }, ...components],
    ...more,
  };
}
