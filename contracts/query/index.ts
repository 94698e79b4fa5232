export { type Comparison, type FieldName, type Query, QueryError, type QueryValue, type Span } from './ast.ts'
export { readTimeSpan, type TimeSpan } from './moment.ts'
export { parseQuery } from './parse.ts'
export { printQuery, quoteValue } from './print.ts'
