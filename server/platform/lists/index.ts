export { containing, type Keyset, keyset, type ListOrder, nextCursor, readSort } from './keyset.ts'
