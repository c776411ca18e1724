"""Learns what the words of a block say: a weight for each key of `wording.rs`, written to `weights/wording.bin`.

A logistic regression on the blocks of pages and texts: is this block content, by its keys alone? The trees get its score
as a feature. A block in training is scored by a regression that has not seen its host (`wording.f32`), or they would
believe it too much. Nothing is learnt from the labelled pages (`labelled/`): where a line is drawn there differs, and texts, which
have but their words to go by, keep less of right words with them.
"""

import sys
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1] / "languages"))
import fuse  # noqa: E402
from fuse import key_of  # noqa: E402

FOLDS = 5

# A key that fewer hosts use says more of them than of husk. So many of those that tell most are kept.
LEAST_HOSTS, MOST_KEYS = 5, 20_000
# Weights are written in so many steps to each side of EVEN; the largest of a hundred are cut off.
STEPS, EVEN, CUT_OFF = 7, 8, 0.98
# Strength of the regression's weights (the inverse of its regularisation).
STRENGTH = 2.0


class Keyed:
    """What is judged by its keys: `counts` keys each, of the host with this number."""

    def __init__(self, file: Path, counts: numpy.ndarray, hosts: numpy.ndarray) -> None:
        self.keys = numpy.fromfile(file, numpy.uint64)
        self.starts = numpy.concatenate([[0], numpy.cumsum(counts)])
        self.hosts = numpy.repeat(hosts, counts)

    def matrix(self, known: numpy.ndarray) -> csr_matrix:
        """A row each, a column a known key; by the root of how many keys it has."""
        at = numpy.minimum(numpy.searchsorted(known, self.keys), len(known) - 1).astype(numpy.int32)
        counts = numpy.diff(self.starts)
        values = numpy.repeat(1 / numpy.sqrt(numpy.maximum(counts, 1)), counts).astype(numpy.float32)
        values[known[at] != self.keys] = 0
        matrix = csr_matrix((values, at, self.starts), shape=(len(counts), len(known)))
        matrix.eliminate_zeros()
        return matrix


class Blocks(Keyed):
    """The blocks of one kind of document."""

    def __init__(self, samples, folder: Path) -> None:
        counts = samples.keys.astype(int)
        super().__init__(folder / "keys.u64", counts, numbered(samples.hosts)[samples.document])
        self.folds = samples.fold()[samples.document]
        chance = numpy.random.default_rng(2).random(len(counts))
        of_bench = ~samples.labelled[samples.document]
        self.drawn = (chance < samples.weights) & (samples.words > 0) & of_bench
        self.learnt = numpy.repeat(of_bench, counts)
        self.labels, self.weights = samples.labels, numpy.maximum(samples.weights, 1)


def fold_of(host: str) -> int:
    """The fold of a host: what is of one host is held out together."""
    return key_of(host) % FOLDS


def numbered(hosts: list[str]) -> numpy.ndarray:
    """A number for each host."""
    return numpy.unique(hosts, return_inverse=True)[1]


def common(keys: numpy.ndarray, hosts: numpy.ndarray) -> numpy.ndarray:
    """The keys that enough hosts use, ascending."""
    order = numpy.lexsort((hosts, keys))
    keys, hosts = keys[order], hosts[order]
    new = numpy.concatenate([[True], (keys[1:] != keys[:-1]) | (hosts[1:] != hosts[:-1])])
    each, count = numpy.unique(keys[new], return_counts=True)
    return each[count >= LEAST_HOSTS]


def weights_of(matrix: csr_matrix, labels: numpy.ndarray, weights: numpy.ndarray, most: int = MOST_KEYS) -> numpy.ndarray:
    """The weight of each key, in steps; none of all but the `most` that tell most."""
    both = vstack([matrix, matrix])
    classes = numpy.concatenate([numpy.ones(len(labels)), numpy.zeros(len(labels))])
    weight = numpy.concatenate([weights * labels, weights * (1 - labels)])
    counts = weight > 1e-3
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=1)
    model.fit(both[counts], classes[counts], sample_weight=weight[counts])
    coefficients = model.coef_[0]
    told = abs(coefficients) * numpy.sqrt(numpy.asarray(matrix.multiply(matrix).mean(axis=0)).ravel())
    coefficients[numpy.argsort(-told, kind="stable")[most:]] = 0
    step = numpy.quantile(abs(coefficients[coefficients != 0]), CUT_OFF) / STEPS
    return numpy.clip(numpy.rint(coefficients / step), -STEPS, STEPS)


def learn(kinds: dict, folder: Path) -> bytes:
    """`kinds`: samples by name, pages first. Writes `wording.f32` beside each; returns the file for use."""
    parts = [Blocks(samples, folder / name) for name, samples in kinds.items()]
    pages = parts[0]
    known = common(pages.keys[pages.learnt], pages.hosts[pages.learnt])
    matrices = [part.matrix(known) for part in parts]

    def fit(fold: int) -> numpy.ndarray:
        rows = [part.drawn & (part.folds != fold) for part in parts]
        told = [numpy.concatenate([getattr(part, what)[row] for part, row in zip(parts, rows)]) for what in ("labels", "weights")]
        return weights_of(vstack([matrix[row] for matrix, row in zip(matrices, rows)]).tocsr(), *told)

    scores = [numpy.zeros(len(part.folds), numpy.float32) for part in parts]
    for fold in range(FOLDS):
        weights = fit(fold)
        for part, matrix, score in zip(parts, matrices, scores):
            score[part.folds == fold] = matrix[part.folds == fold] @ weights
    for name, score in zip(kinds, scores):
        score.tofile(folder / name / "wording.f32")
    return file_of(known, fit(-1))


def file_of(keys: numpy.ndarray, weights: numpy.ndarray) -> bytes:
    """Keys and their weights as a file for use."""
    return fuse.file_of({int(key): int(weight) + EVEN for key, weight in zip(keys, weights) if weight}, hashed=lambda key: key)
