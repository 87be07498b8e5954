"""What can be wrong with the file: damage, resolution, depth, colour space, compression."""

from qa.wordings.base import ERROR, INFO, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-FILE-01": Wording(
        ERROR, "", N_("The file holds no picture: {reason}. Scan the page again.")
    ),
    "QA-FILE-02": Wording(
        ERROR, "", N_("Pictures of this kind are not taken as masters: {reason}.")
    ),
    "QA-FILE-03": Wording(
        ERROR,
        "",
        N_("The file is damaged; not all of the picture can be read: {reason}. Scan again."),
    ),
    "QA-FILE-04": Wording(
        ERROR,
        "px",
        N_("The picture has {measured} pixels, {limit} are allowed; it was not opened."),
    ),
    "QA-FILE-05": Wording(
        ERROR,
        "",
        N_("Opening the file took too much time or memory and was given up: {reason}."),
    ),
    "QA-RES-01": Wording(
        WARNING,
        "ppi",
        N_("The file does not say its resolution; at least {limit} ppi is asked for."),
    ),
    "QA-RES-02": Wording(
        WARNING, "ppi", N_("The resolution is {measured} ppi; at least {limit} ppi is asked for.")
    ),
    "QA-RES-03": Wording(
        WARNING,
        "mm",
        N_(
            "At {ppi} ppi the original would be {measured} mm long, which is unlikely (limit"
            " {limit} mm). The stated resolution is probably wrong."
        ),
    ),
    "QA-RES-04": Wording(
        INFO,
        "ppi",
        N_("The file does not say its resolution, so the size of the original is not known."),
    ),
    "QA-RES-05": Wording(
        WARNING,
        "%",
        N_(
            "The resolution differs by {measured} % between width ({ppi_x} ppi) and height"
            " ({ppi_y} ppi); {limit} % is allowed."
        ),
    ),
    "QA-DEPTH-01": Wording(
        WARNING,
        "bit",
        N_("The scan keeps {measured} bits a channel; at least {limit} are asked for."),
    ),
    "QA-DEPTH-02": Wording(
        INFO, "bit", N_("The scan knows black and white only; grey tones of the page are lost.")
    ),
    "QA-DEPTH-03": Wording(
        WARNING,
        "bit",
        N_("The file claims {limit} bits a channel, but the picture uses only {measured}."),
    ),
    "QA-RES-06": Wording(
        WARNING,
        "mm",
        N_(
            "At {ppi} ppi the letters would be {measured} mm high, which is unlikely (limit"
            " {limit} mm). The stated resolution is probably wrong."
        ),
    ),
    "QA-COMP-01": Wording(
        WARNING,
        "",
        N_(
            "The master is a JPEG of quality {measured}; at least {limit} is asked for. Keep"
            " masters without loss, or scan again."
        ),
    ),
    "QA-COMP-02": Wording(
        INFO, "", N_("The master is compressed with loss ({compression}); details may be gone.")
    ),
    "QA-COMP-03": Wording(
        INFO,
        "",
        N_("The file is compressed in an unusual way ({compression}); few programs read it."),
    ),
    "QA-COLOUR-01": Wording(
        WARNING,
        "",
        N_(
            "The picture is kept in an unusual colour space ({space}); masters are grey or red,"
            " green and blue (RGB)."
        ),
    ),
    "QA-COLOUR-02": Wording(
        INFO, "", N_("Grey is kept as colour: red, green and blue say the same at every place.")
    ),
    "QA-COLOUR-03": Wording(
        WARNING, "", N_("The scan has no colours; material of this kind is scanned in colour.")
    ),
    "QA-COLOUR-04": Wording(
        INFO,
        "",
        N_("The picture has {measured} channels, one for transparency; a master needs none."),
    ),
    "QA-ICC-01": Wording(
        WARNING,
        "",
        N_(
            "The file does not say what its colours mean (no ICC profile); material of this kind"
            " needs one."
        ),
    ),
    "QA-ICC-02": Wording(
        WARNING,
        "",
        N_(
            "The embedded colour profile does not fit the picture: “{name}”, for {space}. Colours"
            " will be shown wrongly."
        ),
    ),
    "QA-ICC-03": Wording(
        INFO, "", N_("The file does not say what its colours mean (no ICC profile).")
    ),
    "QA-ICC-04": Wording(
        INFO,
        "",
        N_(
            "The embedded colour profile “{name}” seems to be that of a screen; masters are kept"
            " in a working space such as sRGB, Adobe RGB or eciRGB."
        ),
    ),
}
