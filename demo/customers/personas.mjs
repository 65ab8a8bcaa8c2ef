/** The demo's customers: who they are, what they speak and which mail program they write with. Data alone. */

/**
 * @typedef {'en' | 'fr' | 'de' | 'id' | 'es'} Language
 * @typedef {'gmail' | 'outlook' | 'thunderbird' | 'phone'} MailProgram
 *
 * @typedef {object} Persona
 * @property {string} name
 * @property {string} address
 * @property {Language} language
 * @property {MailProgram} program
 * @property {string} writesTo the shop's address they write to
 * @property {boolean} [outOfOffice] answers automatically first
 */

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';

/** @type {readonly Persona[]} */
export const PERSONAS = [
  {
    name: 'Emily Hart',
    address: 'emily.hart@post.example',
    language: 'en',
    program: 'phone',
    writesTo: SUPPORT,
  },
  {
    name: 'Claire Fontaine',
    address: 'claire@lumiere.example',
    language: 'fr',
    program: 'outlook',
    writesTo: SUPPORT,
  },
  {
    name: 'Jonas Weber',
    address: 'jonas.weber@bergwerk.example',
    language: 'de',
    program: 'outlook',
    writesTo: SALES,
    outOfOffice: true,
  },
  {
    name: 'Dewi Anggraini',
    address: 'dewi@rimbaraya.example',
    language: 'id',
    program: 'gmail',
    writesTo: SUPPORT,
  },
  {
    name: 'Lucía Herrera',
    address: 'lucia@senderos.example',
    language: 'es',
    program: 'gmail',
    writesTo: SUPPORT,
  },
  {
    name: 'Nadia Rahman',
    address: 'nadia@greentrails.example',
    language: 'en',
    program: 'gmail',
    writesTo: SALES,
  },
  {
    name: 'Owen Clarke',
    address: 'owen@harbour.example',
    language: 'en',
    program: 'outlook',
    writesTo: SALES,
  },
  {
    name: 'Greta Lindner',
    address: 'greta.lindner@briefkasten.example',
    language: 'de',
    program: 'thunderbird',
    writesTo: SUPPORT,
  },
  {
    name: 'Anne-Sophie Martin',
    address: 'as.martin@courriel.example',
    language: 'fr',
    program: 'gmail',
    writesTo: SUPPORT,
  },
  {
    name: 'Budi Santoso',
    address: 'budi.santoso@surel.example',
    language: 'id',
    program: 'phone',
    writesTo: SUPPORT,
  },
  {
    name: 'Pablo Ortega',
    address: 'pablo@refugio.example',
    language: 'es',
    program: 'outlook',
    writesTo: SALES,
  },
  {
    name: 'Felix Brandt',
    address: 'felix@almhuette.example',
    language: 'de',
    program: 'thunderbird',
    writesTo: SALES,
  },
  // In no record of the CRM: somebody new.
  {
    name: 'Mara Okafor',
    address: 'mara@okafor.example',
    language: 'en',
    program: 'gmail',
    writesTo: SUPPORT,
  },
];

/**
 * Whoever an agent writes to: a persona, or somebody unknown who speaks English.
 * @param {string} address
 * @returns {Persona}
 */
export function personaOf(address) {
  return (
    PERSONAS.find((persona) => persona.address === address) ?? {
      name: address.slice(0, address.indexOf('@')),
      address,
      language: 'en',
      program: 'gmail',
      writesTo: SUPPORT,
    }
  );
}
