import { allCapabilities, type Capability, capabilities } from '@tocsin/contracts/capabilities.ts'

/** Capabilities under their area, in the order of the product's list (ROL-03). */
export function capabilityAreas(): { area: string; entries: { capability: Capability; text: string }[] }[] {
  const areas = new Map<string, { capability: Capability; text: string }[]>()
  for (const capability of allCapabilities) {
    const { area, text } = capabilities[capability]
    areas.set(area, [...(areas.get(area) ?? []), { capability, text }])
  }
  return [...areas].map(([area, entries]) => ({ area, entries }))
}
