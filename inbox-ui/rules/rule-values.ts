import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import type { GermanState } from '../../gateway/contract/german-states.ts';
import {
  ruleAgeBands,
  ruleLanguages,
  type createRule,
  type Rule,
} from '../../gateway/contract/rule.ts';

/** A rule as its form holds it: what may be empty is an empty string. */
export type RuleValues = {
  name: string;
  kind: string;
  url: string;
  phone: string;
  validFrom: string;
  validTo: string;
  reviewBy: string;
  age: string;
  asylum: '' | 'yes' | 'no';
  states: GermanState[];
  prefixes: string;
  why: Record<string, string>;
  sources: Rule['sources'];
};

export type RuleErrors = Partial<
  Record<
    'name' | 'kind' | 'url' | 'validFrom' | 'validTo' | 'prefixes' | 'why' | 'sources',
    'required' | 'past' | 'order' | 'url' | 'prefixes'
  >
>;

/** `YYYY-MM-DD`. */
export function berlinToday(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
}

/** What a new version begins with: all that the last one said, from today on. */
export function valuesOf(rule: Rule | null): RuleValues {
  const isInAsylum = rule?.condition.isInAsylumProcedure ?? null;
  return {
    name: rule?.target.name ?? '',
    kind: rule?.target.kind ?? '',
    url: rule?.target.url ?? '',
    phone: rule?.target.phone ?? '',
    validFrom: berlinToday(),
    validTo: rule?.validTo ?? '',
    reviewBy: rule?.reviewBy ?? '',
    age: rule?.condition.ageBand ?? '',
    asylum: isInAsylum === null ? '' : isInAsylum ? 'yes' : 'no',
    states: rule?.condition.states ?? [],
    prefixes: rule?.condition.postcodePrefixes.join(', ') ?? '',
    why: { ...Object.fromEntries(ruleLanguages.map((one) => [one, ''])), ...rule?.why },
    sources: rule?.sources ?? [],
  };
}

export function errorsOf(values: RuleValues): RuleErrors {
  const { name, kind, url, validFrom, validTo, prefixes, why, sources } = values;
  return {
    ...(name.trim() === '' && { name: 'required' }),
    ...(kind.trim() === '' && { kind: 'required' }),
    ...(url !== '' && !isAddress(url) && { url: 'url' }),
    ...(validFrom < berlinToday() && { validFrom: 'past' }),
    ...(validTo !== '' && validTo < validFrom && { validTo: 'order' }),
    ...(prefixesOf(prefixes).some((prefix) => !/^\d{1,5}$/.test(prefix)) && {
      prefixes: 'prefixes',
    }),
    ...((why['de'] ?? '').trim() === '' && { why: 'required' }),
    ...(sources.some((one) => !one.authority.trim() || !isAddress(one.url) || !one.checkedOn) && {
      sources: 'url',
    }),
  };
}

export function bodyOf(
  values: RuleValues,
  before: Rule | null,
  state: Rule['state'],
): BodyOf<typeof createRule> {
  const { asylum, why } = values;
  return {
    key: before?.key ?? keyFrom(values.name),
    basedOnVersion: before?.version ?? 0,
    validFrom: values.validFrom,
    validTo: values.validTo || null,
    reviewBy: values.reviewBy || null,
    position: before?.position ?? 100,
    condition: {
      ageBand: ruleAgeBands.find((one) => one === values.age) ?? null,
      isInAsylumProcedure: asylum === '' ? null : asylum === 'yes',
      states: values.states,
      postcodePrefixes: prefixesOf(values.prefixes),
    },
    target: {
      name: values.name,
      kind: values.kind,
      url: values.url || null,
      phone: values.phone.trim() || null,
    },
    why: Object.fromEntries(Object.entries(why).filter(([, text]) => text.trim() !== '')),
    sources: values.sources,
    state,
  };
}

function prefixesOf(typed: string): string[] {
  return typed.split(/[\s,;،]+/).filter(Boolean);
}

function isAddress(typed: string): boolean {
  return /^https?:$/.test(URL.parse(typed)?.protocol ?? '');
}

/** "Jugendmigrationsdienst (JMD)" → `jugendmigrationsdienst-jmd`, with an end of its own where nothing is left. */
function keyFrom(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-|-$/g, '');
  return `${plain || 'rule'}-${Date.now().toString(36).slice(-4)}`;
}
