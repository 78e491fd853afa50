import { describe, expect, it } from 'vitest';
import { cleanFileName, withEnding } from './file-name.ts';

describe('the name of a file', () => {
  it.each([
    ['null.pdf', 'null.pdf'],
    ['شهادة الميلاد.pdf', 'شهادة الميلاد.pdf'],
    ['foto\u202Egpj.exe', 'fotogpj.exe'],
    ['\u2067a\u2069.pdf', 'a.pdf'],
    ['a\0b\n.txt', 'ab.txt'],
    ['\ud800x.txt', '\ufffdx.txt'],
    ['\u202e', ''],
    ['می\u200cخواهم.pdf', 'می\u200cخواهم.pdf'],
  ])('%j is shown as %j', (name, expected) => {
    expect(cleanFileName(name)).toBe(expected);
  });

  it.each([
    ['voice.webm', 'audio/ogg', 'voice.ogg'],
    ['document', 'application/pdf', 'document.pdf'],
    ['Brief vom 3.11.jpeg', 'image/webp', 'Brief vom 3.11.webp'],
    ['a.b', 'application/x-unknown', 'a.b'],
    ['a.b', null, 'a.b'],
  ])('%s of type %s becomes %s', (name, mimeType, expected) => {
    expect(withEnding(name, mimeType)).toBe(expected);
  });
});
