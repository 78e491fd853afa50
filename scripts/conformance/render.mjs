const groups = [
  ['X', 'Cross-cutting'],
  ['TGI', 'Telegram, inbound'],
  ['TGO', 'Telegram, outbound'],
  ['TWI', 'Twilio, inbound'],
  ['TWS', 'Twilio, status'],
  ['TWO', 'Twilio, outbound'],
  ['WAI', 'WhatsApp Cloud API, inbound'],
  ['WAS', 'WhatsApp Cloud API, status'],
  ['WAO', 'WhatsApp Cloud API, outbound'],
  ['WWI', 'WhatsApp Web, inbound'],
  ['WWO', 'WhatsApp Web, outbound'],
];

/** The page for people: each case, what comes out, and the tests that show it. */
export function render(found) {
  const covered = found.filter(({ files }) => files.length > 0).length;
  const parts = groups.map(([prefix, title]) => {
    const rows = found
      .filter(({ id }) => id.replace(/\d+$/, '') === prefix)
      .map(
        ({ id, case: what, outcome, files }) =>
          `| ${id} | ${what} | ${outcome} | ${links(files)} |`,
      );
    return [
      `## ${title}`,
      '',
      '| id | case | what comes out | tests |',
      '| --- | --- | --- | --- |',
      ...rows,
    ];
  });
  return [
    '# Conformance',
    '',
    `Written by \`npm run conformance\` from a test run: ${covered} of ${found.length} cases have a test that names them.`,
    '`npm test` fails when one has none, or when this page no longer says what the tests say.',
    '',
    ...parts.flatMap((lines) => [...lines, '']),
  ].join('\n');
}

function links(files) {
  return files.map((file) => `[${file.split('/').at(-1)}](../${file})`).join('<br>') || '–';
}
