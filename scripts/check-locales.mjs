// Every language has every key with all its plural forms and placeholders, every key is used,
// every key that the code names exists.
// Prints what is wrong and exits 1. Run: node scripts/check-locales.mjs [folder]
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const plural = /_(zero|one|two|few|many|other)$/;
/** The language the interface is written in first: the others are compared with it. */
const original = 'de';
/** Words that are the same in every script. A text of anything else that equals the English one was forgotten. */
const names = new Set(
  'Account Ctrl Enter ID Lotse Messaging OK SID SMS Service Signal Telegram Twilio Web WhatsApp'.split(
    ' ',
  ),
);

/** The problems of an interface folder, one sentence each; none when all is well. */
export function checkLocales(uiFolder) {
  const locales = readLocales(path.join(uiFolder, 'locales'));
  const sources = readSources(uiFolder);
  return [...missingInLanguages(locales), ...differencesWithCode(locales, sources)];
}

/** Nested words as dotted keys: `{a: {b: 'x'}, c: ['y']}` → `a.b`, `c`. A list counts as one key. */
export function flatten(words, prefix = '') {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flatten(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, value]],
  );
}

/** `{namespace, key, isPrefix}` of every `t('…')` in a source text, and of every string that names a known key. */
export function usesOf(source) {
  const bound = /useTranslation\(\s*\[?\s*['"]([\w-]+)['"]/g;
  const namespaces = [...new Set([...source.matchAll(bound)].map((match) => match[1]))];
  const calls = /\bt\(\s*(['"`])((?:\\.|(?!\1).)*)\1|i18nKey=(['"])(.*?)\3/gs;
  const uses = [];
  for (const match of source.matchAll(calls)) {
    const written = match[2] ?? match[4];
    const [own, named] = /^([\w-]+):(.+)$/s.exec(written)?.slice(1) ?? [undefined, written];
    const dynamic = named.indexOf('${');
    uses.push({
      namespaces: own ? [own] : namespaces.length > 0 ? namespaces : ['common'],
      key: dynamic === -1 ? named : named.slice(0, dynamic),
      isPrefix: dynamic !== -1,
    });
  }
  return uses;
}

function missingInLanguages(locales) {
  const problems = [];
  const languages = [...locales.keys()];
  const namespaces = new Set([...locales.values()].flatMap((files) => [...files.keys()]));
  for (const namespace of namespaces) {
    const all = new Set(
      languages.flatMap((language) => baseKeys(locales.get(language).get(namespace))),
    );
    for (const language of languages) {
      const words = locales.get(language).get(namespace);
      if (!words) {
        problems.push(`${language}/${namespace}.json is missing`);
        continue;
      }
      const own = new Set(baseKeys(words));
      for (const key of all)
        if (!own.has(key)) problems.push(`${language}/${namespace}.json lacks "${key}"`);
      problems.push(
        ...pluralProblems(language, namespace, words),
        ...emptyWords(language, namespace, words),
      );
    }
  }
  return [...problems, ...differencesWithOriginal(locales), ...untranslated(locales)];
}

/** `mail_one` beside `mail_other` → `mail`; a word that only looks so (`too_many`) stays. */
function baseOf(key, words) {
  const base = key.replace(plural, '');
  return words.has(`${base}_other`) ? base : key;
}

function pluralProblems(language, namespace, words) {
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const forms = Map.groupBy(
    [...words.keys()].filter((key) => baseOf(key, words) !== key),
    (key) => baseOf(key, words),
  );
  return [...forms].flatMap(([key, found]) =>
    wanted
      .filter((form) => !found.includes(`${key}_${form}`))
      .map((form) => `${language}/${namespace}.json lacks "${key}_${form}"`),
  );
}

function emptyWords(language, namespace, words) {
  return [...words]
    .filter(([, value]) => typeof value === 'string' && value.trim() === '')
    .map(([key]) => `${language}/${namespace}.json: "${key}" is empty`);
}

/** A translation that forgets `{{name}}`, a step of a list or the forms of a count says something else. */
function differencesWithOriginal(locales) {
  const originals = locales.get(original) ?? [...locales.values()][0];
  const problems = [];
  for (const [language, files] of locales) {
    for (const [namespace, words] of files) {
      const reference = originals.get(namespace) ?? new Map();
      for (const [key, value] of words) {
        const problem = differenceOf(language, key, value, words, reference);
        if (problem) problems.push(`${language}/${namespace}.json: "${key}" ${problem}`);
      }
    }
  }
  return problems;
}

function differenceOf(language, key, value, words, reference) {
  const base = baseOf(key, words);
  if (base === key && reference.has(`${key}_other`)) return 'needs plural forms';
  if (base !== key && reference.has(base)) return `has plural forms, but not in ${original}`;
  const wanted = reference.get(base === key ? key : `${base}_other`);
  if (wanted === undefined) return undefined;
  if (Array.isArray(wanted) && wanted.length !== value.length)
    return `has ${value.length} items instead of ${wanted.length}`;
  const own = placeholders(value);
  if (own.join() === placeholders(wanted).join()) return undefined;
  const mayOmitCount = base !== key && standsForOneNumber(language, key.slice(base.length + 1));
  if (mayOmitCount && own.join() === placeholders(wanted).filter(isNotCount).join())
    return undefined;
  return `has other {{placeholders}} than ${original}`;
}

/** "a message" can be said of exactly one: Arabic `two` is 2, but Russian `one` is 1, 21, 31 … */
function standsForOneNumber(language, form) {
  const rules = new Intl.PluralRules(language);
  const numbers = Array.from({ length: 200 }, (_, number) => number);
  return form === 'zero' || numbers.filter((number) => rules.select(number) === form).length === 1;
}

/** Where the script is not Latin, an English text is seen at once. */
function untranslated(locales) {
  const english = locales.get('en');
  const problems = [];
  for (const [language, files] of locales) {
    if (!english || new Intl.Locale(language).maximize().script === 'Latn') continue;
    for (const [namespace, words] of files) {
      for (const [key, value] of words) {
        const same = String(value) === String(english.get(namespace)?.get(key));
        if (same && hasForeignWord(String(value)))
          problems.push(`${language}/${namespace}.json: "${key}" is still English`);
      }
    }
  }
  return problems;
}

function hasForeignWord(text) {
  const bare = text.replace(/\{\{[^}]+\}\}|<\/?\d+>/g, '');
  return (bare.match(/[A-Za-z]+/g) ?? []).some((word) => !names.has(word));
}

function placeholders(value) {
  return [...new Set(JSON.stringify(value).match(/\{\{[^}]+\}\}|<\/?\d+>/g) ?? [])].sort();
}

function isNotCount(placeholder) {
  return placeholder !== '{{count}}';
}

function differencesWithCode(locales, sources) {
  const files = locales.get(original) ?? [...locales.values()][0];
  const known = new Map(
    [...files].map(([namespace, words]) => [namespace, new Set(baseKeys(words))]),
  );
  const problems = [];
  const used = new Map([...known.keys()].map((namespace) => [namespace, new Set()]));
  for (const { file, text } of sources) {
    const uses = usesOf(text);
    for (const use of uses) {
      const hits = use.namespaces.flatMap((namespace) => matching(known, namespace, use));
      for (const [namespace, key] of hits) used.get(namespace).add(key);
      if (hits.length === 0)
        problems.push(
          `${file} uses "${use.namespaces.join('|')}:${use.key}", which is in no locale file`,
        );
    }
    // A key may stand in a table of the code and reach t() by a variable.
    for (const [, literal] of text.matchAll(/['"]([\w-]+(?:[.:][\w-]+)+)['"]/g)) {
      const [own, key] = literal.includes(':') ? literal.split(':') : [undefined, literal];
      for (const [namespace, keys] of known) {
        if ((own === undefined || own === namespace) && keys.has(key)) used.get(namespace).add(key);
      }
    }
  }
  for (const [namespace, keys] of known) {
    for (const key of keys) {
      if (!used.get(namespace).has(key)) problems.push(`"${namespace}:${key}" is used nowhere`);
    }
  }
  return problems;
}

function matching(known, namespace, { key, isPrefix }) {
  const keys = [...(known.get(namespace) ?? [])];
  return keys
    .filter((one) => (isPrefix ? one.startsWith(key) : one === key || one.startsWith(`${key}.`)))
    .map((one) => [namespace, one]);
}

function baseKeys(words) {
  return [...new Set([...(words?.keys() ?? [])].map((key) => baseOf(key, words)))];
}

function readLocales(folder) {
  const languages = readdirSync(folder).sort();
  return new Map(
    languages.map((language) => {
      const names = readdirSync(path.join(folder, language)).filter((name) =>
        name.endsWith('.json'),
      );
      const files = names.map((name) => {
        const words = JSON.parse(readFileSync(path.join(folder, language, name), 'utf8'));
        return [name.replace(/\.json$/, ''), new Map(flatten(words))];
      });
      return [language, new Map(files)];
    }),
  );
}

function readSources(folder) {
  const names = readdirSync(folder, { recursive: true });
  return names
    .filter(
      (name) => /\.tsx?$/.test(name) && !/\.test\./.test(name) && !/^(dist|locales)/.test(name),
    )
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const problems = checkLocales(process.argv[2] ?? path.join(root, 'inbox-ui'));
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'locales: complete' : `locales: ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
