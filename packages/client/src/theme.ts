import { createTheme, rem, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The only file that names a colour, a size or a font; everything else says what it means. */

/** What a status, a bucket or an outcome is coloured as, the same on every screen. Never the only sign: an icon and a word go with it. */
export type Tone = 'survey' | 'lock' | 'shipping' | 'shipped' | 'canceled' | 'attention' | 'accent';

/** `text` reads on `soft` and on the page at 4.5:1 or better; `solid` fills bars and dots. */
export type ToneRole = 'text' | 'soft' | 'solid';

/** The CSS value of a tone, following the colour scheme. */
export function tone(name: Tone, role: ToneRole = 'text'): string {
  return `var(--wb-${name}-${role})`;
}

const accent: MantineColorsTuple = [
  '#f1f1fe',
  '#e3e2fb',
  '#c5c3f5',
  '#a5a2ef',
  '#8783e9',
  '#6c67e1',
  '#5450d6',
  '#4541bb',
  '#393699',
  '#2d2b78',
];

const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#eff1f4',
  '#e4e7ec',
  '#d3d8e0',
  '#b3bac6',
  '#8a93a2',
  '#5c6573',
  '#434b57',
  '#2b313b',
  '#171b22',
];

const dark: MantineColorsTuple = [
  '#dde1e8',
  '#bfc5cf',
  '#979fac',
  '#566070',
  '#323843',
  '#272c35',
  '#1b1f26',
  '#14171c',
  '#0f1115',
  '#0a0c0f',
];

/** Mantine's own red is 3.3:1 on white at the shade that buttons and menus use; this one reads at 4.5:1 both ways. */
const red: MantineColorsTuple = [
  '#fdeceb',
  '#f9d5d2',
  '#f2aea9',
  '#ff9c92',
  '#e5594e',
  '#cf3a30',
  '#c3291f',
  '#b3261e',
  '#8f1d17',
  '#6e1611',
];

const toneValues: Record<Tone, Record<ToneRole, { light: string; dark: string }>> = {
  survey: {
    text: { light: '#565f6d', dark: '#b3bac6' },
    soft: { light: '#eceff3', dark: '#2a3039' },
    solid: { light: '#98a1af', dark: '#737d8d' },
  },
  lock: {
    text: { light: '#0f5fa8', dark: '#7cc0ff' },
    soft: { light: '#e3f0fc', dark: '#12304a' },
    solid: { light: '#2f88d8', dark: '#3f93df' },
  },
  shipping: {
    text: { light: '#8a5300', dark: '#f5c064' },
    soft: { light: '#fdf0d5', dark: '#3b2c0e' },
    solid: { light: '#eda020', dark: '#e2a033' },
  },
  shipped: {
    text: { light: '#14703f', dark: '#6fd69b' },
    soft: { light: '#def5e7', dark: '#123524' },
    solid: { light: '#25a561', dark: '#32ac6c' },
  },
  canceled: {
    text: { light: '#626b79', dark: '#98a0ad' },
    soft: { light: '#f1f3f6', dark: '#20252d' },
    solid: { light: '#cbd1da', dark: '#434b57' },
  },
  attention: {
    text: { light: '#b3261e', dark: '#ff9c92' },
    soft: { light: '#fde8e6', dark: '#44191a' },
    solid: { light: '#dc4438', dark: '#e5594e' },
  },
  accent: {
    text: { light: accent[7], dark: accent[3] },
    soft: { light: accent[0], dark: '#25244a' },
    solid: { light: accent[6], dark: accent[5] },
  },
};

/** Mantine's own light and subtle variants take the same tones, so that an alert looks like the badge it speaks of. */
const lightVariants: Record<string, Tone> = {
  gray: 'survey',
  blue: 'lock',
  yellow: 'shipping',
  green: 'shipped',
  red: 'attention',
  accent: 'accent',
};

const surfaces: Record<string, { light: string; dark: string }> = {
  '--wb-canvas': { light: gray[0], dark: dark[8] },
  '--wb-paper': { light: '#ffffff', dark: dark[7] },
  '--wb-raised': { light: '#ffffff', dark: dark[6] },
  '--wb-sunken': { light: gray[1], dark: dark[6] },
  '--wb-hover': { light: gray[1], dark: dark[6] },
  '--wb-line': { light: gray[2], dark: dark[5] },
  '--wb-line-strong': { light: gray[3], dark: dark[4] },
  // What is left of an empty box or circle that can be ticked: 3:1 on paper both ways.
  '--wb-control': { light: gray[5], dark: '#737d8d' },
  '--wb-ink': { light: gray[9], dark: '#f1f3f6' },
  '--wb-ink-soft': { light: gray[6], dark: dark[2] },
  '--wb-track': { light: gray[2], dark: dark[5] },
};

/** Writes every tone and surface as a CSS variable for both colour schemes. */
export const cssVariables: CSSVariablesResolver = () => {
  const light: Record<string, string> = {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': '#737c8a',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': gray[3],
    '--mantine-color-anchor': accent[7],
  };
  const darkScheme: Record<string, string> = {
    '--mantine-color-body': dark[7],
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': '#8b94a2',
    '--mantine-color-error': '#ff9c92',
    '--mantine-color-default': dark[6],
    '--mantine-color-default-border': dark[4],
    '--mantine-color-anchor': accent[3],
  };
  for (const [name, roles] of Object.entries(toneValues)) {
    for (const [role, value] of Object.entries(roles)) {
      light[`--wb-${name}-${role}`] = value.light;
      darkScheme[`--wb-${name}-${role}`] = value.dark;
    }
  }
  for (const [color, name] of Object.entries(lightVariants)) {
    const { text, soft } = toneValues[name];
    for (const [scheme, values] of [
      ['light', light],
      ['dark', darkScheme],
    ] as const) {
      values[`--mantine-color-${color}-light`] = soft[scheme];
      values[`--mantine-color-${color}-light-hover`] = soft[scheme];
      values[`--mantine-color-${color}-light-color`] = text[scheme];
    }
  }
  for (const [name, value] of Object.entries(surfaces)) {
    light[name] = value.light;
    darkScheme[name] = value.dark;
  }
  return {
    variables: {
      '--wb-nav-width': rem(232),
      '--wb-bar-height': rem(56),
      '--wb-page-width': rem(1200),
      '--wb-form-width': rem(420),
    },
    light,
    dark: darkScheme,
  };
};

/** Widths and heights that components take as numbers, in pixels. */
export const sizes = {
  navWidth: 232,
  barHeight: 56,
  icon: { small: 14, medium: 16, large: 20, hero: 40 },
  iconStroke: 1.75,
  tableRow: 48,
} as const;

/** Mantine draws a dialog's head as a banner landmark, of which a page has one already, and its cross without a name. */
const dialogParts = {
  attributes: { header: { role: 'presentation' } },
  closeButtonProps: { 'aria-label': 'Close' },
};

const dialogStyles = { title: { fontSize: rem(18), fontWeight: 620, lineHeight: '1.35' } };

/**
 * A long list of options scrolls by itself. Mantine puts a box inside of it that scrolls and that no key can reach; the
 * list itself is the popup of its field, whose arrow keys move through it.
 */
const scrollingOptions = {
  defaultProps: { withScrollArea: false },
  styles: (_theme: unknown, { maxDropdownHeight = 240 }: { maxDropdownHeight?: number | string }) => ({
    options: { maxHeight: rem(maxDropdownHeight), overflowY: 'auto' as const },
  }),
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, gray, dark, red },
  black: gray[9],
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace",
  fontSizes: { xs: rem(12), sm: rem(14), md: rem(15), lg: rem(18), xl: rem(22) },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.55', lg: '1.5', xl: '1.4' },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32) },
  radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(12), xl: rem(20) },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  headings: {
    fontWeight: '620',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: rem(24), lineHeight: '1.3' },
      h2: { fontSize: rem(18), lineHeight: '1.35' },
      h3: { fontSize: rem(15), lineHeight: '1.4' },
      h4: { fontSize: rem(14), lineHeight: '1.45' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Modal: {
      defaultProps: {
        centered: true,
        padding: 'lg',
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
        ...dialogParts,
      },
      styles: dialogStyles,
    },
    Drawer: {
      defaultProps: { overlayProps: { backgroundOpacity: 0.4 }, ...dialogParts },
      styles: dialogStyles,
    },
    InputWrapper: { styles: { label: { marginBottom: rem(4) }, description: { marginBottom: rem(4) } } },
    // The focus placeholder is a child that no menu may have; and what floats belongs to the page's main part, or it
    // stands outside of every landmark. Menus exist below `AppFrame` only, which has that part.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, portalProps: { target: '#main' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Paper: { defaultProps: { radius: 'lg' } },
    Select: scrollingOptions,
    MultiSelect: scrollingOptions,
    Autocomplete: scrollingOptions,
    TagsInput: scrollingOptions,
    TextInput: { defaultProps: { size: 'sm' } },
  },
});
