"""Sentences of our own in every language and spelling, for telling languages apart."""

PROSE = {
    "lit": (
        "Kaime gyveno senas žmogus, kuris kasdien ėjo į mišką malkų rinkti. Jo sūnūs buvo išvykę.",
        "Miesto taryba vakar svarstė naujos mokyklos statybą ir paskyrė tam dešimt tūkstančių.",
        # Polish-style antiqua.
        "Kaimi gywena senas żmogus, kurs kasdien ejo in miszką małku rinkti ir retaj sugriżdawo.",
        "Diewas sutwere dangu ir żiamę, o żmogus ira jo tarnas; dieł to tur małdas kałbeti.",
        # Gothic letters, read without their marks.
        "Kurs kasdien i miszka ejo malku rinkti, jo sunus buwo iszwaziawe i tolimas ßalis.",
        "Wießpats Diewas sutwere dangy ir zeme; todel mes turime ji garbinti wissa sawo amzi.",
        # Cyrillic letters.
        "Каиме гивена сенасъ жмогусъ, курсъ касдѣнъ ейо инъ мишка малку ринкти. Іо сунусъ буво.",
        "Дѣвасъ сутверѣ дангу иръ жямѣ, тодѣл мес туриме іи гарбинти виса саво амжи.",
    ),
    "pol": (
        "Stary człowiek mieszkał na wsi i codziennie chodził do lasu po drwa. Jego synowie pisali.",
        "Woyna trwała długo w naszym kraiu, a historya iey nie iest ieszcze spisana przez mężów.",
    ),
    "deu": (
        "Der alte Mann wohnte auf dem Dorfe und gieng täglich in den Wald, um Holz zu sammeln.",
        "Die Verſammlung beſchloß geſtern den Bau einer neuen Schule und bewilligte hierzu Mark.",
        "Von denen Gebräuchen und Sitten der alten Preußen und Litthauer, wie auch dem Aberglauben",
    ),
    "lat": (
        "Senex quidam in vico habitabat et cotidie in silvam ibat ut ligna colligeret; filii eius",
        "De moribus et ritibus antiquorum Prussorum ac Lithuanorum narratio brevis ad principem.",
    ),
    "rus": (
        "Въ деревнѣ жилъ старый человѣкъ, который каждый день ходилъ въ лѣсъ за дровами.",
        "Городская дума постановила вчера построить новую школу и назначила десять тысяч рублей.",
    ),
    "lav": (
        "Ciemā dzīvoja vecs vīrs, kurš katru dienu gāja uz mežu pēc malkas. Viņa dēli bija tālu.",
        "Zeemâ dsihwoja wezs wihrs, kas katru deenu gahja us meschu pehz malkas, un winna dehli",
    ),
    "yid": (
        "אין א דארף האט געוואוינט אן אלטער מאן וואס איז אלע טאג געגאנגען אין וואלד ארײן",
        "די שטאט האט נעכטן באשלאסן צו בויען א נייע שול און באשטימט דערויף צען טויזנט",
    ),
}
