import { MultiSelect, Radio } from '@mantine/core'
import { listTenants } from '@tocsin/contracts/fleet.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { labelsOf } from '../tenants/tenant-rows.ts'
import styles from './Targets.module.css'
import { type TargetChoice, type TargetKind, tenantsOf, toTargets } from './targets.ts'
import { targetTexts } from './texts.ts'

const ways: readonly TargetKind[] = ['all', 'tenants', 'groups', 'tags']
const listOf = { all: 'except', tenants: 'tenants', groups: 'groups', tags: 'tags' } as const

interface TargetPickerProps {
  choice: TargetChoice
  /** What is chosen lasts, so that "all" means those as well that are paired later. */
  isLasting?: boolean
  onChoice: (choice: TargetChoice) => void
}

/** Whom a push or a widget is for: all and those to come, all except, named ones, groups, tags (FLT-24). */
export function TargetPicker({ choice, isLasting = false, onChoice }: TargetPickerProps) {
  const t = useTexts(targetTexts)
  const { data } = useEndpoint(listTenants)
  const tenants = data?.items ?? []
  const named = tenants.map(({ id, name }) => ({ value: id, label: name }))
  const choices = {
    all: named,
    tenants: named,
    groups: labelsOf(tenants, 'groups'),
    tags: labelsOf(tenants, 'tags'),
  }
  const missing: Record<TargetKind, string | null> = {
    all: null,
    tenants: null,
    groups: choices.groups.length === 0 ? t('noGroups') : null,
    tags: choices.tags.length === 0 ? t('noTags') : null,
  }
  const targets = toTargets(choice)
  const count = targets ? tenantsOf(targets, tenants).length : 0
  return (
    <Radio.Group
      label={t('for')}
      value={choice.kind}
      onChange={(kind) => onChoice({ ...choice, kind: ways.find((way) => way === kind) ?? 'all' })}
    >
      <div className={styles.picker}>
        {ways.map((way) => (
          <div key={way} className={styles.way}>
            <Radio
              value={way}
              label={t(way)}
              description={missing[way] ?? (way === 'all' && isLasting ? t('allHelp') : undefined)}
              disabled={missing[way] !== null}
            />
            {choice.kind === way && (
              <div className={styles.more}>
                <MultiSelect
                  aria-label={t(listOf[way])}
                  placeholder={choice[listOf[way]].length > 0 ? undefined : way === 'all' ? t('nobody') : t('choose')}
                  leftSection={way === 'all' ? <span className={styles.count}>{t('except')}</span> : undefined}
                  leftSectionWidth={way === 'all' ? 56 : undefined}
                  data={choices[way]}
                  value={choice[listOf[way]]}
                  searchable
                  clearable
                  hidePickedOptions
                  onChange={(list) => onChoice({ ...choice, [listOf[way]]: list })}
                />
              </div>
            )}
          </div>
        ))}
        <span className={styles.count} data-none={count === 0 || undefined} aria-live="polite">
          {count === 0 ? t('nobodyNow') : t('now', { n: count })}
        </span>
      </div>
    </Radio.Group>
  )
}
