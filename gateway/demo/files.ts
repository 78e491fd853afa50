import sharp from 'sharp';

export type DemoFile = {
  kind: 'image' | 'voice' | 'document';
  fileName: string;
  mimeType: string;
  bytes: Buffer;
};

/** A photographed letter without a readable word: letterhead, window, and lines of grey. */
export async function drawLetter(): Promise<DemoFile> {
  const bar = (x: number, y: number, width: number, height = 10, fill = '#6b6b6b') =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="${fill}"/>`;
  const head = [
    bar(80, 80, 210, 22, '#33475b'),
    bar(80, 112, 150),
    bar(560, 80, 130),
    bar(560, 100, 110),
  ];
  const address = [bar(80, 210, 170), bar(80, 232, 200), bar(80, 254, 140), bar(560, 290, 120)];
  const subject = bar(80, 350, 420, 16, '#2b2b2b');
  const body = Array.from({ length: 21 }, (_, line) => {
    const isLast = line % 7 === 6;
    return bar(
      80,
      400 + line * 24 + Math.floor(line / 7) * 22,
      isLast ? 260 : 560 + ((line * 37) % 50),
    );
  });
  const deadline = `<rect x="68" y="577" width="330" height="36" rx="6" fill="none" stroke="#b3261e" stroke-width="4"/>`;
  const stamp = `<circle cx="600" cy="1010" r="52" fill="none" stroke="#5a6f8f" stroke-width="6" opacity="0.6"/>`;
  const paper = `<rect width="780" height="1100" fill="#f7f4ec"/>`;
  const page = [
    paper,
    ...head,
    ...address,
    subject,
    ...body,
    deadline,
    stamp,
    bar(80, 1010, 180, 8, '#27408b'),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="860" height="1180"><rect width="860" height="1180" fill="#8a7a66"/>
    <g transform="translate(52 28) rotate(1.2)">${page.join('')}</g></svg>`;
  const bytes = await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
  return { kind: 'image', fileName: 'IMG_2041.png', mimeType: 'image/png', bytes };
}

/** Four seconds that sound like somebody humming a sentence: 8 kHz, 16 bit, mono. */
export function recordVoice(): DemoFile {
  const rate = 8000;
  const samples = Buffer.alloc(rate * 4 * 2);
  for (let index = 0; index < rate * 4; index += 1) {
    const second = index / rate;
    const syllable = Math.max(0, Math.sin(second * Math.PI * 3.4)) ** 0.6;
    const pitch = 150 + 25 * Math.sin(second * 1.9) - second * 6;
    const voice = [1, 2, 3, 5].reduce(
      (sum, n) => sum + Math.sin(2 * Math.PI * pitch * n * second) / n,
      0,
    );
    samples.writeInt16LE(Math.round(voice * syllable * 5000), index * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return {
    kind: 'voice',
    fileName: 'voice.wav',
    mimeType: 'audio/wav',
    bytes: Buffer.concat([header, samples]),
  };
}

/** One page that says what it is. `fileName` may hold ASCII only: it is printed on the page. */
export function printPdf(fileName: string): DemoFile {
  const title = fileName
    .replace(/\.pdf$/, '')
    .replaceAll(/[^\w .-]/g, '')
    .replaceAll('-', ' ');
  const text = `BT /F1 22 Tf 72 740 Td (${title}) Tj /F1 12 Tf 0 -36 Td (Beispiel aus der Demo von Lotse.) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${offset} 00000 n `)].join(
    '\n',
  );
  pdf += `xref\n0 6\n${table}\ntrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
  return {
    kind: 'document',
    fileName,
    mimeType: 'application/pdf',
    bytes: Buffer.from(pdf, 'latin1'),
  };
}
