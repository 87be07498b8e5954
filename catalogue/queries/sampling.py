"""Which pages can be drawn, and how far people have come with a sample."""

from django.db.models import F, OuterRef, QuerySet, Subquery

from catalogue.models import LotPage, Page, Project, SampleJudgement, SamplingLot
from catalogue.rights import Act, AnyUser, libraries_for
from catalogue.states import ObjectState, PageState

#: Pages of these objects are done with by the machine and can be looked at for all.
SAMPLED_STATES = (ObjectState.NEEDS_REVIEW, ObjectState.READY, ObjectState.DELIVERED)


def pages_to_sample(project: Project) -> QuerySet[Page]:
    """Pages that no lot holds yet, in the order their objects came."""
    return (
        Page.objects.filter(
            digital_object__project=project,
            digital_object__state__in=SAMPLED_STATES,
            digital_object__aip_version__gt=0,
            lot_pages__isnull=True,
        )
        .exclude(state=PageState.SUPERSEDED)
        .order_by("digital_object_id", "sequence")
    )


def sampled_projects(user: AnyUser) -> QuerySet[Project]:
    """The projects of the libraries in which this person sees objects."""
    libraries = libraries_for(user, Act.VIEW_OBJECT)
    return Project.objects.filter(library__in=libraries).select_related("library").order_by("name")


def lots_of(projects: QuerySet[Project]) -> QuerySet[SamplingLot]:
    """The lots of some projects, the newest first."""
    return SamplingLot.objects.filter(project__in=projects).select_related("project", "drawn_by")


def sample_of(lot: SamplingLot) -> QuerySet[LotPage]:
    """The drawn pages in the order of the lot, each with its last judgement."""
    last = SampleJudgement.objects.filter(lot_page=OuterRef("pk")).order_by("-id")
    return (
        lot.lot_pages.filter(place__isnull=False)
        .select_related("page__digital_object", "lot")
        .annotate(
            is_good=Subquery(last.values("is_good")[:1]),
            found=Subquery(last.values("note")[:1]),
            judged_by=Subquery(last.values("by__username")[:1]),
            judged_at=Subquery(last.values("at")[:1]),
        )
        .order_by("place")
    )


def last_judgements(lot: SamplingLot) -> dict[int, bool | None]:
    """By drawn page, what was said of it last; the last row of each page counts."""
    rows = SampleJudgement.objects.filter(lot_page__lot=lot).order_by("id")
    return dict(rows.values_list(F("lot_page_id"), "is_good"))
