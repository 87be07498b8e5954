"""Addresses of the site. What is permanent stands in the contracts: /ark:, /objects/, /iiif/."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path, register_converter

from web.converters import NameConverter, PageQualifierConverter
from web.views import (
    arrivals,
    devices,
    documents,
    health,
    home,
    images,
    objects,
    pages,
    preferences,
    preparation,
    queue,
    rescans,
    samples,
    search,
    session,
    splits,
    texts,
    transcripts,
    verdicts,
)

register_converter(NameConverter, "name")
register_converter(PageQualifierConverter, "qualifier")

_PAGE = "objects/<name:name>/pages/<int:number>/"
_IMAGE = "iiif/<name:name>~<qualifier:number>"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", preferences.set_language, name="language"),
    path("theme/", preferences.set_theme, name="theme"),
    path("health", health.health, name="health"),
    path("objects/", home.objects, name="objects"),
    path("devices/", devices.show_devices, name="devices"),
    path("devices/<int:pk>/", devices.show_device, name="device"),
    path("devices/<int:pk>/edit/", devices.edit_device, name="device-edit"),
    path("targets/<int:pk>.pdf", devices.target_sheet, name="target-sheet"),
    path("objects/<name:name>/", objects.show_object, name="object"),
    path("objects/<name:name>/progress/", objects.show_progress, name="progress"),
    path("objects/<name:name>/object.pdf", documents.object_pdf, name="object-pdf"),
    path("objects/<name:name>/object.epub", documents.object_epub, name="object-epub"),
    path("objects/<name:name>/preparation/", preparation.edit_sheet, name="preparation"),
    path("objects/<name:name>/verdict/", verdicts.give_object_verdict, name="verdict"),
    path("objects/<name:name>/verdicts/<int:pk>/withdraw/", verdicts.withdraw, name="withdraw"),
    path(_PAGE, pages.show_page, name="page"),
    path(f"{_PAGE}verdict/", verdicts.give_page_verdict, name="page-verdict"),
    path(f"{_PAGE}turn/", pages.turn_page, name="turn"),
    path(f"{_PAGE}split/", splits.split, name="split"),
    path(f"{_PAGE}text/", texts.show_text, name="page-text"),
    path(f"{_PAGE}text/correct/", texts.correct, name="text-correct"),
    path(f"{_PAGE}text/undo/", texts.undo, name="text-undo"),
    path("objects/<name:name>/text/store/", texts.store_text, name="text-store"),
    path(f"{_PAGE}transcribe/", transcripts.show_transcript, name="transcribe"),
    path(f"{_PAGE}transcribe/save/", transcripts.save_transcript, name="transcribe-save"),
    path(f"{_PAGE}leaves/", transcripts.give_leaf_numbers, name="leaves"),
    path(f"{_PAGE}thumbnail.jpg", images.thumbnail, name="thumbnail"),
    path("queue/", queue.queue, name="queue"),
    path("search/", search.search, name="search"),
    path("samples/", samples.samples, name="samples"),
    path("samples/<int:pk>/", samples.show_lot, name="lot"),
    path("samples/<int:pk>/<int:place>/", samples.sampled_page, name="sampled-page"),
    path("projects/<int:pk>/", samples.project, name="project"),
    path("projects/<int:pk>/draw/", samples.draw_sample, name="draw-sample"),
    path("rescans/", rescans.show_list, name="rescans"),
    path("rescans.csv", rescans.list_as_table, name="rescans-csv"),
    path("rescans.pdf", rescans.list_as_sheet, name="rescans-pdf"),
    path(f"{_PAGE}missing/", rescans.ask_missing, name="missing"),
    path(
        "objects/<name:name>/missing/<int:pk>/withdraw/",
        rescans.withdraw_missing,
        name="missing-withdraw",
    ),
    path("objects/<name:name>/original/", rescans.say_where, name="original"),
    path("objects/<name:name>/rescan/", arrivals.show_arrival, name="rescan"),
    path("objects/<name:name>/rescan/bring/", arrivals.bring, name="rescan-bring"),
    path("objects/<name:name>/rescan/place/<int:position>/", arrivals.place, name="rescan-place"),
    path("objects/<name:name>/rescan/confirm/", arrivals.confirm, name="rescan-confirm"),
    path("objects/<name:name>/rescan/discard/", arrivals.discard, name="rescan-discard"),
    path("objects/<name:name>/rescan/undo/", arrivals.undo, name="rescan-undo"),
    path(
        "objects/<name:name>/rescan/<int:number>/<int:position>.jpg",
        arrivals.arrived_image,
        name="rescan-image",
    ),
    path("ark:/<str:naan>/<str:name>", objects.resolve_ark, name="ark"),
    path("ark:/<str:naan>/<str:name>/<qualifier:page>", objects.resolve_ark, name="ark-page"),
    path(_IMAGE, images.image_base, name="image"),
    path(f"{_IMAGE}/info.json", images.image_info, name="image-info"),
    path(
        f"{_IMAGE}/<str:region>/<str:size>/<str:rotation>/<str:last>",
        images.image_part,
        name="image-part",
    ),
]
