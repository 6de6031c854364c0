import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Shallow water: the product's own colour. */
const lagoon: MantineColorsTuple = [
  '#e8f6f8', '#d2ecf0', '#a6d8e0', '#76c2ce', '#4eafbe', '#2f9daf', '#178a9d', '#0b7285', '#075d6d', '#044956',
];

/** Night sea: greys with a little blue, for the dark theme. */
const dark: MantineColorsTuple = [
  '#dbe4ec', '#bccad6', '#9db0c0', '#7a8fa2', '#40536a', '#2c3c4e', '#1c2938', '#121c27', '#0e161f', '#0a1118',
];

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 7 },
  colors: { lagoon, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Consolas, monospace',
  headings: {
    fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", "DejaVu Sans", sans-serif',
    fontWeight: '650',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    // The library behind Mantine's scroll lock adds inline style elements, which the content
    // security policy forbids; app.css locks the page instead.
    ModalRoot: { defaultProps: { lockScroll: false, centered: true } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
    Paper: { defaultProps: { radius: 'lg' } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f5f9fa',
    '--mantine-color-dimmed': '#52636f',
    '--mantine-color-error': '#c22a2a',
    '--mantine-color-placeholder': '#667784',
    '--surface': '#ffffff',
    '--surface-sunken': '#edf3f5',
    '--surface-hover': '#f0f6f8',
    '--line': '#d9e3e7',
    '--accent': '#0b7285',
    '--accent-soft': '#e0f1f4',
    '--log-surface': '#f3f7f8',
    '--log-line': '#1e2b34',
    '--tone-good': '#1c6b45',
    '--tone-good-soft': '#def3e7',
    '--tone-bad': '#b02525',
    '--tone-bad-soft': '#fde8e7',
    '--tone-busy': '#0a6375',
    '--tone-busy-soft': '#dcf0f4',
    '--tone-warn': '#855000',
    '--tone-warn-soft': '#fdf0d8',
    '--tone-quiet': '#4c5c67',
    '--tone-quiet-soft': '#e8eef1',
  },
  dark: {
    '--mantine-color-body': '#0f1822',
    '--mantine-color-dimmed': '#9db0c0',
    '--mantine-color-error': '#ff9191',
    '--mantine-color-placeholder': '#8a9db0',
    '--mantine-color-anchor': '#76c2ce',
    '--surface': '#172331',
    '--surface-sunken': '#111b26',
    '--surface-hover': '#1d2b3b',
    '--line': '#2b3b4d',
    '--accent': '#76c2ce',
    '--accent-soft': '#15394a',
    '--log-surface': '#0c141c',
    '--log-line': '#d3dee8',
    '--tone-good': '#7fd7a8',
    '--tone-good-soft': '#123527',
    '--tone-bad': '#ffa3a0',
    '--tone-bad-soft': '#43191d',
    '--tone-busy': '#84d2df',
    '--tone-busy-soft': '#123847',
    '--tone-warn': '#f2c46d',
    '--tone-warn-soft': '#3d2d0e',
    '--tone-quiet': '#aebdcb',
    '--tone-quiet-soft': '#243242',
  },
});
