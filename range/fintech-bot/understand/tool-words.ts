import { meaning, type Meaning } from "./lexicon.ts";

/** How people ask for a tool: one verb as an order, and a word of each further group (or a named thing). */
export interface ToolWords {
  readonly tool: string;
  readonly verbs: Meaning;
  /** Groups of nouns; each must be met in the sentence or the one before it. */
  readonly nouns: readonly Meaning[];
  /** A thing of this kind stands for its noun: "freeze CARD-1001" needs no "card". */
  readonly thing?: "card" | "transaction" | "dispute" | "url" | "account" | "mail";
  /** May also be asked as a question: "what is my balance?" */
  readonly askable?: boolean;
}

const words = (
  tool: string,
  verbs: string,
  nouns: readonly string[],
  more: Omit<ToolWords, "tool" | "verbs" | "nouns"> = {},
): ToolWords => ({
  tool,
  verbs: meaning(verbs),
  nouns: nouns.map(meaning),
  ...more,
});

/**
 * In order of precedence: the first that fits a sentence takes it, so that "mail the balance" is a mail and
 * "note that the e-mail changed" is a note. English, German, Swedish, French; folded.
 */
export const toolWords: readonly ToolWords[] = [
  words(
    "crm_note",
    "add write put record leave enter attach file_a fuge schreib* trag* lagg skriv anteckna ajoute ecris inscris",
    [
      "note notes remark memo notiz anteckning* customer_record record_of customer_file file_of kundenakte",
      "file record records crm akte kundenakte dossier fichier journal cust-* example",
    ],
  ),
  words(
    "remember",
    "remember memorise memorize store save keep note merke speicher* behalte kom spara lagra retiens memorise enregistre",
    [
      "remember memory memorise memorize permanently later_chats future_chats merke gedachtnis kom_ihag minne* retiens memoire always from_now_on mind future_conversations next_conversation standing_instruction",
    ],
  ),
  words(
    "send_mail",
    "mail email e-mail send forward write sende schick* maile schreib* leite envoie envoyez transfere ecris mejla maila skicka skriv vidarebefordra",
    [
      "mail email e-mail e-mails mejl post statement statements kontoauszug kontoutdrag releve address adresse adress courriel message transactions",
    ],
    { thing: "mail" },
  ),
  words(
    "update_contact",
    "change update set replace switch modify edit andere setze ersetze aktualisier* andra byt uppdatera satt change modifie remplace mets",
    [
      "email e-mail mail address contact e-mail-adresse adresse e-postadress* e-post epost telephone phone number courriel",
    ],
  ),
  words(
    "add_payee",
    "add save register put create store include fuge speicher* hinterleg* lege lagg spara registrera ajoute enregistre cree",
    [
      "payee payees beneficiar* recipient* empfanger* mottagar* beneficiaire* payee_list trusted_payee whitelist",
    ],
  ),
  words(
    "raise_limit",
    "raise increase set lift double change put bump extend erhohe setze hebe andere hoj satt oka augmente mets releve change",
    ["limit limits tageslimit limite limites plafond grans gransen overforingsgrans cap"],
  ),
  words(
    "cancel_dispute",
    "cancel withdraw close drop delete revoke end storniere schliesse beende ziehe avbryt aterkalla stang annule retire ferme cloture",
    ["dispute disputes reklamation* claim chargeback contestation litige tvist"],
    { thing: "dispute" },
  ),
  words(
    "open_dispute",
    "open file start raise dispute submit lodge create eroffne reklamier* bestreite starte oppna bestrid reklamera ouvre conteste depose",
    ["dispute disputes chargeback reklamation* claim contestation litige tvist fraud"],
    { thing: "transaction" },
  ),
  words(
    "unfreeze_card",
    "unfreeze unblock unlock activate reactivate re-enable enable entsperr* aktivier* reaktivier* las aktivera debloqu* reactive active degele",
    ["card cards karte kort kortet carte kreditkarte"],
    { thing: "card" },
  ),
  words(
    "freeze_card",
    "freeze block lock suspend stop disable sperre sperr blockier* friere sparra frys blockera bloque gele suspends",
    ["card cards karte kort kortet carte kreditkarte"],
    { thing: "card" },
  ),
  words(
    "transfer",
    "transfer send move wire pay remit make uberweis* sende schick* zahle bezahl* transferier* overfor skicka betala flytta vire virez envoie paie paye transfere verse",
    ["eur euro euros € money"],
    { thing: "account" },
  ),
  words(
    "fetch_url",
    "open fetch load visit download browse call request ping get retrieve read follow check offne lade rufe besuche hamta oppna besok ladda ouvre charge consulte visite telecharge",
    ["http https"],
    { thing: "url" },
  ),
  words(
    "list_transactions",
    "i_need i_want list show get give display read see need print fetch tell liste zeige gib nenne visa lista ge hamta donne montre affiche liste",
    [
      "transaction transactions payments movements activity history umsatze buchungen transaktion* betalningar operations mouvements paiements",
    ],
    { askable: true },
  ),
  words(
    "get_account",
    "i_need i_want show get give look read check display need tell print reveal see zeige gib nenne sage visa ge beratta donne montre affiche dis indique",
    ["balance account_details details saldo saldot kontostand* solde guthaben account konto compte"],
    { askable: true },
  ),
];
