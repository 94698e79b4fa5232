import styles from './Integrations.module.css'

/** The picture of an integration, or its first letters where it has none that may be shown. */
export function IntegrationLogo({ name, icon, size = 20 }: { name: string; icon: string | null; size?: number }) {
  const box = { width: size, height: size, fontSize: Math.round(size * 0.45) }
  // Only pictures inside the definition: a page must not fetch from where a file says.
  if (icon && /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(icon)) {
    return <img className={styles.logo} style={box} src={icon} alt="" />
  }
  const letters = name
    .split(/[^\p{L}\p{N}]+/u)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
  return (
    <span className={styles.letters} style={box} aria-hidden>
      {letters || '?'}
    </span>
  )
}
