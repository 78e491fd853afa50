import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'locales-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('complete locales pass', () => {
  words('de', {
    hello: 'Hallo {{name}}',
    mail_one: 'Brief',
    mail_other: 'Briefe',
    kind: { sms: 'SMS' },
  });
  words('en', {
    hello: 'Hello {{name}}',
    mail_one: 'letter',
    mail_other: 'letters',
    kind: { sms: 'SMS' },
  });
  code("t('hello', { name }); t('mail', { count }); t(`kind.${kind}`);");
  expect(check()).toEqual({ status: 0, problems: [] });
});

test('a key that only looks like a plural passes', () => {
  words('de', { too_many: 'Zu viele' });
  words('en', { too_many: 'Too many' });
  code("t('too_many');");
  expect(check().problems).toEqual([]);
});

test('a key that one language lacks fails', () => {
  words('de', { hello: 'Hallo', bye: 'Tschüss' });
  words('en', { hello: 'Hello' });
  code("t('hello'); t('bye');");
  expect(check()).toEqual({ status: 1, problems: ['en/common.json lacks "bye"'] });
});

test('a key that the code names and no file has fails', () => {
  words('de', { hello: 'Hallo' });
  words('en', { hello: 'Hello' });
  code("t('hello'); t('nowhere');");
  expect(check().problems).toEqual(['Page.tsx uses "common:nowhere", which is in no locale file']);
});

test('a key that nobody uses fails', () => {
  words('de', { hello: 'Hallo' });
  words('en', { hello: 'Hello' });
  code('');
  expect(check().problems).toEqual(['"common:hello" is used nowhere']);
});

test('a missing plural form and a forgotten placeholder fail', () => {
  words('de', { mail_one: '{{count}} Brief', mail_other: '{{count}} Briefe' });
  words('en', { mail_other: 'letters' });
  code("t('mail', { count });");
  expect(check().problems).toEqual([
    'en/common.json lacks "mail_one"',
    'en/common.json: "mail_other" has other {{placeholders}} than de',
  ]);
});

test('a count without plural forms, and a language that lacks some of its own, fail', () => {
  words('de', { mail_one: '{{count}} Brief', mail_other: '{{count}} Briefe' });
  words('en', { mail: '{{count}} letters' });
  words('ru', {
    mail_one: '{{count}} письмо',
    mail_few: '{{count}} письма',
    mail_other: '{{count}} письма',
  });
  code("t('mail', { count });");
  expect(check().problems).toEqual([
    'ru/common.json lacks "mail_many"',
    'en/common.json: "mail" needs plural forms',
  ]);
});

test('a form that stands for one number may leave the number out, another may not', () => {
  const count = '{{count}}';
  words('de', { mail_one: `${count} Brief`, mail_other: `${count} Briefe` });
  words('en', { mail_one: 'a letter', mail_other: `${count} letters` });
  words('ar', {
    mail_zero: 'لا رسائل',
    mail_one: 'رسالة',
    mail_two: 'رسالتان',
    mail_few: `${count} رسائل`,
    mail_many: 'رسالة',
    mail_other: `${count} رسالة`,
  });
  words('ru', {
    mail_one: 'письмо',
    mail_few: `${count} письма`,
    mail_many: `${count} писем`,
    mail_other: `${count} письма`,
  });
  code("t('mail', { count });");
  expect(check().problems).toEqual([
    'ar/common.json: "mail_many" has other {{placeholders}} than de',
    'ru/common.json: "mail_one" has other {{placeholders}} than de',
  ]);
});

test('a list with fewer steps than the German one fails', () => {
  words('de', { steps: ['Öffnen', 'Schließen'] });
  words('en', { steps: ['Open'] });
  code("t('steps');");
  expect(check().problems).toEqual(['en/common.json: "steps" has 1 items instead of 2']);
});

test('an English text left in another script fails; a name does not', () => {
  words('de', { save: 'Speichern', messenger: 'WhatsApp' });
  words('en', { save: 'Save', messenger: 'WhatsApp' });
  words('ar', { save: 'Save', messenger: 'WhatsApp' });
  code("t('save'); t('messenger');");
  expect(check().problems).toEqual(['ar/common.json: "save" is still English']);
});

function words(language: string, content: unknown) {
  mkdirSync(path.join(folder, 'locales', language), { recursive: true });
  writeFileSync(path.join(folder, 'locales', language, 'common.json'), JSON.stringify(content));
}

function code(body: string) {
  writeFileSync(
    path.join(folder, 'Page.tsx'),
    `const { t } = useTranslation('common');\n${body}\n`,
  );
}

function check() {
  const script = path.join(import.meta.dirname, 'check-locales.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  return { status, problems: stderr.split('\n').filter(Boolean) };
}
