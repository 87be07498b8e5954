"""``skrynia search``; loaded with all other commands, its module only when called."""

from typing import Annotated

import typer

from cli.django import prepare
from cli.language import _
from cli.options import AsJson, Lang

search_app = typer.Typer()


@search_app.command(
    # A word that is left out begins like an option.
    context_settings={"ignore_unknown_options": True},
    help=_(
        "Find words in all texts, also in old spelling, inflected, or misread."
        "\n\nWithout words: how far the index is. “…” asks for a phrase, -word leaves a word out, "
        "word* finds what begins so."
    ),
    epilog=_("Example: skrynia search „Lietuvos šviesa“ -kalendorius --from 1883 --to 1904"),
)
def search(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]", help=_("What to look for."))
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help=_("Only the words as written."))] = False,
    field: Annotated[
        str, typer.Option(metavar="text|title", help=_("Only in texts, or only in titles."))
    ] = "",
    language: Annotated[
        str, typer.Option(help=_("Only texts in this language (lit, pol, deu …)."))
    ] = "",
    library: Annotated[str, typer.Option(help=_("Only objects of this library."))] = "",
    material: Annotated[str, typer.Option(help=_("Only originals of this kind."))] = "",
    first_year: Annotated[
        int | None, typer.Option("--from", help=_("Not published before this year."))
    ] = None,
    last_year: Annotated[
        int | None, typer.Option("--to", help=_("Not published after this year."))
    ] = None,
    within: Annotated[str, typer.Option("--in", help=_("Only in this object."))] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help=_("How many to show."))] = 20,
    offset: Annotated[int, typer.Option(min=0, max=1000, help=_("How many to pass over."))] = 0,
    reindex: Annotated[
        bool, typer.Option("--reindex", help=_("Bring the index up to date; goes on after a stop."))
    ] = False,
    from_scratch: Annotated[
        bool, typer.Option("--from-scratch", help=_("With --reindex: empty the index first."))
    ] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from catalogue.search.wishes import SearchWish  # noqa: PLC0415 -- models load after Django
    from cli.search import run_reindex, run_search, run_state  # noqa: PLC0415 -- as above

    if reindex:
        raise typer.Exit(run_reindex(from_scratch=from_scratch, as_json=as_json))
    if not query:
        raise typer.Exit(run_state(as_json=as_json))
    wish = SearchWish(
        " ".join(query), exact, field, language, library, material, first_year, last_year, within
    )
    raise typer.Exit(run_search(wish, offset=offset, limit=limit, as_json=as_json))
