import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { type Capability, capabilities } from '@tocsin/contracts/capabilities.ts'
import type { Ability } from '@tocsin/contracts/lists.ts'
import { createContext, type MouseEvent, type ReactNode, useContext, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { uiTexts } from './texts.ts'
import { toast } from './toast.tsx'

/** What the signed-in user may do at all; the shell provides it. */
export const CapabilityContext = createContext<ReadonlySet<string>>(new Set())

/** Asks whether the user's profile allows something: `can('incident.edit')`. */
export function useCan(): (capability: Capability) => boolean {
  const allowed = useContext(CapabilityContext)
  return (capability) => allowed.has(capability)
}

/** Shows its content only to those whose profile allows it (GEN-05: whole pages and panels are hidden). */
export function Can({ capability, children }: { capability: Capability; children: ReactNode }) {
  return useCan()(capability) ? children : null
}

/** May he, and if not, why: the object's own answer first, else the profile's. */
export function useAbility(ability?: Ability, capability?: Capability): Ability {
  const t = useTexts(uiTexts)
  const can = useCan()
  if (capability && !can(capability)) {
    const { area, text } = capabilities[capability]
    return t('noCapability', { name: `${area} › ${text}` })
  }
  return ability ?? true
}

interface ActionButtonProps extends ButtonProps {
  children: ReactNode
  ability?: Ability
  capability?: Capability
  /** May return a promise: the button is busy meanwhile, and a failure becomes a toast. */
  onClick: (event: MouseEvent) => unknown
  type?: 'button' | 'submit'
  /** For buttons that show a symbol alone. */
  title?: string
}

/** A button that is disabled with the reason where the user may not press it (GEN-05: single buttons). */
export function ActionButton({ ability, capability, onClick, children, ...rest }: ActionButtonProps) {
  const allowed = useAbility(ability, capability)
  const [busy, setBusy] = useState(false)
  const press = (event: MouseEvent) => {
    if (allowed !== true) return event.preventDefault()
    const work = onClick(event)
    if (!(work instanceof Promise)) return
    setBusy(true)
    work
      .catch((error: unknown) => toast.failed(error, typeof children === 'string' ? children : undefined))
      .finally(() => setBusy(false))
  }
  const button = (
    <Button
      loading={busy}
      {...rest}
      data-disabled={allowed !== true || undefined}
      aria-disabled={allowed !== true || undefined}
      onClick={press}
    >
      {children}
    </Button>
  )
  return allowed === true ? button : <Tooltip label={allowed}>{button}</Tooltip>
}
