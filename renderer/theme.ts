import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, rem } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { createElement } from 'react';
import { Icon } from './components/icon';

const petrol: MantineColorsTuple = ['#edf8fb', '#d8eff5', '#b5e0eb', '#8acad9', '#59acbf', '#278ea3', '#0e798c', '#076474', '#00515f', '#033d47'];
// The light scale n1 to n7, n8, n10, n12, and the dark scale from light to dark as Mantine wants it.
const gray: MantineColorsTuple = ['#fbfaf8', '#f6f6f4', '#f0efed', '#e9e8e6', '#e0e0dd', '#d4d3d1', '#bcbab6', '#93928e', '#525657', '#171d1e'];
const dark: MantineColorsTuple = ['#edf1f2', '#c4c8c9', '#a6aaab', '#686d6e', '#3a3e40', '#262a2b', '#1f2324', '#131719', '#0d1112', '#0d1112'];

const chevron = createElement(Icon, { of: IconChevronDown, size: 14, className: 't2' });

/** Mantine in Linnet's language. Colours that follow the theme come from tokens.css by `cssVariablesResolver`. */
export const theme = createTheme({
  primaryColor: 'petrol', primaryShade: { light: 7, dark: 5 }, autoContrast: true, defaultRadius: 'sm', cursorType: 'pointer', respectReducedMotion: true,
  colors: { petrol, gray, dark },
  fontFamily: 'var(--font)', fontFamilyMonospace: 'var(--font-mono)', focusClassName: 'focusable',
  fontSizes: { xs: rem(11), sm: rem(13), md: rem(13), lg: rem(14), xl: rem(16) },
  lineHeights: { xs: '1.4545', sm: '1.5385', md: '1.5385', lg: '1.5714', xl: '1.5' },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(12) },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(20) },
  headings: { fontWeight: '640' }, shadows: { md: 'var(--shadow-pop)', xl: 'var(--shadow-drag)' },
  components: {
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', rightSection: chevron, rightSectionPointerEvents: 'none', checkIconPosition: 'right', allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } },
    MultiSelect: { defaultProps: { size: 'sm', rightSection: chevron, rightSectionPointerEvents: 'none', checkIconPosition: 'right' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, zIndex: 450 } },
    Modal: { defaultProps: { radius: 'xl', centered: false, yOffset: 'min(7rem, 14vh)', zIndex: 200, styles: { content: { maxHeight: 'calc(100dvh - min(7rem, 14vh) - 2rem)' } }, transitionProps: { duration: 150, transition: 'fade' }, closeButtonProps: { 'aria-label': 'Close' } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', radius: 'md', offset: 4, zIndex: 300, transitionProps: { duration: 90, transition: 'fade' } } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md', offset: 4, zIndex: 300, transitionProps: { duration: 90, transition: 'fade' } } },
  },
});

// Set for each scheme, because Mantine's own defaults are.
const fromTokens = {
  '--mantine-color-body': 'var(--surface)', '--mantine-color-text': 'var(--text)', '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-default-border': 'var(--line-strong)', '--mantine-color-default-hover': 'var(--hover)', '--mantine-color-default': 'var(--surface)',
  '--mantine-color-placeholder': 'var(--text-3)', '--mantine-color-error': 'var(--danger-text)', '--mantine-color-disabled': 'var(--sunken)', '--mantine-color-disabled-color': 'var(--text-3)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: fromTokens, dark: fromTokens });
