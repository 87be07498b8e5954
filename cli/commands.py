"""The commands there are. Each module is loaded only when its command is called."""

from pathlib import Path
from typing import Annotated

import typer

from cli.device_commands import device_app
from cli.django import prepare
from cli.document_commands import documents
from cli.language import _
from cli.ocr_commands import ocr_app
from cli.options import AsJson, Lang, ObjectName, ReadLanguage, ReadModel
from cli.preparation_options import LeavesExpected, MissingLeaves, PagesExpected, counted
from cli.rescan_commands import rescanning
from cli.sampling_commands import samples
from cli.search_commands import search_app
from cli.text_commands import texts
from qa.targets.kinds import TargetKind
from schemas.objects import Material

app = typer.Typer(
    name="skrynia",
    help=_("Digitises: scans in, judged, read, described, kept for good, and told to the nation."),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
users = typer.Typer(help=_("People who may sign in."), no_args_is_help=True)
exports = typer.Typer(help=_("Hand objects over to others."), no_args_is_help=True)
app.add_typer(users, name="user")
app.add_typer(exports, name="export")
exports.add_typer(documents)
app.add_typer(samples, name="sample")
app.add_typer(rescanning)
app.add_typer(device_app)
app.add_typer(search_app)
app.add_typer(ocr_app)
app.add_typer(texts)


@app.command(
    help=_(
        "Take a folder of page images from scan to VEPIS package, or to the person who must look."
        "\n\nRunning it again goes on where it stopped; the same scans are never taken twice."
    ),
    epilog=_("Example: skrynia digitise scans/ausra --title „Aušra“ --profile newspaper"),
)
def digitise(
    folder: Annotated[
        # Rights are judged where the folder is read: in words, with a code.
        Path, typer.Argument(help=_("Folder with the images of one object."), readable=False)
    ],
    profile: Annotated[
        Material, typer.Option(help=_("Kind of original; it chooses the limits of the checks."))
    ] = Material.BOOK,
    language: ReadLanguage = "auto",
    model: ReadModel = "",
    title: Annotated[
        str, typer.Option(help=_("Title; else that of the description, else the folder's name."))
    ] = "",
    metadata: Annotated[
        Path | None,
        typer.Option(
            help=_("Description: a CSV or XML file (Dublin Core, MODS, MARC)."), readable=False
        ),
    ] = None,
    library: Annotated[str, typer.Option(help=_("Code of the owning library."))] = "",
    project: Annotated[str, typer.Option(help=_("Project the work belongs to."))] = "",
    batch: Annotated[str, typer.Option(help=_("Batch within the project."))] = "",
    device: Annotated[str, typer.Option(help=_("Scanner or camera."))] = "",
    operator: Annotated[str, typer.Option(help=_("Who scanned."))] = "",
    capture_profile: Annotated[
        str, typer.Option(help=_("How files become objects and pages (flat, subfolders, …)."))
    ] = "flat",
    recursive: Annotated[
        bool, typer.Option("--recursive", help=_("Read sub-folders too."))
    ] = False,
    pages_expected: PagesExpected = None,
    leaves_expected: LeavesExpected = None,
    missing_leaves: MissingLeaves = "",
    as_new: Annotated[
        bool, typer.Option("--as-new", help=_("Make a second object of known scans or folder."))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Only show what would become which page."))
    ] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.digitise import DigitiseCall, run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(
        run(
            DigitiseCall(
                folder=folder, material=profile, language=language, model=model, title=title,
                metadata=metadata, library=library, project=project, batch=batch, device=device,
                operator=operator, capture_profile=capture_profile, recursive=recursive,
                preparation=counted(pages_expected, leaves_expected, missing_leaves),
                as_new=as_new, dry_run=dry_run, as_json=as_json,
            )
        )
    )  # fmt: skip


@app.command(
    help=_("Give a verdict on an object or on one of its pages."),
    epilog=_("Example: skrynia review x5k2 --page 7 --rescan --note „neryšku“"),
)
def review(
    name: ObjectName,
    page: Annotated[int | None, typer.Option(help=_("The page's place in the order."))] = None,
    accept: Annotated[bool, typer.Option("--accept", help=_("Good as it is."))] = False,
    rescan: Annotated[bool, typer.Option("--rescan", help=_("Must be scanned again."))] = False,
    original_defect: Annotated[
        bool, typer.Option("--original-defect", help=_("The fault is the original's."))
    ] = False,
    mend: Annotated[
        bool, typer.Option("--mend", help=_("To be turned, cut or put in order; no new scan."))
    ] = False,
    reject: Annotated[bool, typer.Option("--reject", help=_("Not to be used at all."))] = False,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take the last verdict back."))] = False,
    note: Annotated[str, typer.Option(help=_("Why; the next person will read it."))] = "",
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.review import ReviewCall, run  # noqa: PLC0415 -- models load after Django

    options = {
        "accept": accept, "original_defect": original_defect, "mend": mend, "rescan": rescan,
        "reject": reject, "undo": undo,
    }  # fmt: skip
    chosen = tuple(option for option, is_given in options.items() if is_given)
    raise typer.Exit(run(ReviewCall(name, page, chosen, note, as_json)))


@app.command(
    help=_("Turn a page that lies on its side; the master stays as it is."),
    epilog=_("Example: skrynia turn x5k2 7 --by 90"),
)
def turn(
    name: ObjectName,
    page: Annotated[int, typer.Argument(help=_("The page's place in the order."))],
    by: Annotated[int, typer.Option(help=_("Degrees clockwise: 90, 180 or 270."))] = 90,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take the last turn back."))] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    if by not in (90, 180, 270):
        raise typer.BadParameter(_("Degrees clockwise: 90, 180 or 270."))
    prepare()
    from cli.recipe import run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run(name, page, by, undo=undo, as_json=as_json))


@app.command(
    help=_("Part an opening elsewhere: the line between two pages cut from one scan."),
    epilog=_("Example: skrynia split x5k2 7 --at 2410"),
)
def split(
    name: ObjectName,
    page: Annotated[int, typer.Argument(help=_("The page's place in the order."))],
    at: Annotated[
        int | None, typer.Option(help=_("Pixels from the scan's left edge; none: only tell."))
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help=_("As it was before."))] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.recipe import run_split  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_split(name, page, at, undo=undo, as_json=as_json))


@app.command("list", help=_("List the objects by title."))
def list_(
    state: Annotated[str, typer.Option(help=_("Only objects in this state."))] = "",
    library: Annotated[str, typer.Option(help=_("Only objects of this library."))] = "",
    text: Annotated[
        str, typer.Option(help=_("Only objects with this in title or identifier."))
    ] = "",
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.objects import run_list  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_list(state, library, text, as_json=as_json))


@app.command(help=_("Show one object: pages, findings, where it is kept, what was exported."))
def show(name: ObjectName, as_json: AsJson = False, lang: Lang = "lt") -> None:
    prepare()
    from cli.objects import run_show  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_show(name, as_json=as_json))


@app.command(
    help=_(
        "Judge the images of a folder or file where they lie; nothing is taken in or written."
        "\n\nEach page gets a verdict proposed: accept, look or rescan."
    ),
    epilog=_("Example: skrynia qa scans/ausra --profile newspaper --html ausra.html"),
)
def qa(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|FILE", help=_("Folder with images, or one file."), readable=False
        ),
    ],
    profile: Annotated[
        Material, typer.Option(help=_("Kind of original; it chooses the limits of the checks."))
    ] = Material.BOOK,
    capture_profile: Annotated[
        str, typer.Option(help=_("How files become objects and pages (flat, subfolders, …)."))
    ] = "flat",
    recursive: Annotated[
        bool, typer.Option("--recursive", help=_("Read sub-folders too."))
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help=_("Write a report to look at and print: one file.")),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    from cli.qa import QaCall, run  # noqa: PLC0415 -- image libraries, which --help must not pay

    raise typer.Exit(run(QaCall(path, profile, capture_profile, recursive, as_json, html)))


@app.command(
    help=_(
        "Grade a colour and resolution target by FADGI, ISO 19264-1 and Metamorfoze."
        "\n\nWhat cannot be measured is said to be so. Only with --device the grading is kept."
    ),
    epilog=_("Example: skrynia target target.tif --pdf target.pdf"),
)
def target(
    file: Annotated[Path, typer.Argument(help=_("Image with the target in it."), readable=False)],
    kind: Annotated[
        TargetKind | None, typer.Option(help=_("The chart in it; else every known one is tried."))
    ] = None,
    category: Annotated[
        str, typer.Option(help=_("Kind of original by FADGI, such as newspaper or photograph."))
    ] = "bound-general",
    reference: Annotated[
        str,
        typer.Option(
            metavar="after-2014|before-2014|FILE",
            help=_("True values: the maker's by the chart's age, or its own (CGATS, CSV)."),
        ),
    ] = "after-2014",
    edge: Annotated[
        str, typer.Option(metavar="X,Y,W,H", help=_("Region with one slanted edge."))
    ] = "",
    ruler: Annotated[
        str, typer.Option(metavar="X,Y,W,H", help=_("Region with the ticks of a ruler."))
    ] = "",
    pitch_mm: Annotated[
        float | None,
        typer.Option(min=1.0, help=_("Distance between the middles of neighbouring patches.")),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(dir_okay=False, help=_("Write a page with plots to print."))
    ] = None,
    device: Annotated[
        str, typer.Option(help=_("Keep the grading for this scanner or camera."))
    ] = "",
    library: Annotated[str, typer.Option(help=_("Code of the library it belongs to."))] = "",
    operator: Annotated[str, typer.Option(help=_("Who scanned."))] = "",
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    if device:
        prepare()
    from cli.target import TargetCall, run  # noqa: PLC0415 -- image libraries, as above

    call = TargetCall(
        file, kind, category, reference, edge, ruler, pitch_mm, as_json, pdf,
        device=device, library=library, operator=operator,
    )  # fmt: skip
    raise typer.Exit(run(call))


@app.command(help=_("Read kept objects back, byte by byte, and name every damage."))
def verify(
    name: Annotated[str, typer.Argument(metavar="[ID]", help=_("One object; else all."))] = "",
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.verify import run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run(name, as_json=as_json))


@exports.command("vepis", help=_("Make the VEPIS package of an object that is ready."))
def export_vepis(
    name: ObjectName,
    to: Annotated[Path, typer.Option("--to", help=_("Folder in which the package is put."))],
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.export import run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run(name, to, as_json=as_json))


@users.command("add", help=_("Let somebody sign in; the password is asked for or made."))
def user_add(
    username: Annotated[str, typer.Argument(help=_("Name to sign in with."))],
    role: Annotated[
        str, typer.Option(help=_("administrator, specialist, controller or librarian"))
    ] = "librarian",
    library: Annotated[str, typer.Option(help=_("Code of the library the role is held in."))] = "",
    email: Annotated[str, typer.Option(help=_("E-mail address."))] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help=_("Read the password from standard input."))
    ] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.users import NewUser, run_add  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(
        run_add(NewUser(username, role, library, email, password_stdin), as_json=as_json)
    )


@app.command(help=_("Start site, worker and what they need in this terminal; Ctrl-C stops all."))
def serve(
    host: Annotated[str, typer.Option(help=_("Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help=_("Port to listen on."))] = 8000,
    demo: Annotated[
        bool, typer.Option("--demo", help=_("With the sample book and demo users (loopback only)."))
    ] = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.serve import run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run(host, port, demo=demo))


@app.command(help=_("Take up what the site asks for; started by serve, or one a machine."))
def worker(
    once: Annotated[bool, typer.Option("--once", help=_("End when nothing waits."))] = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.worker import run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run(once=once))


@app.command(help=_("Show the whole way on a sample book, or on a folder of your own."))
def demo(
    scans: Annotated[Path | None, typer.Option(help=_("Folder of your own images."))] = None,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.demo import run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run(scans, as_json=as_json))
