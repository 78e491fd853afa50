const browsers: [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg(A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
];
const systems: [name: string, sign: RegExp][] = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/** What a browser is called in the list of devices, e.g. "Firefox, Windows". No version: it says nothing to people. */
export function browserLabel(userAgent: string): string {
  const known = [browsers, systems].map((table) => table.find(([, sign]) => sign.test(userAgent)));
  return known.flatMap((entry) => entry?.[0] ?? []).join(', ') || 'Browser';
}
