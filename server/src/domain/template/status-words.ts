/** Statuses of cases as customers read them in mail. The panel's words for agents are the panel's. */
import type { CaseStatus } from '../case-state';
import { baseLanguage } from './version';

const WORDS: Readonly<Record<string, Readonly<Record<CaseStatus, string>>>> = {
  en: {
    new: 'new',
    assigned: 'in progress',
    pending: 'waiting for your answer',
    closed: 'closed',
    rejected: 'rejected',
    duplicate: 'duplicate',
  },
  fr: {
    new: 'nouvelle',
    assigned: 'en cours',
    pending: 'en attente de votre réponse',
    closed: 'fermée',
    rejected: 'rejetée',
    duplicate: 'en double',
  },
  id: {
    new: 'baru',
    assigned: 'sedang dikerjakan',
    pending: 'menunggu jawaban Anda',
    closed: 'ditutup',
    rejected: 'ditolak',
    duplicate: 'duplikat',
  },
  de: {
    new: 'neu',
    assigned: 'in Bearbeitung',
    pending: 'wartet auf Ihre Antwort',
    closed: 'geschlossen',
    rejected: 'abgelehnt',
    duplicate: 'doppelt',
  },
  es: {
    new: 'nuevo',
    assigned: 'en curso',
    pending: 'en espera de su respuesta',
    closed: 'cerrado',
    rejected: 'rechazado',
    duplicate: 'duplicado',
  },
};

/** A status in a language; in English where the language is not known. */
export const statusInWords = (status: CaseStatus, language: string): string =>
  (WORDS[baseLanguage(language)] ?? WORDS.en)?.[status] ?? status;
