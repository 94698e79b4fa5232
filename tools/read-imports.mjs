import ts from 'typescript'

/**
 * Every import of a TypeScript file: static, re-exported, dynamic with a literal, and in types. `extends` is true for
 * `declare module`, which adds to the types of a file and has to name that very file.
 */
export function readImports(text) {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
    extends: /\bdeclare\s+module\s+['"]?$/.test(text.slice(0, pos)),
  }))
}
