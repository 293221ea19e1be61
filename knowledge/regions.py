# SPDX-License-Identifier: EUPL-1.2
"""The provinces by sigla with their regions, and the words that stand for a region."""

PROVINCES: dict[str, tuple[str, str]] = {  # sigla: (province, region)
    "AG": ("Agrigento", "Sicilia"),
    "AL": ("Alessandria", "Piemonte"),
    "AN": ("Ancona", "Marche"),
    "AO": ("Aosta", "Valle d'Aosta"),
    "AP": ("Ascoli Piceno", "Marche"),
    "AQ": ("L'Aquila", "Abruzzo"),
    "AR": ("Arezzo", "Toscana"),
    "AT": ("Asti", "Piemonte"),
    "AV": ("Avellino", "Campania"),
    "BA": ("Bari", "Puglia"),
    "BG": ("Bergamo", "Lombardia"),
    "BI": ("Biella", "Piemonte"),
    "BL": ("Belluno", "Veneto"),
    "BN": ("Benevento", "Campania"),
    "BO": ("Bologna", "Emilia-Romagna"),
    "BR": ("Brindisi", "Puglia"),
    "BS": ("Brescia", "Lombardia"),
    "BT": ("Barletta-Andria-Trani", "Puglia"),
    "BZ": ("Bolzano", "Trentino-Alto Adige"),
    "CA": ("Cagliari", "Sardegna"),
    "CB": ("Campobasso", "Molise"),
    "CE": ("Caserta", "Campania"),
    "CH": ("Chieti", "Abruzzo"),
    "CI": ("Sulcis Iglesiente", "Sardegna"),
    "CL": ("Caltanissetta", "Sicilia"),
    "CN": ("Cuneo", "Piemonte"),
    "CO": ("Como", "Lombardia"),
    "CR": ("Cremona", "Lombardia"),
    "CS": ("Cosenza", "Calabria"),
    "CT": ("Catania", "Sicilia"),
    "CZ": ("Catanzaro", "Calabria"),
    "EN": ("Enna", "Sicilia"),
    "FC": ("Forlì-Cesena", "Emilia-Romagna"),
    "FE": ("Ferrara", "Emilia-Romagna"),
    "FG": ("Foggia", "Puglia"),
    "FI": ("Firenze", "Toscana"),
    "FM": ("Fermo", "Marche"),
    "FR": ("Frosinone", "Lazio"),
    "GE": ("Genova", "Liguria"),
    "GO": ("Gorizia", "Friuli-Venezia Giulia"),
    "GR": ("Grosseto", "Toscana"),
    "IM": ("Imperia", "Liguria"),
    "IS": ("Isernia", "Molise"),
    "KR": ("Crotone", "Calabria"),
    "LC": ("Lecco", "Lombardia"),
    "LE": ("Lecce", "Puglia"),
    "LI": ("Livorno", "Toscana"),
    "LO": ("Lodi", "Lombardia"),
    "LT": ("Latina", "Lazio"),
    "LU": ("Lucca", "Toscana"),
    "MB": ("Monza e della Brianza", "Lombardia"),
    "MC": ("Macerata", "Marche"),
    "ME": ("Messina", "Sicilia"),
    "MI": ("Milano", "Lombardia"),
    "MN": ("Mantova", "Lombardia"),
    "MO": ("Modena", "Emilia-Romagna"),
    "MS": ("Massa-Carrara", "Toscana"),
    "MT": ("Matera", "Basilicata"),
    "NA": ("Napoli", "Campania"),
    "NO": ("Novara", "Piemonte"),
    "NU": ("Nuoro", "Sardegna"),
    "OG": ("Ogliastra", "Sardegna"),
    "OR": ("Oristano", "Sardegna"),
    "OT": ("Gallura Nord-Est Sardegna", "Sardegna"),
    "PA": ("Palermo", "Sicilia"),
    "PC": ("Piacenza", "Emilia-Romagna"),
    "PD": ("Padova", "Veneto"),
    "PE": ("Pescara", "Abruzzo"),
    "PG": ("Perugia", "Umbria"),
    "PI": ("Pisa", "Toscana"),
    "PN": ("Pordenone", "Friuli-Venezia Giulia"),
    "PO": ("Prato", "Toscana"),
    "PR": ("Parma", "Emilia-Romagna"),
    "PT": ("Pistoia", "Toscana"),
    "PU": ("Pesaro e Urbino", "Marche"),
    "PV": ("Pavia", "Lombardia"),
    "PZ": ("Potenza", "Basilicata"),
    "RA": ("Ravenna", "Emilia-Romagna"),
    "RC": ("Reggio Calabria", "Calabria"),
    "RE": ("Reggio Emilia", "Emilia-Romagna"),
    "RG": ("Ragusa", "Sicilia"),
    "RI": ("Rieti", "Lazio"),
    "RM": ("Roma", "Lazio"),
    "RN": ("Rimini", "Emilia-Romagna"),
    "RO": ("Rovigo", "Veneto"),
    "SA": ("Salerno", "Campania"),
    "SI": ("Siena", "Toscana"),
    "SO": ("Sondrio", "Lombardia"),
    "SP": ("La Spezia", "Liguria"),
    "SR": ("Siracusa", "Sicilia"),
    "SS": ("Sassari", "Sardegna"),
    "SV": ("Savona", "Liguria"),
    "TA": ("Taranto", "Puglia"),
    "TE": ("Teramo", "Abruzzo"),
    "TN": ("Trento", "Trentino-Alto Adige"),
    "TO": ("Torino", "Piemonte"),
    "TP": ("Trapani", "Sicilia"),
    "TR": ("Terni", "Umbria"),
    "TS": ("Trieste", "Friuli-Venezia Giulia"),
    "TV": ("Treviso", "Veneto"),
    "UD": ("Udine", "Friuli-Venezia Giulia"),
    "VA": ("Varese", "Lombardia"),
    "VB": ("Verbano-Cusio-Ossola", "Piemonte"),
    "VC": ("Vercelli", "Piemonte"),
    "VE": ("Venezia", "Veneto"),
    "VI": ("Vicenza", "Veneto"),
    "VR": ("Verona", "Veneto"),
    "VS": ("Medio Campidano", "Sardegna"),
    "VT": ("Viterbo", "Lazio"),
    "VV": ("Vibo Valentia", "Calabria"),
}

# Sigle that people still write for where a Comune of Sardinia was until 2025 → those of today.
FORMER_SIGLE = {
    "SU": frozenset({"CA", "CI", "NU", "OG", "VS"}),
    "SS": frozenset({"SS", "OT"}),
    "NU": frozenset({"NU", "OG"}),
}
FORMER_PROVINCES = {  # what the provinces of today were called, or are called for short
    "CA": ("Sud Sardegna",),
    "CI": ("Sud Sardegna", "Carbonia-Iglesias", "Sulcis"),
    "OT": ("Olbia-Tempio", "Gallura"),
    "VS": ("Sud Sardegna",),
}

# Where each Region sits: «Regione Campania» is in the province of Napoli.
SEATS = {
    "Abruzzo": "AQ", "Basilicata": "PZ", "Calabria": "CZ", "Campania": "NA", "Emilia-Romagna": "BO",
    "Friuli-Venezia Giulia": "TS", "Lazio": "RM", "Liguria": "GE", "Lombardia": "MI", "Marche": "AN", "Molise": "CB",
    "Piemonte": "TO", "Puglia": "BA", "Sardegna": "CA", "Sicilia": "PA", "Toscana": "FI", "Trentino-Alto Adige": "TN",
    "Umbria": "PG", "Valle d'Aosta": "AO", "Veneto": "VE",
}  # fmt: skip
_ADJECTIVES = {"Sicilia": ("Siciliana",), "Lombardia": ("Lombarda",), "Campania": ("Campana",)}
REGION_NAMES = {  # as the bodies are called
    region: (f"Regione {region}", *(f"Regione {word}" for word in _ADJECTIVES.get(region, ()))) for region in SEATS
}

REGIONS = frozenset(region for _, region in PROVINCES.values())

# The seven less developed regions of the cohesion programmes 2021-2027.
SOUTHERN = frozenset({"Basilicata", "Calabria", "Campania", "Molise", "Puglia", "Sardegna", "Sicilia"})

REGION_OF_WORD = {  # one word, folded: only for the seven regions, where the meetings are
    word: region
    for region, words in {
        "Basilicata": "basilicata lucania lucano lucana lucani lucane",
        "Calabria": "calabria calabrese calabresi",
        "Campania": "campania campano campana campani campane",
        "Molise": "molise molisano molisana molisani molisane",
        "Puglia": "puglia puglie pugliese pugliesi",
        "Sardegna": "sardegna sardo sarda sardi sarde",
        "Sicilia": "sicilia siciliano siciliana siciliani siciliane",
    }.items()
    for word in words.split()
}

# Sigle that are also everyday words, folded: they name a province only where a province would stand.
WORDLIKE_SIGLE = frozenset(
    word
    for row in (
        "al an ba bo ca ci co cr en fi ge go im is le li lo me mi mo na no or",
        "pa pe pi po pr ra re ri ro sa si so sp ta te to tr va ve vi vs",
    )
    for word in row.split()
)

# Comuni (folded) whose names are everyday words, given names or titles of people, or larger places.
EVERYDAY_NAMES = frozenset(
    word
    for row in (
        "acuto agra ala ali alia altare alto amaro amato ameno amorosi anzi apice arcade arco arena",
        "armento asso atri augusta badia barbara barbata bella bellante bellino bianchi bianco bomba",
        "bonito bono borghi borgia bosa bra bruno buti calci calcio calco cambiano camini camino campagna",
        "campana camposanto canale candela candida canna capaci carbone carcare cascina casella casina",
        "castelli casto cavatore cave cavour cene cento cerchio cervo ceto chiusa chiusi cicala coli",
        "colonna compiano conselve conta contrada controne copiano cori cozzo crema delia",
        "dello diamante dolce dolo donato dragoni elva envie erba esperia este fabrizia fabro falcone",
        "fallo fascia fermo firmo fondi fonte force formazza fornace fornelli fortezza fossa fosso",
        "frassino front furore gela ginestra giove girasole giuliana giustino grado grandate graniti",
        "gravere greci grosso grotte idro incudine itala laghi lago lana lauro lei leni lenta lesina",
        "lettere levate liberi licenza lode macello maggiora maglione male mango manta mara marino marta",
        "martello martone massa mattie medicina mele melissa meri mese meta milena minori mira miranda",
        "mirto moglia molare molise monta montagna montale monti montone mori mossa mozzo mura muros",
        "nasino naso nave ne nespolo nettuno noci nomi none norma noto nove novella novello olivola ome",
        "opera opi ora ossi ottone paese pagani palata paludi paola parenti parete patti pergola pero",
        "pescate pesche pianella piatto pigna pila piscina pizzo polla ponte ponti porte portici posta",
        "prato proves quadri quaranti quart quarto quindici rabbi re rea rende riposto rive rosa",
        "rose rossa rossana rotella rotonda rotondi rumo ruoti russi sacco sale salento salve sambuco",
        "saponara scala scandale scena scopa segni selci serrata serre sesto settime siano sigillo",
        "soglio sommo sona sora sori sorso sospiro sostegno specchia spiazzo spinoso stella stra",
        "strozza susa talla taverna tenna terrazzo terzo tito tombolo tornata toro torrioni tortora",
        "tramonti trana trecenta trinita trino troia trovo tufo turi ultimo urbana urbe usini vaglia",
        "vallata vasto verduno vergato viale vicari vicoli villata villette vinci viola visone",
        "vita vittoria vo volano volla zone",
    )
    for word in row.split()
)
