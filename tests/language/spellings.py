"""Hand-made pairs: what a reader types today, and how a print of some time has it.

``BUILT_ON`` was seen while the rules were written; ``HELD_OUT`` was written before its first
measuring, and no rule was changed for it.
"""

#: Modern word, old words: Polish-style antiqua of the 18th and 19th centuries.
_POLISH_STYLE = """
šviesa szwiesa szwiesos | žodis żodis żodżio | žmogus żmogus
lietuviškai lietuwiszkaj lietuwiszkai | kaip kajp | laikas łajkas łayko
raštas rasztas ransztas | duona dóna | duoti dóti | geras giaras | velnias wełnias wiałnias
malda małda | ponas ponas | vaikas wajkas waykas | saulė saule saulies
bažnyčia bażniczia bażnicia | krikščionis krikszczionis kriksczionis krikszczonis
dvasia dwasia dwasios | šventas szwentas szwętas | žemė żiame żeme | aukso aukso | galva gałwa
vanduo wandó wanduo | akmuo akmó | šuo szuo szunes | mokytojas mokitojas mokytojas
mokslas moksłas | kunigas kunigas | karalius karalus karalius | miestas miestas
girdėti girdeti | rašyti raszyti rasziti | čia czia | tėvas tewas tiewas | motina motina motyna
brolis brolis brolus | sesuo sesuo sesó | naujas naujas nauias | kelias kelas kielas kialas
medžiai medźiai medziai | giesmė giesme giesmi | knyga kniga knyga kningos
viešpats wieszpats wieszpatis | Jėzus Jezus | dangus dangus dungus
"""
#: Lithuania Minor: Gothic letters, ſ, ů, ē, w, doubled consonants.
_PRUSSIAN = """
šviesa ßwieſa ſzwieſa | visas wiſſas wiſſi | mūsų muſſu muſû | viešpats Wießpats Wieſzpats
dievas Diewas dewas dēwas dëwas | vienas wiens wēns wënas | duona Důna Dûna | duoti důti dûti
žmogus źmogus Żmogus | žodis Zodis Źodis | vyras Wyras wirs | moteris Moterys Moteris
širdis ſzirdis Szirdies | danguje Danguje Dangůje | žemė źemē Zemē | teisybė teiſybē Teiſybe
karalius Karalius Karaláus | laiškas Laiſzkas | knygos Knygos Knygas | giesmės Gieſmes Gieſmju
maldos Maldos | bažnyčia Baźnyczia Bażnyczioje | sūnus Sunus Suuns | dukra Dukra Dukterys
Lietuva Lietuwa Lietuwôs Lietuwos | lietuviška lietuwiſzka lietuwiſzką | rašyba Raſzyba Raſzybą
vėl wēl wėl | išėmus iſzēmus | daiktavardžius Daiktawardźius | didžiu didźiu didziu
ūkininkas Ukininkas Ukinįks | kaimynas Kaimynas Kaiminas | laikraštis Laikrasztis Laikraßtis
gyvenimas gywenimas gywenims | mokykla mokykla mokikla | vasara Waſara | žiema Ziema Źiemą
pavasaris Pawaſaris | ruduo Rudů Ruduo | akmuo Akmů | vanduo Wandů | puodas Půdas
"""
#: 16th and 17th centuries: s and sz for š and ž, u and v in each other's place, vv.
_EARLY = """
dievas diewas dieuas dievvas | vienas vvienas vienas | viešpats wieschpats | širdis schirdis
prašyti praschiti praſziti | rankos rankas runkas | malonė malone malane | ragas ragas
tėve tewe teve | dangus dangus | krikščionis krikſchczonis krikſczionis | katekizmas katechismas
mokslas mokslas moxlas | skaityti skaititi ſkaititi | žmonės ßmones żmones
seserys seserys ſeſerys | broliai broley brolei
"""
#: 1883 to 1905: from Aušra to Jablonskis.
_AWAKENING = """
Aušra Auszra Ausra | varpas Varpas Warpas | lietuvių lietuviu lietuwiu lëtuviu
tauta tauta tautos | kalba kalba kalbos | šviesuolis szviesůlis szvësůlis
draugas draugas draugai | mokytojas mokįtojas | ūkininkas ukininkas ukinikas
spauda spauda spaudos | laisvė laisve laisvės | tėvynė tėvynė tewine tevynė
istorija istorija istorija istoriją istoryja | žinios żinios źinios
redakcija redakcyja redakcija | rašytojas raszytojas | uždrausti użdrausti uždrausti
gyventojai gyventojai gyventojei | darbininkas darbininkas darbinįkas | pinigai pinįgai piningai
prekyba prekyba prekiba | daktaras daktaras
Basanavičius Basanaviczius Basanavyczius Basanowiczius | Kudirka Kudirka | Maironis Maironis
Vilnius Wilnius Vilniuje Wilniuj | Kaunas Kaune Kaunan | Panevėžys Panevėżys Ponevėžis Paneweżys
Šiauliai Sziauliai Szauliai Szauliůse | Tilžė Tilżė Tilźeje Tilžeje
Žemaitija Żemaitija Żemaitijos | Lietuva Lëtuva Lietuvą
"""
#: Other languages of the 18th and 19th centuries.
_POLISH = """
historia historya historyi | wojna woyna woyny | kraj kray krayu | Maria Marya | Rosja Rossya
zwyczaj zwyczay | książka książka książki | ekspedycja expedycya | polskiej polskiéj
"""
_GERMAN = """
Teil Theil | Tat That | sein seyn | bei bey | Rat Rath | tun thun | Freiheit Freyheit
regieren regiren | Zentrum Centrum | Kultur Cultur | Geheimnis Geheimniß | lesen leſen
wissen wiſſen
"""
_RUSSIAN = """
свет свѣтъ свѣта | человек человѣкъ | город городъ города | история исторія исторіи | мир міръ
доброго добраго | новые новыя | Россия Россія Россіи | рассказ разсказъ | лес лѣсъ
Фёдор Ѳедоръ
"""
_LATVIAN = """
tēvs tehws tehwa | dievs deews deewa | grāmata grahmata | valoda waloda | zeme seme | māte mahte
"""

#: Written after the rules, for measuring.
_HELD = """
tiesa tiesa tesos tiesą | miškas miszkas mißkas miſzke | paukštis paukſztis pauksztis paukßtis
veidas weidas weydas | valgyti walgiti walgyti | gražus graźus grażus grażei
žirgas źirgas żirgu | kardas kardas | ežeras eżeras Eźere | jūra jura jurios iura | upė upe uppe
ąžuolas ąźůlas anżůlas ażuołas | beržas berżas berźas | liepa liepa lepa lëpa
pušis puszis pußis | lapas łapas lappas | žolė żole źolē | arklys arklis arklys
karvė karwe karwē | avis awis awjs | kiaulė kiaule kiaulē | višta wiszta wißta
žąsis żąsis źansis | katinas katinas kattinas | lokys łokis lokys | vilkas wiłkas wilks
lapė łape lapē | svečias sweczias ſweczias | vestuvės westuwes weſtuwes
jaunikis jaunikis iaunikis | nuotaka nůtaka notaka | krikštas kriksztas krikßtas
mirtis mirtis ſmertis | kapas kapas kappas | dūšia duszia dußia dusze | nuodėmė nůdēmē nudeme
pragaras pragaras | angelas angełas Angelas Angiełas | pranašas pranaßas pranaszas
apaštalas apaształas Apaßtalas | evangelija ewangelija Ewangelija Ewangielia | psalmė psalme
kryžius kryżius kriżius krißius | atleisti atleiſti | tikėti tiketi tikkēti
mylėti miłeti myleti | žinoti źinoti żynoti | norėti noreti norēti | dirbti dirbti
eiti eyti eiti | sakyti sakiti ſakyti sakity | klausyti klausiti klauſyti
dainuoti dainůti dainoti | juokas jůkas jokas | puikus puikus | senas senas ſenas ſennas
aukštas auksztas aukßtas | mažas mażas maźas | baltas bałtas | juodas jůdas judas
raudonas raudonas | žalias żalas źalias żalies | gyvas giwas gywas | ligonis ligonis
gydytojas giditojas gydytojas | vaistai waistai waiſtai | sveikata sweikata ſweikata
pasakojimas pasakojimas paſakojims | kalendorius kalendorius Kalendoris
elementorius elementorius elementorus | žodynas żodynas Źodynas | gramatika gramatika grammatika
mokslininkas mokslinįkas moksłinikas | ministras ministras ministeris
vyskupas wyskupas wiskupas | bajoras bajoras bajorus
kunigaikštis kunigaiksztis kunigaiksztys kunigaikſztis | didysis didysis didisis
kareivis kareiwis karejwis | karas karas | ginklas ginkłas | priešas prieszas pryszas preßas
valstybė walstybe walſtybē | teismas tejsmas teiſmas | įstatymas istatymas įſtatimas
valdžia wałdżia waldźia waldzia | turtas turtas | prekė preke | turgus turgus
pirklys pirklis pirklys | amatas amatas ammatas | siūlas siułas | audeklas audekłas
drobė drobe drobē | marškiniai marszkiniai marßkinei | kepurė kepure keppurē | stalas stałas
lova łowa lowa | durys durys durrys | langas łangas | stogas stogas | vakaras wakaras
naktis naktis | rytas rytas ritas | metai metai metaj mettai | mėnuo menů mėnů menuo
savaitė sawaite | šimtas ſzimtas szimtas ßimtas | tūkstantis tukstantis | penki penki
aštuoni asztůni aßtůni asztuoni
"""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    groups = [group.split() for group in text.replace("\n", "|").split("|") if group.strip()]
    return tuple((group[0], old) for group in groups for old in group[1:])


_LITHUANIAN = (_POLISH_STYLE, _PRUSSIAN, _EARLY, _AWAKENING)
_OTHERS = {"pol": _POLISH, "deu": _GERMAN, "rus": _RUSSIAN, "lav": _LATVIAN}

BUILT_ON = tuple(pair for text in (*_LITHUANIAN, *_OTHERS.values()) for pair in _pairs(text))
HELD_OUT = _pairs(_HELD)
#: The language of every old word that is not Lithuanian.
OTHERS = {old: language for language, text in _OTHERS.items() for _, old in _pairs(text)}
