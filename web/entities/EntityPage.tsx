import { IconEdit } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { type EntityDetail, getEntity } from '@tocsin/contracts/entity.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import {
  ActionButton,
  DetailPage,
  ErrorState,
  Field,
  Fields,
  Moment,
  Mono,
  Page,
  Panel,
  SkeletonLines,
} from '../ui/index.ts'
import styles from './Entities.module.css'
import { EntityForm } from './EntityForm.tsx'
import { EntityTags } from './EntityTags.tsx'
import { Sightings } from './Sightings.tsx'
import { entityTexts } from './texts.ts'

/** One entity and every place it was seen (ENT-01, ENT-21). */
export function EntityPage() {
  const t = useTexts(entityTexts)
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: entity, error, refetch } = useEndpoint(getEntity, { params: { id } })
  if (entity) return <OpenEntity key={id} entity={entity} />
  return (
    <Page title={t('entity')} up={{ label: t('title'), to: paths.entities() }}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  )
}

function OpenEntity({ entity }: { entity: EntityDetail }) {
  const t = useTexts(entityTexts)
  const [isEditing, setEditing] = useState(false)
  return (
    <DetailPage
      name="entity"
      title={entity.value}
      up={{ label: t('title'), to: paths.entities() }}
      tags={entity.tags.length > 0 && <EntityTags tags={entity.tags} />}
      trail={{ list: 'entities', id: entity.id, to: paths.entity }}
      actions={
        <ActionButton
          capability="entity.manage"
          leftSection={<IconEdit size={14} />}
          onClick={() => setEditing(!isEditing)}
        >
          {t('edit')}
        </ActionButton>
      }
      left={{
        title: t('facts'),
        content: (
          <Fields>
            <Field label={t('type')}>{t(entity.type)}</Field>
            <Field label={t('value')}>
              <Mono text={entity.value} />
            </Field>
            <Field label={t('tags')}>{entity.tags.length > 0 ? <EntityTags tags={entity.tags} /> : null}</Field>
            <Field label={t('incidents')}>{entity.incidentCount}</Field>
            <Field label={t('triageEvents')}>{entity.triageEventCount}</Field>
            <Field label={t('firstSeen')}>
              <Moment at={entity.createdAt} absolute />
            </Field>
            <Field label={t('lastSeen')}>
              <Moment at={entity.lastSeenAt} absolute />
            </Field>
          </Fields>
        ),
      }}
    >
      <div className={styles.centre}>
        {isEditing ? (
          <EntityForm entity={entity} onClose={() => setEditing(false)} />
        ) : (
          <Panel title={t('additionalInfo')}>
            {entity.additionalInfo ? (
              <span className={styles.info}>{entity.additionalInfo}</span>
            ) : (
              <span className={styles.quiet}>{t('noInfo')}</span>
            )}
          </Panel>
        )}
        <Sightings entity={entity} />
      </div>
    </DetailPage>
  )
}
