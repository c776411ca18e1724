"""Learns where the elements of a page were joined: a weight for each key of `mod.rs`, written to `weights.bin`.

A logistic regression on the places between the words of joined pages (`examples/samples/seams.rs`): did an element end here,
by the keys of the place alone? It is learnt as the wording of blocks is.
"""

from pathlib import Path

import numpy
import wording
from sklearn.metrics import average_precision_score

# As in `mod.rs`.
KEYS, LEAST = 9, 4
# So many keys are kept: all weights together stay below 300 KB.
MOST_KEYS = 16_000


class Places(wording.Keyed):
    """The places of all pages."""

    def __init__(self, folder: Path) -> None:
        lines = [line.split("\t") for line in (folder / "documents.tsv").read_text().splitlines()[1:]]
        places = numpy.array([int(line[1]) for line in lines])
        hosts = numpy.repeat(wording.numbered([line[0] for line in lines]), places)
        super().__init__(folder / "keys.u64", numpy.full(len(hosts), KEYS), hosts)
        self.folds = numpy.repeat([wording.fold_of(line[0]) for line in lines], places)
        self.labels = numpy.fromfile(folder / "labels.u8", numpy.uint8)
        self.known = wording.common(self.keys, self.hosts)
        self.rows = self.matrix(self.known)

    def fit(self, fold: int) -> numpy.ndarray:
        """The weights of the keys, learnt without this fold."""
        used = self.folds != fold
        return wording.weights_of(self.rows[used], self.labels[used], numpy.ones(used.sum()), MOST_KEYS)


def learn(folder: Path) -> bytes:
    """The file for use."""
    places = Places(folder)
    return wording.file_of(places.known, places.fit(-1))


def cross_validate(folder: Path) -> None:
    """Prints how places are judged by what has not seen their host."""
    places = Places(folder)
    scores = numpy.zeros(len(places.labels))
    for fold in range(wording.FOLDS):
        held = places.folds == fold
        scores[held] = places.rows[held] @ places.fit(fold) * numpy.sqrt(KEYS)
    taken, right = scores > LEAST - 0.5, places.labels > 0
    print(
        f"seams: {len(right)} places, {right.mean():.1%} of them seams; average precision {average_precision_score(right, scores):.3f}; "
        f"from {LEAST} on precision {right[taken].mean():.1%}, recall {taken[right].mean():.1%}"
    )
