import { useSearch } from '@tanstack/react-router'
import { Elements } from './Elements.tsx'
import { ListSample } from './ListSample.tsx'
import { DetailSample, FormSample } from './Samples.tsx'

const shown = { elements: Elements, list: ListSample, detail: DetailSample, form: FormSample }

/** Every element of the kit in all its states, with made-up data. `?show=list|detail|form|elements`. */
export function GalleryPage() {
  const { show = 'elements' } = useSearch({ strict: false }) as { show?: string }
  const Shown = shown[show as keyof typeof shown] ?? Elements
  return <Shown />
}
