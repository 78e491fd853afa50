import { expect, test } from 'vitest';
import { kindOf, readPhoneFile } from './read-file.ts';

test('a file is handed over whole', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
  const read = await readPhoneFile(
    new File([bytes], 'brief.pdf', { type: 'application/pdf' }),
    false,
  );
  expect(Buffer.from(read.base64, 'base64').equals(Buffer.from(bytes))).toBe(true);
  expect(read).toMatchObject({ fileName: 'brief.pdf', kind: 'document' });
});

test('a photo that no messenger shows is a document', () => {
  expect(kindOf('image/jpeg')).toBe('image');
  expect(kindOf('image/tiff')).toBe('document');
});
