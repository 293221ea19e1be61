# SPDX-License-Identifier: EUPL-1.2
"""The words that show what a letter wants besides answers, read without case, accents and punctuation."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + ")")


_BIDS = (  # what somebody is asked to do
    r"pote(?:te|ste)|potre\w+|puo|(?:vi|la|le|si) (?:prego|preg\w+|chied\w+)(?: \w+)? di|pregasi di|vogliate|voglia"
    r"|favorite|vi sarei grat\w+ se poteste"
)
_HAND_ON = r"(?:(?:inoltrar|passar|girar|trasmetter|sottopor|riferir|segnalar|portar)\w{1,5}|far(?:la|lo)? avere)"
_HANDED_ON = r"(?:inoltrat|passat|girat|trasmess|sottopost|riferit|segnalat|portat|lett|esaminat)\w"
_IMPERATIVE = r"(?:inoltrat|passat|girat|trasmettet|mandat|sottoponet|rifer|segnalat)[ei](?:la|lo|li|le)?"
_TO_PEOPLE = (
    r"(?:(?:alla|dalla|della) (?:vostra )?segreteria|a chi di (?:dovere|competenza)|all ufficio competente|a qualcuno"
    r"|(?:a|da) (?:una persona|un funzionario|un responsabile|chi (?:si occupa|segue|gestisce))"
    r"|(?:al|ai|alla|alle|dal|dai) (?:responsabil\w+|funzionari\w*|person[ae] del progetto))\b"
)
ACT = _any(
    r"diffid(?:a|o|iamo|are|ando)\b",
    r"costitui\w+ in mora\b",
    r"messa in mora\b",
    r"si riserv\w+ (?:(?:di )?ogni|il diritto|la facolta|di (?:adire|agire|ricorrere|rivolger\w+|tutelar\w+"
    r"|intraprendere|promuovere|proporre|far valere))\b",
    r"(?:adire|adira|adiremo|adiro) \w+",
    r"(?:propo\w+|present\w+|deposit\w+|inoltr\w+|annunci\w+|valut\w+|prepar\w+|far(?:o|emo|a)|facciamo|faccio)"
    r" (?:\w+ ){0,3}?ricorso\b",
    r"ricorso (?:gerarchico|straordinario|in opposizione|avverso)\b",
    r"autorita giudiziaria\b",
    r"rivolger\w+ (?:\w+ )?(?:al tar|al giudice|al tribunale|alla magistratura|alla procura)\b",
    r"rivolger\w+ (?:\w+ )?(?:ad un|a un|ai|al nostro|ai nostri|al mio) (?:legal[ei]|avvocat[oi])\b",
    r"(?:nostr[oi]|mi[oe]i?) (?:ufficio )?legal[ei]\b",
    r"(?:competenti|opportune) sedi\b",
    r"sedi (?:competenti|opportune|giudiziarie|legali)\b",
    r"(?:sporg\w+|present\w+|deposit\w+) (?:formale )?(?:querela|denuncia)\b",
    r"vie legali\b",
    r"azion[ei] legal[ei]\b",
    r"(?:istanza|richiesta|domanda) (?:formale )?(?:di|per l|per) (?:accesso|ostensione|riesame|annullamento"
    r"|autotutela|rimborso danni|risarcimento|rettifica dei dati|cancellazione dei dati)\b",
    r"(?:chied\w+|richied\w+|formul\w+|present\w+|inoltr\w+|esercit\w+|propon\w+|propong\w+) (?:formale "
    r"|formalmente |istanza |richiesta |domanda |di |l |il |diritto |al |all |per )*(?:accesso (?:civico|agli"
    r" atti|documentale|generalizzato|ai documenti)|diritto di accesso|presa visione e copia)\b",
    r"(?:chied\w+|richied\w+|rilasci\w+) (?!se )(?:\w+ ){0,3}?copia conforme\b",
    r"(?:estrarre copia|estrazione di copia|rilascio di copia|presa visione ed? estrazione)\b",
    r"ai sensi (?:e per gli effetti )?(?:degli? |dell |della |del )?(?:articol\w+|artt?|art|l|legge|d lgs"
    r"|decreto) .{0,40}\b(?:241(?: |/)?(?:del )?(?:19)?90|33(?: |/)?(?:del )?(?:20)?13|regolamento ue 2016 679"
    r"|gdpr)\b",
    r"(?:nota|atto|istanza) di (?:contestazione|citazione|significazione|invito)\b",
    r"contest\w+ formalmente\b",
    r"contest(?:o|iamo|a) (?:l|la|il|le|i|gli) (?:esclusion\w+|decision\w+|provvediment\w+|esit\w+|graduatori\w+)\b",
    r"in nome e per conto\b",
    r"conferit\w+ (?:\w+ )?mandato\b",
    r"si contesta\b",
    r"(?:present\w+|deposit\w+|inoltr\w+|formale|un|l) esposto\b",
    r"esposto (?:a |al |all |alla )(?:procura|corte|prefett\w+|autorita|anac|difensore)\b",
    r"denunci(?:a|o|amo|are) (?:formal\w+|all|alla|i fatti|quanto)\b",
    r"(?:chied\w+|richied\w+|invoc\w+) (?:\w+ ){0,3}?(?:riesame|annullamento|revoca|autotutela)\b",
    r"riserv\w+ (?:di )?(?:ogni|tutte le|qualsiasi|adire)\b",
    r"sollecito formale\b",
    r"intimazione\b",
    r"si intima\b",
    r"ai fini (?:della )?prescrizione\b",
    r"accesso agli atti\b",
    r"accesso civico\b",
    r"diritto di accesso\b",
)
HOW_TO = _any(
    r"(?:come|dove|a chi|qual[ei]?|chi|c e un|esiste|e possibile|si puo|posso|possiamo|cosa serve|quali)"
    r" \b.{0,90}\b(?:accesso|ricorso|reclamo|esposto|segnalazione|lamentela|contestazione)\b",
    r"(?:laborator\w+|lab|temi|tema|incontr\w+)\b.{0,60}\b(?:tratta\w*|parla\w*|riguarda\w*|copr\w+|occupa\w*|affront\w+)\b",
    r"puo (?:chiedere|presentare|fare)\b",
)
COMPLAINT = _any(
    r"reclamo\b",
    r"lament(?:o|iamo|are|arci|armi)\b",
    r"(?<!di )lamentel[ae]\b",
    r"disserviz\w+",
    r"inaccettabil\w+",
    r"vergogn(?:a|os[oaie]|atevi|evole)\b",
    r"indecen\w+",
    r"scandal\w+",
    r"intollerabil\w+",
    r"(?:e|davvero|veramente|semplicemente|situazione|cosa) assurd[oa]\b",
    r"pessim[oaie] (?:servizio|esperienza|organizzazione|assistenza|gestione|comunicazione|figura|impressione"
    r"|laborator\w+|giornata|docent\w+|relator\w+)\b",
    r"(?:servizio|esperienza|organizzazione|assistenza|gestione|comunicazione) (?:\w+ ){0,2}?pessim[oaie]\b",
    r"indign\w+",
    r"insoddisf\w+",
    r"delus[oaie]\b",
    r"deludent\w+",
    r"(?:protest(?:o|iamo|are)|(?:formale|vibrata|ferma|nostra|mia) protesta)\b",
    r"presa in giro\b",
    r"prese in giro\b",
    r"vi fate beffe\b",
    r"profond[oa] (?:disappunto|rammarico|disagio|insoddisfazione)\b",
    r"disappunto\b",
    r"rammaric\w+",
    r"sconcert\w+",
    r"irrispett\w+",
    r"(?:comportament\w+|condott\w+|mod[oi]|trattament\w+|molto|davvero|poco) scorrett\w+",
    r"mancanza di (?:rispetto|riscontro|professionalita|serieta)\b",
    r"(?:nessuno|non) (?:mi|ci) (?:ha |hanno |e |avete )?(?:mai |ancora )?(?:rispost\w+|richiamat\w+)\b",
    r"(?:nessuno|non) (?:ha |hanno |si e |vi siete |avete )(?:mai |ancora )?degnat\w+\b",
    r"nessuno (?:ha |si )(?:mai |ancora )?(?:rispost\w+|richiamat\w+|fatto viv\w+)\b",
    r"non (?:avete|(?:ha|hanno) (?:mai|ancora)) (?:mai |ancora )?(?:rispost\w+|richiamat\w+)\b",
    r"non risponde (?:nessuno|mai)\b",
    r"senza (?:alcun |alcuna |nessun |nessuna |mai )?(?:riscontro|risposta)\b",
    r"(?:terz[ao]|quart[ao]|ennesim[ao]) (?:volta che|sollecito|richiesta di chiariment\w+|mail|email|e mail)\b",
    r"ancora (?:in attesa di (?:una |un |vostr\w+ )*(?:risposta|riscontro)|nessun\w* (?:risposta|riscontro"
    r"|notizia)|niente risposta)\b",
    r"non e (?:accettabile|tollerabile|possibile che|serio|ammissibile|rispettos\w+)\b",
    r"(?:e mai possibile|ma e possibile che|possibile che nessuno)\b",
    r"nessuno (?:mi |ci )?(?:rispond\w+|richiam\w+)\b",
    r"(?:ho|abbiamo) (?:gia )?(?:chiamato|scritto|telefonato) (?:gia )?(?:due|tre|quattro|cinque|piu|molte|tante|\d+)"
    r" volte\b",
    r"complimenti per il (?:servizio|silenzio)\b",
    r"(?:aspett\w+|attend\w+|preten\w+|esig\w+) (?:delle |le |una |vostre )*(?:spiegazion\w+|scus\w+)",
    r"preten(?:do|diamo) (?:che|una|delle|il|la)\b",
    r"(?:vi prendete|ci prendete|si prende) gioco\b",
    r"poco (?:seri|professional|corrett|rispettos)\w+",
    r"scarsa (?:serieta|professionalita|attenzione)\b",
    r"presentare (?:un |formale )*reclamo\b",
    r"segnal(?:o|iamo|are) (?:un |il |grave |gravi )*(?:disserviz|disagi|problem|comportament)\w+",
)
PERSON = _any(
    r"(?:parlare|interloquire|confrontar\w+|colloquio|discutere|dialogare|conferire) (?:\w+ ){0,2}?con (?:una |un"
    r" |la |il |vostr\w+ )*(?:persona|operator\w+|umano|essere umano|funzionari\w+|referent\w+|responsabil\w+"
    r"|qualcuno|addett\w+|esperto|esperta|collega|incaricat\w+|voi)\b",
    r"(?:risposta|rispond\w+|rispost\w+|contatto) (?:\w+ ){0,2}?(?:da|di|con|parte di) (?:una |un )?(?:persona"
    r"|operator\w+|essere umano|umano|funzionari\w+)\b",
    r"(?:mi|ci) (?:po(?:tete|trebbe|treste|tresti)|puo|faccia|faccia|fate|fa) (?:gentilmente |cortesemente |per"
    r" favore )?(?:richiamare|chiamare|contattare|telefonare|sentire|ricontattare)\b",
    r"(?:vorrei|vorremmo|gradir\w+|desider\w+|preferi\w+|(?:chied\w+|preg\w+|bisogno) di) (?:essere|venire)"
    r" (?:ri)?(?:contattat\w+|chiamat\w+|sentit\w+)\b",
    r"(?:farmi|farci|fatemi|fateci|mi faccia|ci faccia|ci facciate) (?:ri)?(?:contattare|chiamare|sentire)\b",
    r"(?:mi|ci) (?:ri)?(?:chiamate|contattate|telefonate|chiami|contatti|telefoni) (?:\w+ ){0,3}?"
    r"(?:al|domani|oggi|appena|entro|per favore|cortesemente|subito|pure|quanto prima)\b",
    r"(?:richiamat|contattat|chiamat|ricontattat|telefonat)e(?:mi|ci)\b",
    r"(?:richiamar|contattar|chiamar|ricontattar|telefonar)(?:mi|ci)\b",
    r"(?:fissare|concordare|organizzare|avere|chiedere|richied\w+|chied\w+|programmare|prenotare|stabilire|vorrei"
    r"|vorremmo|gradir\w+|desider\w+|propo\w+|ci servirebbe|mi servirebbe) (?:un |una |di |breve |cortesemente |la"
    r" |l )*(?:appuntamento|incontro (?:con voi|con la segreteria|telefonico|in presenza|conoscitivo|di persona)|call"
    r"|telefonata|videochiamata|videoconferenza|colloquio|riunione)\b",
    r"(?:persona|funzionari\w+|referent\w+|operator\w+|qualcuno|responsabil\w+|espert\w+) (?:\w+ ){0,3}?con"
    r" (?:cui|il quale|la quale) (?:\w+ ){0,2}?(?:parl\w+|confront\w+|interloqu\w+|discut\w+)",
    r"(?:parlar\w*|spiegar\w*|discuter\w*|chiarir\w*|illustrar\w*) (?:\w+ ){0,4}?a voce\b",
    r"persona in carne\b",
    r"non (?:voglio|vorrei|desidero|intendo) (?:parlare |avere a che fare |risposte |una risposta |rispost\w+"
    r" )*(?:con |da |di )?(?:un |una |)(?:robot|macchina|automa\w*|programma|risponditore|bot|chatbot|risposta"
    r" automatica|risposte automatiche)\b",
    r"operator[ei] (?:uman\w+|in carne)\b",
    r"un essere umano\b",
    r"una persona (?:vera|reale|fisica)\b",
)
HANDS_ON = _any(  # «Vi prego di inoltrare la richiesta alla segreteria»: whoever is told of another office may insist
    rf"(?:{_BIDS}) (?:\w+ ){{0,3}}?{_HAND_ON} (?:\w+ ){{0,8}}?{_TO_PEOPLE}",
    rf"{_IMPERATIVE} (?:\w+ ){{0,8}}?{_TO_PEOPLE}",
    rf"che (?:\w+ ){{0,8}}?(?:sia|siano|venga|vengano) (?:\w+ )?{_HANDED_ON} (?:\w+ ){{0,4}}?{_TO_PEOPLE}",
    rf"{_IMPERATIVE} (?:comunque|lo stesso|ugualmente|pure)\b",
)
UNSATISFIED = _any(
    r"non (?:e|era) (?:la risposta|quell[oa]|cio|quanto) (?:alla )?(?:che|mia|nostra|di cui|chiest\w+)\b",
    r"non (?:risponde|avete risposto|ha risposto|rispondete|ho avuto risposta|mi avete risposto) (?:alla |a quello "
    r"|a cio |a quanto )(?:che|mia|nostra|domanda|chied\w+|cercav\w+|volev\w+)",
    r"non (?:mi |ci )?(?:e|sei|siete|e stato|e stata|avete) (?:stat\w+ )?(?:util\w+|di aiuto|d aiuto|aiutat\w+)\b",
    r"non (?:mi |ci )?(?:e|sei|siete) stat\w+ chiar\w+",
    r"risposta (?:\w+ ){0,6}?(?:non (?:e|era|mi|ci|risponde|soddisfa|corrisponde|riguarda|c entra)|(?:e|era)"
    r" (?:sbagliata|errata|inutile|incompleta|incomprensibile))\b",
    r"risposta (?:sbagliata|errata|inutile|non pertinente)\b",
    r"non (?:avevo|avevamo|ho|abbiamo) chiesto (?:quest\w+|cio|altro|nulla del genere)\b",
    r"(?:avevo|avevamo|ho|abbiamo) chiesto (?:tutt )?altro\b",
    r"non avete capito\b",
    r"(?:^|(?:buongiorno|salve|lei|assistente|sistema|programma|bot) )(?:mi sa che )?non (?:mi |ci )?ha capito\b",
    r"non (?:mi |ci )?ha capito (?:(?:bene|proprio) )?(?:(?:la|il|che cosa|cosa|quello che|cio che|quanto) )*"
    r"(?:mia|mio|nostr\w+|domanda|quesito|chied\w+|intend\w+|vole\w+|scriv\w+|scritt\w+)\b",
)
CASE = _any(
    r"a che punto (?:e|sta|siamo|sono) (?:la |il |con la |con il )?(?:nostr\w+|mi[ao]|pratica|richiesta|domanda"
    r"|candidatura|istanza)\b",
    r"(?:esito|stato|avanzamento) (?:della|del|di|dell) (?:nostr\w+|mi[ao]|richiesta (?:inviata|presentata"
    r"|trasmessa)|candidatura|istanza|pratica|domanda)\b",
    r"(?:avete|e) (?:ricevuto|pervenut\w+|arrivat\w+) (?:la |il |l )?(?:nostr\w+|mi[ao]|richiesta|candidatura"
    r"|mail|email|e mail|pec|modulo|istanza|domanda)\b",
    r"(?:vi )?(?:risulta|risultano) (?:pervenut\w+|ricevut\w+|arrivat\w+|present\w+)\b",
    r"(?:conferm\w+|riscontro|notizie|aggiornament\w+|novita) (?:circa |in merito |della |di |sulla |dell |sull "
    r"|alla |su |l |avvenuta |di avvenuta |la |in ordine |avuta |rispetto )*(?:ricezione|avvenuta ricezione"
    r"|nostr\w+|mi[ao]) (?:richiesta|candidatura|istanza|pec|mail|email|domanda|nota|del modulo)?\b",
    r"(?:si sollecita|sollecitasi|sollecitiamo|vi sollecit\w+|(?:a|potete|vorrei|vorremmo|volevo) sollecitare)\b",
    r"sollecito (?!di pagamento)",
    r"sollecito$",
    r"abbiamo (?:gia )?(?:inviato|presentato|trasmesso|mandato|spedito) .{0,80}\b(?:richiesta|modulo|candidatura"
    r"|istanza|domanda)\b",
)
OFFICE = _any(  # letters that tell or want something which only people can act on
    r"invit(?:arvi|arla|are codest\w+|iamo|a|o) (?:\w+ ){0,6}?(?:convegno|seminario|tavola rotonda|inaugurazione"
    r"|cerimonia|evento|conferenza|giornata di studi\w*|workshop)\b",
    r"invito (?:a partecipare|al convegno|alla conferenza|al seminario|all evento|come relator\w+)\b",
    r"(?:designare|indicare|individuare|inviare) (?:un|il|una|quale) (?:vostr\w+ )?(?:relatore|relatrice|delegat\w+)\b",
    r"comunic\w+ (?:\w+ ){0,4}?ritiro\b",
    r"ritir(?:iamo|a|are) (?:formalmente )?la (?:nostra|propria) candidatura\b",
    r"(?:chied\w+|richied\w+) (?!se |quando |come |qual|di (?:sapere|conoscere|capire))(?:\w+ ){0,3}?"
    r"(?:proroga|riapertura dei termini"
    r"|rimessione in termini)\b",
    r"chied\w+ di (?:correggere|rettificare|aggiornare) (?:il |i |la |l )?(?:dat[oi]|denominazione|elenco|errore)\b",
)
OFFERS = _any(  # trade and applications: a question in them is theirs, not the project's
    r"(?:nostra|mia) (?:societa|azienda|impresa|ditta|agenzia|startup) (?!in house|partecipata)(?:\w+ ){0,3}?(?:offr\w+"
    r"|propon\w+|e leader|sviluppa|realizza)\b",
    r"(?:proposta|offerta) commerciale\b",
    r"candidatura spontanea\b",
    r"(?:concessione|richiesta) (?:del |di )?patrocinio\b",
)
AVAILABLE = _any(  # «Per ogni chiarimento potete contattarmi al …»: politeness, no wish to be called
    r"per (?:ogni|qualsiasi|qualunque|eventual[ei]|ulterior[ei]|altre|altri|maggiori|tutte le) (?:\w+ ){1,8}?"
    r"(?:contattar|chiamar|ricontattar|richiamar|telefonar)\w+",
    r"non esit\w+ a \w+",
    r"per (?:contattar|chiamar)(?:mi|ci)\b",
)
NOTICE = _any(  # what protocol systems and mail programs write by themselves, under whatever subject
    r"(?:e stat[ao]|sono stati|risulta) (?:\w+ ){0,3}?(?:acquisit\w+|registrat\w+|assunt\w+|assegnat\w+)"
    r" (?:\w+ ){0,4}?protocollo\b",
    r"(?:messaggio|comunicazione|documento|istanza|pec|mail|richiesta|nota|domanda) (?:\w+ ){0,6}?(?:e|sono) stat\w+"
    r" (?:\w+ ){0,2}?protocollat\w+\b",
    r"(?:acquisit\w+|registrat\w+) (?:\w+ ){0,4}?(?:al|nel|con) (?:numero di )?protocollo\b",
    r"registrazione di protocollo n\b",
    r"(?:avvenuta|avviso di|conferma di|ricevuta di) protocollazione\b",
    r"(?:confermo|confermiamo|si conferma) (?:la |l |di )?(?:avvenuta |aver )?(?:lettura|ricezione|letto|ricevuto)\b",
    r"ha (?:reagito|aggiunto una reazione)\b",
    r"reacted (?:to|via)\b",
)
ABSENT = _any(  # somebody's holidays, told without any header that says so
    r"(?:sono|saro|sara|risulto) (?:\w+ ){0,2}?(?:assente|in ferie|fuori (?:sede|ufficio|servizio)|in congedo"
    r"|in permesso|in malattia|in maternita|in pensione|in aspettativa)\b",
    r"ufficio (?:\w+ ){0,2}?(?:resta|restera|rimane|rimarra|sara|e) chius\w+",
    r"(?:indirizzo|casella) (?:\w+ ){0,3}?non (?:e|sara) piu (?:attiv\w+|presidiat\w+|utilizzat\w+)",
)
RETURNS = _any(
    r"al(?:la)? (?:mio rientro|riapertura)\b",
    r"(?:rivolgersi|utilizzare|sostitut\w+|nuovo indirizzo)\b",
    r"rientrer\w+",
    r"(?:per(?: le)?|in caso di) (?:urgenz\w+|comunicazioni urgenti|questioni urgenti)\b",
    r"(?:fino al|dal \d+)\b",
    r"accesso (?:limitato )?alla (?:posta|casella)\b",
)
RECEIVED = _any(  # an office's system that thanks for every letter, and promises an answer
    r"(?:abbiamo|ho) ricevuto (?:la|il) (?:sua|tua|vostra|suo|tuo|vostro)\b",
    r"(?:sua|tua|vostra) (?:richiesta|e mail|email|mail|comunicazione|segnalazione) (?:e |e stata )(?:ricevuta|presa in"
    r" carico|inoltrata|registrata)\b",
)
PROMISED = _any(
    r"(?:le|vi|ti) (?:risponderemo|daremo riscontro|ricontatteremo)\b",
    r"(?:sara|verra) (?:evas\w+|pres\w+ in carico|lavorat\w+|dat\w+ riscontro)\b",
)
UNENCLOSED = re.compile(  # a note that is only passed on, by how it begins; read where nothing is attached
    r"(?:(?!dove |che |come |cosa |qual\w* |chi |quando |se )\w+ ){0,10}?"
    r"(?:(?:trasmett\w+|invi\w+|inoltr\w+|rimett\w+) (?:\w+ ){0,3}?(?:in allegato|allegat\w+|unit\w+)"
    r"|si allega|allego|alleghiamo|in allegato)\b"
)
ENCLOSED = _any(
    r"(?:in allegato|allegat[oiae]|allego|alleghiamo|si allega\w*|vi allego|allegando|acclus\w+|unit[oa] alla"
    r" presente)\b",
    r"(?:si |vi |le )?(?:trasmett\w+|invi[oa]\b|inviamo|inoltr\w+|rimett\w+) .{0,60}\b(?:nota|documentazione"
    r"|modulo|richiesta|istanza|delibera\w*|atto|file|documento|pec|lettera)\b",
    r"(?:nota|comunicazione) (?:prot|protocollo|n|nr)\b",
)
