export * from './condition.ts'
export { evaluateOver, evaluatePath } from './evaluate-path.ts'
export { type ExpandOptions, type Expansion, expandInputs, type InputRow } from './expand-inputs.ts'
export { parsePath } from './parse-path.ts'
export { type Path, PathError, type Pipe, type Step } from './path.ts'
export {
  escapeTemplate,
  formatPlaceholder,
  parsePlaceholder,
  parseTemplate,
  type TemplatePart,
} from './placeholder.ts'
export * from './reference.ts'
export { type RenderOptions, renderTemplate } from './render-template.ts'
export { resolve } from './resolve.ts'
export { type NodeValues, resolveReference, type ValueSource } from './resolve-reference.ts'
export { keepItems, splitItems } from './split-items.ts'
export { escapeHtml, toHtmlTable, toText } from './text.ts'
