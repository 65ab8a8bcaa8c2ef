/**
 * What Strapi's role editor says of our actions and conditions, in the panel's other languages; English is with the actions. Its own texts
 * are Strapi's.
 */
import type { ACTION_GROUPS, ACTION_NAMES, CONDITION_NAMES } from './actions';

export interface ActionWords {
  readonly groups: Readonly<Record<keyof typeof ACTION_GROUPS, string>>;
  readonly actions: Readonly<Record<keyof typeof ACTION_NAMES, string>>;
  readonly conditions: Readonly<Record<keyof typeof CONDITION_NAMES, string>>;
}

const fr: ActionWords = {
  groups: {
    cases: 'Dossiers',
    mail: 'E-mails',
    templates: 'Modèles',
    filters: 'Filtres',
    administration: 'Administration',
  },
  actions: {
    readCases: 'Lire les dossiers',
    workCases: 'Traiter les dossiers : notes, statut, priorité',
    assignCases: 'Attribuer les dossiers',
    deleteCases: 'Supprimer des dossiers',
    holdCases: 'Geler des dossiers, pour que rien n’en soit supprimé',
    readReports: 'Lire les rapports sur les dossiers',
    readMail: 'Lire les e-mails qui n’appartiennent à aucun dossier',
    sendShared: 'Envoyer depuis les comptes de groupe partagés',
    deleteMail: 'Supprimer des e-mails',
    importMail: 'Importer des e-mails',
    ownAccounts: 'Comptes de messagerie personnels',
    templates: 'Gérer les réponses enregistrées',
    ownFilters: 'Filtres personnels',
    sharedFilters: 'Filtres globaux et de comptes de groupe',
    groupAccounts: 'Gérer les comptes de groupe et les comptes personnels des autres',
    teams: 'Gérer les équipes',
    recordLinks: 'Gérer les liens avec les contenus',
    jobs: 'Voir et lancer les tâches planifiées',
    quarantine: 'Gérer la quarantaine',
    webhooks: 'Gérer les webhooks',
    settings: 'Modifier les réglages généraux',
    anonymise: 'Anonymiser des personnes dans tous les e-mails et dossiers',
    audit: 'Lire le journal d’audit',
  },
  conditions: {
    own: 'À soi : attribué à l’utilisateur, de ses propres comptes',
    ownTeams: 'Ses équipes : de l’une des équipes de l’utilisateur',
  },
};

const id: ActionWords = {
  groups: {
    cases: 'Kasus',
    mail: 'Email',
    templates: 'Templat',
    filters: 'Filter',
    administration: 'Administrasi',
  },
  actions: {
    readCases: 'Membaca kasus',
    workCases: 'Mengerjakan kasus: catatan, status, prioritas',
    assignCases: 'Menugaskan kasus',
    deleteCases: 'Menghapus kasus',
    holdCases: 'Menahan kasus agar tidak ada isinya yang dihapus',
    readReports: 'Membaca laporan tentang kasus',
    readMail: 'Membaca email yang tidak termasuk kasus mana pun',
    sendShared: 'Mengirim dari akun grup bersama',
    deleteMail: 'Menghapus email',
    importMail: 'Mengimpor email',
    ownAccounts: 'Akun email sendiri',
    templates: 'Mengelola balasan tersimpan',
    ownFilters: 'Filter sendiri',
    sharedFilters: 'Filter global dan filter akun grup',
    groupAccounts: 'Mengelola akun grup dan akun pribadi orang lain',
    teams: 'Mengelola tim',
    recordLinks: 'Mengelola tautan ke konten',
    jobs: 'Melihat dan menjalankan tugas terjadwal',
    quarantine: 'Mengelola karantina',
    webhooks: 'Mengelola webhook',
    settings: 'Mengubah pengaturan umum',
    anonymise: 'Menganonimkan orang di semua email dan kasus',
    audit: 'Membaca jejak audit',
  },
  conditions: {
    own: 'Milik sendiri: ditugaskan kepada pengguna, dari akunnya sendiri',
    ownTeams: 'Tim sendiri: dari salah satu tim pengguna',
  },
};

const de: ActionWords = {
  groups: {
    cases: 'Fälle',
    mail: 'E-Mails',
    templates: 'Vorlagen',
    filters: 'Filter',
    administration: 'Verwaltung',
  },
  actions: {
    readCases: 'Fälle lesen',
    workCases: 'Fälle bearbeiten: Notizen, Status, Priorität',
    assignCases: 'Fälle zuweisen',
    deleteCases: 'Fälle löschen',
    holdCases: 'Fälle sichern, damit nichts davon gelöscht wird',
    readReports: 'Berichte über Fälle lesen',
    readMail: 'E-Mails lesen, die zu keinem Fall gehören',
    sendShared: 'Von gemeinsamen Gruppenkonten senden',
    deleteMail: 'E-Mails löschen',
    importMail: 'E-Mails importieren',
    ownAccounts: 'Eigene E-Mail-Konten',
    templates: 'Gespeicherte Antworten verwalten',
    ownFilters: 'Eigene Filter',
    sharedFilters: 'Filter für alle E-Mails und für Gruppenkonten',
    groupAccounts: 'Gruppenkonten und persönliche Konten anderer verwalten',
    teams: 'Teams verwalten',
    recordLinks: 'Verknüpfungen mit Inhalten verwalten',
    jobs: 'Geplante Aufgaben sehen und starten',
    quarantine: 'Quarantäne verwalten',
    webhooks: 'Webhooks verwalten',
    settings: 'Allgemeine Einstellungen ändern',
    anonymise: 'Personen in allen E-Mails und Fällen anonymisieren',
    audit: 'Das Änderungsprotokoll lesen',
  },
  conditions: {
    own: 'Eigene: der Person zugewiesen, aus ihren eigenen Konten',
    ownTeams: 'Eigene Teams: aus einem der Teams der Person',
  },
};

const es: ActionWords = {
  groups: {
    cases: 'Casos',
    mail: 'Correo',
    templates: 'Plantillas',
    filters: 'Filtros',
    administration: 'Administración',
  },
  actions: {
    readCases: 'Leer casos',
    workCases: 'Trabajar en casos: notas, estado, prioridad',
    assignCases: 'Asignar casos',
    deleteCases: 'Eliminar casos',
    holdCases: 'Retener casos para que no se elimine nada de ellos',
    readReports: 'Leer los informes sobre los casos',
    readMail: 'Leer el correo que no pertenece a ningún caso',
    sendShared: 'Enviar desde cuentas de grupo compartidas',
    deleteMail: 'Eliminar correo',
    importMail: 'Importar correo',
    ownAccounts: 'Cuentas de correo propias',
    templates: 'Gestionar las respuestas guardadas',
    ownFilters: 'Filtros propios',
    sharedFilters: 'Filtros globales y de cuentas de grupo',
    groupAccounts: 'Gestionar cuentas de grupo y cuentas personales de otros',
    teams: 'Gestionar equipos',
    recordLinks: 'Gestionar los vínculos con contenidos',
    jobs: 'Ver y ejecutar tareas programadas',
    quarantine: 'Gestionar la cuarentena',
    webhooks: 'Gestionar webhooks',
    settings: 'Cambiar los ajustes generales',
    anonymise: 'Anonimizar personas en todos los correos y casos',
    audit: 'Leer el registro de auditoría',
  },
  conditions: {
    own: 'Propio: asignado al usuario, de sus propias cuentas',
    ownTeams: 'Equipos propios: de uno de los equipos del usuario',
  },
};

/** By language tag without region. */
export const ACTION_WORDS: Readonly<Record<string, ActionWords>> = { fr, id, de, es };
