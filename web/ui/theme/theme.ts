import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Popover,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'
import { dark, light, variableOf } from './tokens.ts'

/** Mantine's own greys in our tones, lightest first, for what it draws without asking the tokens. */
const greys: MantineColorsTuple = [
  dark.text1,
  dark.text2,
  dark.text3,
  dark.lineStrong,
  '#465061',
  dark.line,
  dark.surface2,
  dark.surface1,
  dark.surface0,
  '#0f1216',
]

const same = (colour: string): MantineColorsTuple =>
  Array.from({ length: 10 }, () => colour) as unknown as MantineColorsTuple

const rem = (pixels: number) => `${pixels / 16}rem`

/** Buttons and icons take their colours from the tokens; `danger` is the only colour beside the accent. */
const variantColorResolver: VariantColorsResolver = ({ color, variant }) => {
  const hue = color === 'danger' ? 'danger' : 'accent'
  const on = color === 'danger' ? 'on-danger' : 'on-accent'
  if (variant === 'filled') {
    return {
      background: `var(--${hue})`,
      hover: `var(--${hue}-hover)`,
      color: `var(--${on})`,
      border: '1px solid transparent',
    }
  }
  const text = color === 'danger' ? 'var(--danger)' : 'var(--text-1)'
  if (variant === 'default' || variant === 'outline') {
    return {
      background: 'var(--surface-1)',
      hover: 'var(--surface-2)',
      color: text,
      border: '1px solid var(--line-strong)',
    }
  }
  const quiet = color === 'danger' ? 'var(--danger)' : 'var(--text-2)'
  return { background: 'transparent', hover: 'var(--surface-2)', color: quiet, border: '1px solid transparent' }
}

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const field = { inputWrapperOrder: order }
// The page itself never scrolls, so overlays need not lock it; locking would insert a style element, which the policy forbids.
const overlay = {
  lockScroll: false,
  transitionProps: { duration: 120 },
  overlayProps: { backgroundOpacity: 0.5 },
} as const

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(13), lg: rem(15), xl: rem(18) },
  lineHeights: { xs: '1.35', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.3' },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(2), sm: rem(4), md: rem(4), lg: rem(6), xl: rem(8) },
  shadows: { xs: 'none', sm: 'none', md: 'var(--lifted)', lg: 'var(--lifted)', xl: 'var(--lifted)' },
  defaultRadius: 'sm',
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { dark: greys, accent: same('var(--accent)'), danger: same('var(--danger)') },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 28, variant: 'subtle' } }),
    Input: Input.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs', ...field } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'xs', ...field } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs', ...field } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs', autosize: true, minRows: 3, maxRows: 16, ...field } }),
    Select: Select.extend({ defaultProps: { size: 'xs', checkIconPosition: 'right', allowDeselect: false, ...field } }),
    MultiSelect: MultiSelect.extend({ defaultProps: { size: 'xs', checkIconPosition: 'right', ...field } }),
    TagsInput: TagsInput.extend({ defaultProps: { size: 'xs', ...field } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Radio: Radio.extend({ defaultProps: { size: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, transitionProps: { duration: 100 }, maw: 420, multiline: true },
    }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', transitionProps: { duration: 100 }, position: 'bottom-end', offset: 4 },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 100 }, offset: 4 } }),
    Modal: Modal.extend({ defaultProps: { ...overlay, centered: true } }),
    Drawer: Drawer.extend({ defaultProps: { ...overlay, position: 'right' } }),
  },
})

const tokenVariables = (tokens: Record<string, string>) =>
  Object.fromEntries(Object.entries(tokens).map(([token, colour]) => [variableOf(token), colour]))

const mantineVariables = {
  '--mantine-color-body': 'var(--surface-0)',
  '--mantine-color-text': 'var(--text-1)',
  '--mantine-color-bright': 'var(--text-1)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--surface-1)',
  '--mantine-color-default-hover': 'var(--surface-2)',
  '--mantine-color-default-color': 'var(--text-1)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--surface-2)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
} as const

/** What Mantine's own elements look like, said in our tokens. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: { ...tokenVariables(dark), ...mantineVariables, '--lifted': '0 8px 24px #0009' },
  light: { ...tokenVariables(light), ...mantineVariables, '--lifted': '0 8px 24px #1b22302e' },
})
