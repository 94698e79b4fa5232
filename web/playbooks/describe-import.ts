import type { ImportedPlaybook, PlaybookImport } from '@tocsin/contracts/playbook.ts'
import type { ImportTexts } from './import-texts.ts'

export interface ReportSection {
  key: 'unbound' | 'missing' | 'warnings' | 'integrations' | 'fields' | 'bound'
  title: string
  help?: string
  lines: string[]
}

/** What became of a playbook, or would: `new · published as version 1`. */
export function describeOutcome(t: ImportTexts, imported: ImportedPlaybook): string {
  const { name, wanted, outcome, version, draftKeptAs } = imported
  const isStored = outcome === 'created' || outcome === 'updated'
  const hasErrors = imported.problems.some(({ severity }) => severity === 'error')
  return [
    outcome === 'created' && name !== wanted ? t('createdAs', { name }) : t(outcome),
    ...(draftKeptAs === null ? [] : [t('draftKept', { n: draftKeptAs })]),
    ...(version === null ? [] : [t('publishedAs', { n: version })]),
    ...(isStored && hasErrors ? [t('staysDraft')] : []),
  ].join(' · ')
}

/** The rest of the report, what somebody must act on first; empty sections are left out. */
export function describeReport(t: ImportTexts, report: PlaybookImport): ReportSection[] {
  const { unbound, missing, warnings, integrations, fields, bound } = report
  const sections: ReportSection[] = [
    {
      key: 'unbound',
      title: t('unbound', { n: unbound.length }),
      help: t('unboundText'),
      lines: unbound.map(({ playbook, node, action, reason }) => `${playbook} · ${node} · ${action} · ${reason}`),
    },
    {
      key: 'missing',
      title: t('missing', { n: missing.length }),
      lines: missing.map(({ playbook, node, reason }) => `${playbook} · ${node} · ${reason}`),
    },
    { key: 'warnings', title: t('warnings', { n: warnings.length }), lines: warnings },
    {
      key: 'integrations',
      title: t('integrations'),
      lines: integrations.map(({ name, outcome, actions: n }) => t(outcome, { name, n })),
    },
    {
      key: 'fields',
      title: t('fields'),
      lines: fields.map(({ name, internalName, outcome }) => {
        const shown = { name: `${name} (${internalName})` }
        return outcome === 'created' ? t('fieldCreated', shown) : t('fieldFound', shown)
      }),
    },
    {
      key: 'bound',
      title: t('bound', { n: bound.length }),
      lines: bound.map(({ playbook, node, action, integration, resource }) => {
        const names = { node: `${playbook} · ${node}`, action, integration }
        return resource === null ? t('withoutResource', names) : t('withResource', { ...names, resource })
      }),
    },
  ]
  return sections.filter(({ lines }) => lines.length > 0)
}

/** The whole report as plain text, to pass on. */
export function reportAsText(t: ImportTexts, report: PlaybookImport): string {
  const playbooks = report.outcomes.flatMap((each) => [
    `- ${each.wanted} (${each.file}): ${describeOutcome(t, each)}`,
    ...each.problems.map(({ message }) => `  - ${message}`),
  ])
  const sections = describeReport(t, report).flatMap(({ title, lines }) => [
    '',
    title,
    ...lines.map((line) => `- ${line}`),
  ])
  const title = report.dryRun ? t('wouldImport') : t('imported', { n: report.playbooks.length })
  return [title, ...playbooks, ...sections, ''].join('\n')
}
