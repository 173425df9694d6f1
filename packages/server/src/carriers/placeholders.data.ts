/**
 * What packers write where there is no number, by language. Case, accents, spaces and signs do not matter: `n/a` is
 * `N.A.` too. Only what says nothing but "none" or "not yet": what says more ("canceled", "not shipped", "picked up") is
 * for a person to read.
 */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  en: `
    n/a, none, nil, null, nan, no, nothing, undefined, empty, blank, missing, placeholder, dummy,
    tbd, tba, tbc, to be determined, to be announced, to be confirmed, to be added, to do,
    pending, tracking pending, number pending, awaiting, awaiting tracking, awaiting number, waiting,
    waiting for tracking, waiting for number, in progress, processing, soon, coming soon, later, not yet,
    follows, to follow, will follow, tracking to follow, tracking will follow, number to follow,
    number will follow, tracking number to follow, tracking number will follow,
    unknown, not known, not yet known, unavailable, not available, not yet available, not applicable,
    not provided, not given, not assigned, not yet assigned,
    untracked, untrackable, not tracked, not trackable, without tracking, without number,
    no tracking, no tracking yet, no tracking number, no tracking no, no tracking id, no tracking code,
    no tracking available, no tracking info, no tracking information, no track,
    no number, no number yet, no code, no id, no info, no data`,
  de: `
    kein, keine, keine Nummer, keine Sendungsnummer, keine Sendungsverfolgung, kein Tracking, keine Angabe, k.A.,
    ohne, ohne Nummer, ohne Sendungsnummer, ohne Sendungsverfolgung, ohne Tracking, nein, nichts, leer, fehlt, offen,
    n.v., nicht vorhanden, nicht verfügbar, nicht verfuegbar, nicht bekannt, noch nicht bekannt, unbekannt,
    noch nicht, ausstehend, steht aus, entfällt, entfaellt,
    folgt, Nummer folgt, Sendungsnummer folgt, Tracking folgt, wird nachgereicht, wird nachgetragen`,
  fr: `
    aucun, aucune, aucun numéro, aucun suivi, sans, sans numéro, sans suivi, sans objet, s.o., néant, vide, non,
    pas de numéro, pas de numéro de suivi, pas de suivi, non suivi, non disponible, pas disponible, indisponible,
    non communiqué, n.c., non connu, inconnu, à venir, à suivre, en attente, bientôt, manquant`,
  es: `
    ninguno, ninguna, nada, vacío, s/n, s/d, sin número, sin número de seguimiento, sin guía, sin seguimiento,
    sin rastreo, sin tracking, no hay, no tiene, no disponible, no aplica, desconocido, pendiente, en espera,
    por definir, por confirmar, próximamente`,
  it: `
    nessuno, nessuna, nessun numero, nessun tracking, niente, vuoto, senza, senza numero, senza tracking,
    senza tracciamento, non tracciato, non tracciabile, non disponibile, n.d., non applicabile, sconosciuto,
    mancante, in attesa, in arrivo, a seguire, segue, da definire`,
  nl: `geen, geen nummer, geen tracking, n.v.t., niet beschikbaar, onbekend, volgt`,
  zh: `无, 無, 暂无, 暫無, 没有, 沒有, 无单号, 待定`,
  ja: `なし, 無し, 未定`,
};
