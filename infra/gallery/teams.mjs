// How Teams sets cards: sizes and spacing as its clients draw them, and the colours of its themes.

export const themes = ['default', 'dark', 'contrast'];

const colours = {
  default: {
    ground: '#f5f5f5',
    card: '#ffffff',
    text: '#242424',
    quiet: '#616161',
    line: '#d1d1d1',
    accent: '#5b5fc7',
    onAccent: '#ffffff',
    emphasis: '#f5f5f5',
    good: '#237b4b',
    goodGround: '#e7f2da',
    attention: '#c4314b',
    attentionGround: '#fcf4f6',
    warning: '#835c00',
    warningGround: '#fbf6d9',
  },
  dark: {
    ground: '#1f1f1f',
    card: '#292929',
    text: '#ffffff',
    quiet: '#adadad',
    line: '#666666',
    accent: '#9299f7',
    onAccent: '#1f1f1f',
    emphasis: '#1f1f1f',
    good: '#92c353',
    goodGround: '#0d2e0d',
    attention: '#f9919b',
    attentionGround: '#3e1f25',
    warning: '#f8d22a',
    warningGround: '#463100',
  },
  contrast: {
    ground: '#000000',
    card: '#000000',
    text: '#ffffff',
    quiet: '#ffffff',
    line: '#ffffff',
    accent: '#ffff01',
    onAccent: '#000000',
    emphasis: '#000000',
    good: '#3ff23f',
    goodGround: '#000000',
    attention: '#ff9eb0',
    attentionGround: '#000000',
    warning: '#ffff01',
    warningGround: '#000000',
  },
};

export const coloursOf = (theme) => colours[theme];

/** The host configuration of one theme, as the official renderer takes it. */
export function hostConfig(theme) {
  const c = colours[theme];
  const shade = (strong, subtle) => ({ default: strong, subtle });
  const on = (backgroundColor) => ({
    backgroundColor,
    foregroundColors: {
      default: shade(c.text, c.quiet),
      dark: shade(c.text, c.quiet),
      light: shade(c.text, c.quiet),
      accent: shade(c.accent, c.accent),
      good: shade(c.good, c.good),
      attention: shade(c.attention, c.attention),
      warning: shade(c.warning, c.warning),
    },
  });
  return {
    supportsInteractivity: true,
    fontFamily: '"Segoe UI", system-ui, "Noto Sans", sans-serif',
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    imageSizes: { small: 32, medium: 52, large: 100 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: c.line },
    containerStyles: {
      default: on(c.card),
      emphasis: on(c.emphasis),
      accent: on(c.emphasis),
      good: on(c.goodGround),
      attention: on(c.attentionGround),
      warning: on(c.warningGround),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', weight: 'default', size: 'small' },
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    factSet: { title: { weight: 'bolder' }, spacing: 16 },
  };
}
