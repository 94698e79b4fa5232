import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { useTexts } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import {
  type Column,
  type ColumnChoice,
  defaultChoice,
  isHidden,
  moveColumn,
  orderedColumns,
  toggleColumn,
} from './column-state.ts'
import styles from './Table.module.css'

interface ColumnChooserProps<Row> {
  columns: Column<Row>[]
  choice: ColumnChoice
  onChoice: (choice: ColumnChoice) => void
}

export function ColumnChooser<Row>({ columns, choice, onChoice }: ColumnChooserProps<Row>) {
  const t = useTexts(uiTexts)
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconColumns3 size={14} />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.chooser}>
        {orderedColumns(columns, choice).map((column) => (
          <div key={column.key} className={styles.choice}>
            <Checkbox
              label={column.label}
              checked={!isHidden(column, choice)}
              disabled={column.opens}
              onChange={() => onChoice(toggleColumn(columns, choice, column.key))}
            />
            <ActionIcon
              size={22}
              aria-label={t('moveUp', { name: column.label })}
              onClick={() => onChoice(moveColumn(columns, choice, column.key, -1))}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              size={22}
              aria-label={t('moveDown', { name: column.label })}
              onClick={() => onChoice(moveColumn(columns, choice, column.key, 1))}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
          </div>
        ))}
        <Button variant="subtle" onClick={() => onChoice(defaultChoice(columns))}>
          {t('columnsReset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
