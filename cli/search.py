"""Searching from the command line: hits with page, places and snippet; the state of the index."""

from dataclasses import asdict, replace
from typing import Any

from rich.text import Text

from catalogue.interchange import page_id
from catalogue.queries.objects import find_object
from catalogue.search.finding import Found, Hit, find
from catalogue.search.rebuilding import IndexState, rebuild, state_of_index
from catalogue.search.suggesting import suggestions_for
from catalogue.search.wishes import SearchWish
from cli.counting import counted
from cli.language import _
from cli.printing import DONE, LOOK, answers, notice, print_json
from cli.search_sources import stored_text
from language.query import MatchClass
from schemas.texts import N_

#: Why a hit answers, from the surest on.
KINDS = {
    MatchClass.EXACT: N_("as written"),
    MatchClass.BARE: N_("without diacritics"),
    MatchClass.MODERN: N_("other spelling or form"),
    MatchClass.SKELETON: N_("similar"),
    MatchClass.READING: N_("perhaps misread"),
    MatchClass.NAME: N_("other form of the name"),
}


def run_search(wish: SearchWish, *, offset: int, limit: int, as_json: bool) -> int:
    """Look for words and show what answers."""
    if wish.object_name:
        wish = replace(wish, object_name=find_object(wish.object_name).name)
    found = find(wish, None, offset=offset, limit=limit)
    suggestions = [] if found.total else suggestions_for(wish, None)
    if as_json:
        print_json(answer_of(found, suggestions))
    else:
        print_found(found, suggestions)
    return DONE


def answer_of(found: Found, suggestions: list[str]) -> dict[str, Any]:
    """A search's answer in JSON."""
    return {
        "total": found.total,
        "has_more": found.has_more,
        "was_cut": found.query.was_cut,
        "next_offset": found.next_offset,
        "hits": [plain_hit(hit) for hit in found.hits],
        "suggestions": suggestions,
    }


def plain_hit(hit: Hit) -> dict[str, Any]:
    """One hit in JSON; regions are in pixels of the page's image."""
    page = hit.page
    return {
        "object_id": hit.digital_object.object_id,
        "title": hit.digital_object.title,
        "page": page.number if page else None,
        "page_id": page_id(hit.digital_object, page) if page else None,
        "sequence": page.sequence if page else None,
        "label": page.label if page else None,
        "class": hit.kind.name.lower(),
        "snippet": "".join(piece.text for piece in hit.snippet).strip(),
        "words": [
            {
                "text": mark.text,
                "class": mark.kind.name.lower(),
                "regions": [asdict(region) for region in mark.regions],
            }
            for mark in hit.marks
        ],
        "line": asdict(hit.line) if hit.line else None,
        "page_width": hit.width_px or None,
        "page_height": hit.height_px or None,
    }


def print_found(found: Found, suggestions: list[str]) -> None:
    """A search's answer for people."""
    if found.query.is_empty:
        notice(_("Nothing is asked for: write at least one word that should be found."))
        return
    if found.query.was_cut:
        notice(_("The query is too long; only its beginning was looked for."))
    if not found.total:
        answers.print(_("Nothing was found."))
        for text in suggestions:
            answers.print(Text(_("Perhaps: {text}").format(text=text)))
        return
    for hit in found.hits:
        print_hit(hit)
    total = f"{found.total}+" if found.has_more else str(found.total)
    answers.print(_("Shown {shown} of {total}.").format(shown=len(found.hits), total=total))


def print_hit(hit: Hit) -> None:
    """Where it is, why it answers, and the words around it."""
    place = _("title")
    if hit.page:
        place = _("page {number}").format(number=hit.page.sequence)
    head = Text(f"{hit.digital_object.name} · {hit.digital_object.title} · {place}", style="bold")
    answers.print(head + Text(f"  ({_(KINDS[hit.kind])})", style="dim"), soft_wrap=True)
    line = Text("  ")
    for piece in hit.snippet:
        line.append(piece.text, style="bold underline" if piece.is_match else "")
    answers.print(line, soft_wrap=True)


def run_state(*, as_json: bool) -> int:
    """How far the index is; 1 where something is missing from it."""
    state = state_of_index()
    if as_json:
        print_json({"index": asdict(state) | {"is_whole": state.is_whole}})
    else:
        print_state(state)
    return DONE if state.is_whole else LOOK


def print_state(state: IndexState) -> None:
    """The state of the index for people."""
    said = _("In the index: {indexed} of {pages} pages with text, {titles} of {objects} titles.")
    answers.print(said.format(**asdict(state)))
    if not state.is_whole:
        notice(_("Bring it up to date: skrynia search --reindex"))


def run_reindex(*, from_scratch: bool, as_json: bool) -> int:
    """Bring the index up to date."""
    before = state_of_index()
    waiting = before.pages if from_scratch else before.pages - before.indexed
    done = 0
    with counted(_("Search index")) as tell:
        for done in rebuild(stored_text, from_scratch=from_scratch):
            tell(done, max(done, waiting))
    state = state_of_index()
    if as_json:
        print_json({"pages_done": done, "index": asdict(state) | {"is_whole": state.is_whole}})
    else:
        print_state(state)
    return DONE
