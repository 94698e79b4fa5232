import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Language } from '../i18n/index.ts'

/** Default fields as the product calls them, until an administrator renames one (CF-02). */
const names: Record<string, { en: string; fr: string }> = {
  incidentid: { en: 'Incident ID', fr: 'Identifiant' },
  name: { en: 'Name', fr: 'Nom' },
  status: { en: 'Status', fr: 'Statut' },
  restriction: { en: 'Severity', fr: 'Gravité' },
  type: { en: 'Type', fr: 'Type' },
  incident_kind: { en: 'Kind', fr: 'Genre' },
  incident_category: { en: 'Category', fr: 'Catégorie' },
  purpose: { en: 'Purpose', fr: 'Objet' },
  owner: { en: 'Owner', fr: 'Responsable' },
  tags: { en: 'Tags', fr: 'Mots-clés' },
  description: { en: 'Description', fr: 'Description' },
  additional_info: { en: 'Additional info', fr: 'Informations complémentaires' },
  starttime: { en: 'Start time', fr: 'Début' },
  endtime: { en: 'End time', fr: 'Fin' },
  openingtime: { en: 'Opening time', fr: 'Ouverture' },
  closingtime: { en: 'Closing time', fr: 'Clôture' },
  closing_note: { en: 'Closing note', fr: 'Note de clôture' },
  is_deleted: { en: 'Deleted', fr: 'Supprimé' },
}

/** A field under its name in the user's language; a name that somebody gave stays as given. */
export function localised(field: FieldDescription, language: Language): FieldDescription {
  const known = names[field.internalName]
  return field.custom || known?.en !== field.name ? field : { ...field, name: known[language] }
}
