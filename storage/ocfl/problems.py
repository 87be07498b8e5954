"""Problem: one departure of stored things from OCFL 1.1; a finding, never an exception.

The codes are the specification's own: E… for what must be, W… for what should be.
"""

from dataclasses import dataclass

from schemas.texts import N_, Translate, untranslated

CODES: dict[str, str] = {
    "E001": N_("“{detail}” has no place in an object."),
    "E003": N_("An object needs one file that declares its OCFL version; found: {detail}."),
    "E004": N_("“{detail}” declares no OCFL version that is known here."),
    "E007": N_("The version declaration does not say what its name says."),
    "E008": N_("The object has no version."),
    "E009": N_("The versions do not begin with 1."),
    "E010": N_("Version {detail} is missing."),
    "E011": N_("Version name {detail} is not padded with zeros as the others are."),
    "E012": N_("Version names follow different conventions: {detail}."),
    "E013": N_("Version {detail} does not follow the naming of the versions before it."),
    "E015": N_("“{detail}” has no place in a version's folder."),
    "E017": N_("The name of the content folder is no name of a folder: {detail}."),
    "E018": N_("The name of the content folder must not be “{detail}”."),
    "E019": N_("The name of the content folder was not set in the first version: {detail}."),
    "E020": N_("The name of the content folder changes between versions: {detail}."),
    "E023": N_("The content file {detail} is not named in the inventory."),
    "E024": N_("The content folder {detail} is empty."),
    "E025": N_("The digest algorithm must be sha512 or sha256, not {detail}."),
    "E030": N_("“{detail}” is no SHA-256 digest."),
    "E031": N_("“{detail}” is no SHA-512 digest."),
    "E033": N_("The inventory cannot be read as JSON: {detail}."),
    "E036": N_("The inventory lacks “{detail}”."),
    "E037": N_("The identifier is another one than it must be: {detail}."),
    "E038": N_("The inventory's type does not fit the declared OCFL version: {detail}."),
    "E040": N_("The head is not the newest version: {detail}."),
    "E041": N_("The inventory has no manifest."),
    "E042": N_("The content path {detail} lies in no content folder of a version."),
    "E043": N_("The inventory has no versions."),
    "E044": N_("The inventory's versions are no JSON object."),
    "E046": N_("The folder and the inventory name different versions: {detail}."),
    "E047": N_("Version {detail} is no JSON object."),
    "E048": N_("A version lacks “{detail}”."),
    "E049": N_("“{detail}” is no date and time as RFC 3339 has it."),
    "E050": N_("The digest {detail} in a version's state is not in the manifest."),
    "E051": N_("The logical paths of {detail} are no list of texts."),
    "E052": N_("The logical path {detail} has an empty part, . or .. in it."),
    "E053": N_("The logical path {detail} begins or ends with /."),
    "E054": N_("A version's user has no name: {detail}."),
    "E056": N_("{detail} is no digest algorithm that OCFL knows."),
    "E057": N_("The fixity block is not built like a manifest: {detail}."),
    "E058": N_("The inventory has no file beside it that states its digest."),
    "E059": N_("The digest file beside the inventory is of another algorithm: {detail}."),
    "E060": N_("The inventory has another digest than the file beside it states."),
    "E061": N_("The digest file beside the inventory is not written as it must be."),
    "E063": N_("The object has no inventory."),
    "E064": N_("The object's inventory differs from its newest version's."),
    "E066": N_("An earlier inventory tells the state of {detail} differently."),
    "E067": N_("“{detail}” is no folder of an extension."),
    "E069": N_("The storage root does not declare itself."),
    "E070": N_("The file that describes the layout is incomplete: {detail}."),
    "E071": N_("The layout is none that is known here: {detail}."),
    "E072": N_("“{detail}” belongs to no object."),
    "E073": N_("The folder {detail} is empty."),
    "E076": N_("The storage root must declare one OCFL version; found: {detail}."),
    "E080": N_("The root's declaration does not say what its name says."),
    "E081": N_("The object follows a later OCFL version than the storage root."),
    "E083": N_("The object {detail} does not lie where its identifier puts it."),
    "E085": N_("The folder {detail} leads to no object; a first version may be unfinished."),
    "E090": N_("“{detail}” is a link or no file at all."),
    "E092": N_("The content does not have the digest that the inventory states: {detail}."),
    "E093": N_("The content does not have the digest that the fixity block states: {detail}."),
    "E094": N_("A version's message is no text."),
    "E095": N_("The logical path {detail} is used twice, or as a file and a folder."),
    "E096": N_("The manifest names the digest {detail} twice."),
    "E097": N_("The fixity block names the digest {detail} twice."),
    "E099": N_("The content path {detail} has an empty part, . or .. in it."),
    "E100": N_("The content path {detail} begins or ends with /."),
    "E101": N_("The content path {detail} is used twice, or as a file and a folder."),
    "E102": N_("The inventory has a key that OCFL does not know: {detail}."),
    "E103": N_("A version follows an earlier OCFL version than the one before it."),
    "E104": N_("“{detail}” is no name of a version."),
    "E106": N_("The manifest is no JSON object."),
    "E107": N_("The manifest names the digest {detail}, which no version uses."),
    "E111": N_("The fixity block is no JSON object."),
    "E112": N_("“{detail}” is no folder of an extension of the storage root."),
    "W001": N_("Version names are padded with zeros: {detail}."),
    "W002": N_("“{detail}” should not be in a version's folder."),
    "W003": N_("The version has a content folder and no content."),
    "W004": N_("SHA-512 should be used instead of {detail}."),
    "W005": N_("The identifier is no URI: {detail}."),
    "W007": N_("Version {detail} does not say who made it, or why."),
    "W008": N_("The user of version {detail} has no address."),
    "W009": N_("The address of a version's user is no URI: {detail}."),
    "W010": N_("The version has no inventory of its own."),
    "W011": N_("An earlier inventory tells who made {detail}, when or why differently."),
    "W013": N_("The extension “{detail}” is not registered."),
    "W016": N_("The storage root's extension “{detail}” is not registered."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One departure: the specification's code, where it is, and what was found there."""

    code: str
    path: str = ""
    """Where, relative to the object or, for the root's own, to the root."""
    detail: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the object is invalid by it; else it is a warning."""
        return self.code.startswith("E")

    @property
    def text(self) -> str:
        """What is wrong, in English."""
        return self.said()

    def said(self, translate: Translate = untranslated) -> str:
        """What is wrong, in the reader's language."""
        return translate(CODES[self.code]).format(detail=self.detail)
