"""A Dask cluster of two worker processes, asked and ended through standard input.

The first line printed is the scheduler's address; then every line read is answered in JSON:
``pids`` (of the workers), ``django`` (whether each has loaded it). The end of input ends it.
"""

import json
import os
import sys

from distributed import Client, LocalCluster


def has_django() -> bool:
    """Asked of a worker."""
    return "django" in sys.modules


def main() -> None:
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        print(cluster.scheduler_address, flush=True)  # noqa: T201 -- the answer
        for line in sys.stdin:
            asked = {"pids": os.getpid, "django": has_django}[line.strip()]
            print(json.dumps(client.run(asked)), flush=True)  # noqa: T201 -- the answer


if __name__ == "__main__":
    main()
