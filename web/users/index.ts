export { UserSelect } from './UserSelect.tsx'
export { useUserChoices } from './use-users.ts'
