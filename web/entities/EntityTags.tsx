import { StatusTag } from '../ui/index.ts'
import styles from './Entities.module.css'
import { tagTone } from './tag-tone.ts'

export function EntityTags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return <span className={styles.quiet}>–</span>
  return (
    <span className={styles.tags} title={tags.join(', ')}>
      {tags.map((tag) => (
        <StatusTag key={tag} tone={tagTone(tag)}>
          {tag}
        </StatusTag>
      ))}
    </span>
  )
}
