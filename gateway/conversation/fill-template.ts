import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { template as endpointTemplate } from '../contract/message.ts';
import {
  allPlaceholders,
  fillTemplate,
  joinTemplate,
  maxFilled,
  type FilledTemplate,
  type Template,
} from '../contract/template.ts';
import { AppError, invalid } from '../errors.ts';
import { query } from '../unit-of-work.ts';

export type TemplateChoice = z.output<typeof endpointTemplate>;

/** What is kept of a template that is sent: what was asked for, what the provider needs, what the contact reads. */
export type SentTemplate = TemplateChoice & {
  names?: Template['placeholders'];
  providerId?: string;
  rendered?: FilledTemplate;
};

type Row = Pick<Template, 'name' | 'language' | 'state' | 'reason' | 'obstacle'> & {
  components: Pick<Template, 'header' | 'body' | 'footer' | 'buttons'>;
  provider_id: string | null;
};

/**
 * Checks a chosen template against those of the channel and fills it. Where the provider has listed none, or was never
 * able to, there is nothing to check against: it decides by itself.
 * @throws AppError `validation_failed` for an unknown name or language (naming what there is), for parameters that don't
 * fit and for a template that needs more than text; `template_not_approved`.
 */
export async function chooseTemplate(
  em: EntityManager,
  channelId: string,
  choice: TemplateChoice,
): Promise<{ text: string | null; template: SentTemplate }> {
  const rows = await loadTemplates(em, channelId);
  if (rows.length === 0) return { text: null, template: choice };
  const found = rows.find(
    ({ name, language }) => name === choice.name && language === choice.language,
  );
  if (!found) throw unknownTemplate(rows, choice);
  if (found.state !== 'approved') {
    const reason = found.reason ? ` (${found.reason})` : '';
    throw new AppError(
      'template_not_approved',
      `The template “${found.name}” may not be sent at the moment: it is ${found.state}${reason}.`,
    );
  }
  if (found.obstacle) {
    throw invalid('body.template', obstacles[found.obstacle]);
  }
  const names = allPlaceholders(found.components);
  requireFitting(choice.params, names);
  const rendered = fillTemplate(found.components, choice.params);
  requireShort(rendered);
  return {
    text: joinTemplate(rendered),
    template: {
      ...choice,
      names,
      ...(found.provider_id && { providerId: found.provider_id }),
      rendered,
    },
  };
}

function loadTemplates(em: EntityManager, channelId: string): Promise<Row[]> {
  return query<Row>(
    em,
    `select name, language, state, reason, obstacle, components, provider_id from template
     where channel_id = $1 order by name, language`,
    [channelId],
  );
}

const obstacles = {
  media: 'This template needs a picture, a file or a place, which can not be sent from here.',
  code: 'This template is for passcodes and coupons, which can not be sent from here.',
  other: 'This template has parts that can not be sent from here.',
} as const;

const maxNamed = 20;

function unknownTemplate(rows: Row[], { name, language }: TemplateChoice): AppError {
  const sameName = rows.filter((row) => row.name === name);
  if (sameName.length > 0) {
    const languages = sameName.map((row) => row.language).join(', ');
    return invalid(
      'body.template.language',
      `The template “${name}” does not exist in “${language}”. It exists in: ${languages}.`,
    );
  }
  const approved = rows.filter(({ state }) => state === 'approved');
  const known = approved.slice(0, maxNamed).map((row) => `${row.name} (${row.language})`);
  const offer = known.length > 0 ? `There are: ${known.join(', ')}` : 'There is no approved one';
  const more = approved.length > maxNamed ? ' and more' : '';
  return invalid('body.template.name', `There is no template “${name}”. ${offer}${more}.`);
}

/** WhatsApp takes no line break, tab or more than four spaces in a parameter, and no empty one. */
const forbidden = /[\n\r\t]| {5}/;

function requireFitting(params: TemplateChoice['params'], names: Template['placeholders']): void {
  const given = { header: params.header ?? [], body: params.body };
  for (const part of ['header', 'body'] as const) {
    const path = `body.template.params.${part}`;
    if (given[part].length !== names[part].length) {
      throw invalid(path, countText(part, names[part].length, given[part].length));
    }
    for (const [index, text] of given[part].entries()) requireText(`${path}.${index}`, text);
  }
  const buttons = params.buttons ?? [];
  const path = 'body.template.params.buttons';
  if (buttons.length > names.buttons.length) {
    throw invalid(path, countText('buttons', names.buttons.length, buttons.length));
  }
  for (const [index, name] of names.buttons.entries()) {
    const text = buttons[index] ?? '';
    if (name !== '') requireText(`${path}.${index}`, text);
    else if (text !== '') throw invalid(`${path}.${index}`, 'This button has nothing to fill.');
  }
}

function countText(part: string, wanted: number, given: number): string {
  return `The template takes ${wanted} parameter${wanted === 1 ? '' : 's'} for ${part}, not ${given}.`;
}

function requireText(path: string, text: string): void {
  if (text.trim() === '') throw invalid(path, 'This may not be empty.');
  if (forbidden.test(text)) {
    throw invalid(path, 'Line breaks, tabs and more than four spaces are not allowed here.');
  }
}

function requireShort({ header, body }: FilledTemplate): void {
  const longest = { header: header ?? '', body };
  for (const part of ['header', 'body'] as const) {
    if (longest[part].length > maxFilled[part]) {
      throw invalid(
        `body.template.params.${part}`,
        `Filled in, the ${part} is longer than ${maxFilled[part]} characters.`,
      );
    }
  }
}
