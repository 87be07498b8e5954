"""One writer at a time for an object."""

from catalogue.models import DigitalObject


def lock_object(digital_object: DigitalObject) -> DigitalObject:
    """The object's row as it is now, held until the transaction ends."""
    return DigitalObject.objects.select_for_update().get(pk=digital_object.pk)
