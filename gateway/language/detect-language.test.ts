import { expect, it } from 'vitest';
import { detectLanguage } from './detect-language.ts';

it('a question names its language, an "ok" only what was known before', () => {
  expect(detectLanguage('Как получить разрешение на работу?')).toEqual({
    language: 'ru',
    isCertain: true,
  });
  expect(detectLanguage('ok')).toEqual({ language: null, isCertain: false });
  expect(detectLanguage('ok', ['ti'])).toEqual({ language: 'ti', isCertain: true });
});
