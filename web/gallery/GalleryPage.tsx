import { Page } from '../ui/index.ts'

export function GalleryPage() {
  return <Page title="Gallery">soon</Page>
}
