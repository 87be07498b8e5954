"""How long each step took, by the wall clock."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """Seconds a step, and since the clock was started."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def timed(self, step: str, run: Callable[[], T]) -> T:
        """Run a step and note how long it took."""
        began = time.perf_counter()
        try:
            return run()
        finally:
            self.seconds[step] = time.perf_counter() - began

    @property
    def total(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.began
