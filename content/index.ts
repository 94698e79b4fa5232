/**
 * Content that can be imported, exported and pushed: its canonical form, comparison and merge, and the file formats in
 * which it is exchanged. Pure: no database, no clock, no files.
 */
export { CanonicalError, canonicalJson } from './canonical/canonical-json.ts'
export { sameJson } from './canonical/equal.ts'
export { hashOf } from './canonical/hash.ts'
export { type Difference, diff } from './compare/diff.ts'
export { type Conflict, type Merge, type MergeRules, merge, type Override } from './compare/merge.ts'
export { type MergeOutcome, type MergePolicy, mergeByPolicy } from './compare/merge-by-policy.ts'
export { childPath, isCovered, orderPath, pathSegments, type ValuePath } from './compare/value-path.ts'
export type { ArchivedField, ArchivedListValue, ContentFile } from './formats/archive/archive-content.ts'
export { type ArchiveLimits, archiveLimits } from './formats/archive/archive-limits.ts'
export { readContentFile } from './formats/archive/read-content-file.ts'
export {
  type ArchiveExport,
  type ExportedField,
  type ExportedIntegration,
  writeArchive,
  writeOlderArchive,
} from './formats/archive/write-archive.ts'
export { FormatError, type FormatErrorCode } from './formats/format-error.ts'
export type {
  ActionDefinition,
  ActionOutput,
  ActionPreview,
  ActionSchedule,
  ActionTrigger,
  DefinitionField,
  IntegrationDefinition,
  ReadDefinition,
} from './formats/integration/definition.ts'
export { type ReadAction, readAction } from './formats/integration/read-action.ts'
export { readIntegration } from './formats/integration/read-integration.ts'
export { writeAction } from './formats/integration/write-action.ts'
export { writeIntegration } from './formats/integration/write-integration.ts'
export type { InstalledContent, UnboundAction } from './formats/playbook/conversion.ts'
export * from './formats/playbook/exchange-playbook.ts'
export { type ExportOptions, fromGraph } from './formats/playbook/from-graph.ts'
export type { GraphDocument, PlaybookDescription } from './formats/playbook/graph-document.ts'
export { type ActionMatch, type InstalledAction, matchAction } from './formats/playbook/match-action.ts'
export { type ReadPlaybook, readPlaybookJson, readPlaybookYaml } from './formats/playbook/read-playbook.ts'
export { type PlaybookChange, readPlaybookChange } from './formats/playbook/read-playbook-change.ts'
export { type GraphImport, toGraph } from './formats/playbook/to-graph.ts'
export { writeOlderJson, writePlaybookJson, writePlaybookYaml } from './formats/playbook/write-playbook.ts'
export { type Bundle, createBundle, readBundle, writeBundle } from './items/bundle.ts'
export {
  type ContentItem,
  type ContentReference,
  type ContentSummary,
  contentItem,
  type Dependency,
  itemKey,
} from './items/content-item.ts'
export type { Applied, ApplyOptions, ContentKind, ContentPlan } from './items/content-kind.ts'
export { type ContentRegistry, createContentRegistry } from './items/content-registry.ts'
export { type DependencyClosure, dependencyClosure } from './items/dependency-closure.ts'
export { type ItemPlan, planItem } from './items/plan-item.ts'
