export { PushButton } from './push/PushButton.tsx'
export { SyncCell } from './push/SyncCell.tsx'
export { usePush } from './push/use-push.tsx'
export { useSync } from './push/use-sync.ts'
