import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Harbour teal; shade 8 is the accent of the tokens. */
const teal: MantineColorsTuple = [
  '#eaf5f4',
  '#d5e9e7',
  '#abd3d0',
  '#7ebcb8',
  '#56a8a3',
  '#3a9993',
  '#258983',
  '#177b77',
  '#0f6e6e',
  '#0b5a5a',
];

const dark: MantineColorsTuple = [
  '#e8e4dd',
  '#cfd0cd',
  '#a9b2b8',
  '#7f8a92',
  '#3a444b',
  '#2a3238',
  '#1b2125',
  '#14181b',
  '#101416',
  '#0b0e10',
];

/** Warm, as the paper is. */
const gray: MantineColorsTuple = [
  '#f8f6f2',
  '#f3efe9',
  '#ebe6de',
  '#e4dfd7',
  '#cfc8bd',
  '#a79f94',
  '#8b8479',
  '#6b665d',
  '#4a4640',
  '#2f2c28',
];

const fonts =
  "'Noto Sans Variable', 'Noto Sans Arabic Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 8,
  autoContrast: true,
  colors: { teal, dark, gray },
  black: '#1f2933',
  fontFamily: fonts,
  headings: { fontFamily: fonts, fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.47', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: '8px',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Input: { defaultProps: { size: 'md' } },
    InputWrapper: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Tooltip: { defaultProps: { openDelay: 300, withinPortal: true } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    // Fading in would render a menu four times before it stands.
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
  },
});

/** Mantine takes its surfaces from our tokens, so that both speak one palette. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});

const shared = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-primary-color-light': 'var(--accent-tint)',
  '--mantine-primary-color-light-color': 'var(--accent-ink)',
};
