import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { usePreference } from '../preference.ts'
import { useShortcut } from '../shortcuts.tsx'
import { neighboursOf } from '../table/trail.ts'
import { uiTexts } from '../texts.ts'
import styles from './Page.module.css'
import { Page, type PageProps } from './Page.tsx'

interface Side {
  title: string
  content: ReactNode
}

interface DetailPageProps extends Omit<PageProps, 'layout'> {
  /** Kind of object; which columns are folded is remembered under it. */
  name: string
  left?: Side
  right?: Side
  /** The list it may have been opened from, for previous and next. */
  trail?: { list: string; id: string; to: (id: string) => string }
}

/** An object's page: three columns, the outer ones foldable and remembered; previous and next of the list it came from. */
export function DetailPage({ name, left, right, trail, actions, children, ...page }: DetailPageProps) {
  return (
    <Page
      {...page}
      layout="fill"
      actions={
        <>
          {trail && <Neighbours {...trail} />}
          {actions}
        </>
      }
    >
      <div className={styles.columns}>
        {left && <SideColumn name={`${name}/left`} side={left} at="left" />}
        <div className={`${styles.column} ${styles.centre}`}>{children}</div>
        {right && <SideColumn name={`${name}/right`} side={right} at="right" />}
      </div>
    </Page>
  )
}

function SideColumn({ name, side, at }: { name: string; side: Side; at: 'left' | 'right' }) {
  const t = useTexts(uiTexts)
  const [isFolded, setFolded] = usePreference(`folded/${name}`, false)
  const Fold = at === 'left' ? IconChevronsLeft : IconChevronsRight
  const Unfold = at === 'left' ? IconChevronsRight : IconChevronsLeft
  if (isFolded) {
    return (
      <aside className={`${styles.folded} ${styles[at]}`} style={{ flexBasis: 36 }}>
        <ActionIcon
          aria-label={t('unfold', { name: side.title })}
          aria-expanded={false}
          onClick={() => setFolded(false)}
        >
          <Unfold size={16} />
          <span>{side.title}</span>
        </ActionIcon>
      </aside>
    )
  }
  return (
    <aside className={`${styles.column} ${styles[at]}`} aria-label={side.title}>
      <div className={styles.columnHead}>
        {side.title}
        <ActionIcon aria-label={t('fold', { name: side.title })} aria-expanded onClick={() => setFolded(true)}>
          <Fold size={16} />
        </ActionIcon>
      </div>
      <div className={styles.columnBody}>{side.content}</div>
    </aside>
  )
}

function Neighbours({ list, id, to }: { list: string; id: string; to: (id: string) => string }) {
  const t = useTexts(uiTexts)
  const navigate = useNavigate()
  const { previous, next } = neighboursOf(list, id)
  const go = (target: string | null) => {
    if (target !== null) void navigate({ to: to(target) })
  }
  useShortcut('[', t('previous'), () => go(previous))
  useShortcut(']', t('next'), () => go(next))
  if (previous === null && next === null) return null
  return (
    <Button.Group>
      <Button
        px={6}
        aria-label={t('previous')}
        title={`${t('previous')}  [`}
        disabled={previous === null}
        onClick={() => go(previous)}
      >
        <IconChevronLeft size={16} />
      </Button>
      <Button px={6} aria-label={t('next')} title={`${t('next')}  ]`} disabled={next === null} onClick={() => go(next)}>
        <IconChevronRight size={16} />
      </Button>
    </Button.Group>
  )
}
