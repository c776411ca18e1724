#!/usr/bin/env python3
"""Trains the models on pages and texts with known truth: writes `weights/html.trees`, `weights/plain.trees`,
`weights/wording.bin` (`wording.py`) and, for lines that whole pages were joined to, `extract/plain/seams/weights.bin`
(`seams.py` there).

    pip install catboost==1.2.10 numpy==2.4.6 scikit-learn==1.9.1
    python3 src/judge/model/train.py ../shared/bench            train on all and write the weights
    python3 src/judge/model/train.py ../shared/bench --folds    five-fold cross-validation by host; writes nothing
    python3 src/judge/model/train.py ../shared/bench --curve    the same with a quarter, a half and all of the rest

`--only html|plain|seams` trains one of them, `--samples DIR` keeps the samples there and uses them if they are there.
The pages of `labelled/` are fetched by `pip` and `npm` (`labelled.py`). Features come from the crate (`examples/samples`): they
stand once. Same input, same file: seeds are fixed, one thread.

What `examples/samples` writes for each kind: `documents.tsv` (set, id, host, rows, truth_words), `names.txt` (the
features), `features.f32` (a row a block), `rows.f32` (share of the block's words in the truth, words, words as the judge
counts them, known as husk, number of keys), `tokens.u32` (for each document the words of its blocks and of its truth, as
numbers), `keys.u64` (the keys of each block's wording), and `seams/`. It runs twice: the second time it reads how the wording of each
block is judged by what has not seen its host.

A weights file has rounds, parted by a line `round`: the first settles what is plainly no content, by few features. A line
of one: `least<TAB>log odds` (in 1/4096; blocks below are settled), `bias<TAB>log odds`, `ask<TAB>feature<TAB>borders` (a
split each: is the value above it?), `tree<TAB>numbers of splits, lowest bit first<TAB>step<TAB>leaves<TAB>covers`. A
character a leaf, from `!` for -46 steps over `O` for none to `}` for 46; a step is that many 1/4096 of a logit. Covers are
the weight of leaves in training, in quarters of a power of two, `!` for none.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import catboost
import labelled
import numpy
import wording
from wording import FOLDS, fold_of, key_of

HERE = Path(__file__).resolve().parent
SEAMS = HERE.parents[1] / "extract/plain/seams"
sys.path.append(str(SEAMS))
import seams  # noqa: E402

SCALE = 4096
# Leaves are written in steps, as characters from ZERO on: half of them below none, half above.
ZERO, MOST_STEPS = ord("!"), 46
# Only the first trees are asked for reasons, and only for that the weight of leaves is needed; as ASKED in `mod.rs`.
ASKED = 320
# A block weighs as much as its words do in its document, with this many added to the truth, and no more than MOST; what
# a document weighs more than others goes by its square root, so that pages full of husk do not outweigh all others.
SMOOTH, MOST = 60, 12
# The husk around a form (`examples/samples/forms.rs`) is learnt from where it comes from; there it counts so much. (In full
# it makes a model that cuts more: in five folds 0.25 % less of right words are kept at the same F1.)
HUSK_OF_FORMS = 0.25
# Of what readers have labelled (`labelled/`) articles count in full, and the rest so much: there they draw the line elsewhere
# than the benchmark does, and cards that are content teach that cards beside an article are.
LABELLED = 0.3
# Of one host in so many all blocks are learnt from again without their wording, so that the trees can do without: in most
# languages nothing is known of it. That is written so, as in `wording.rs`.
AGAIN, NOT_KNOWN = 6, -99
# Of a page of which less is expected than its recipe's least stays what is as likely; as in `judge/choose.rs`.
LIKELY = 0.5
# Blocks of less weight are drawn with this chance a unit of weight, and then weigh one unit: menus are long and alike.
UNIT = 1.0


@dataclass(frozen=True)
class Boost:
    """How the trees of one round are trained."""

    trees: int
    depth: int
    rate: float
    share: float  # of the features, that each level may ask for
    best: int = 1000  # features that are kept, by what they gain


@dataclass(frozen=True)
class Recipe:
    """How one model is trained, and how its choice of blocks is scored."""

    beta: float  # how many times recall counts in the score that the choice of blocks is made for
    whole: Boost
    first: Boost | None = None  # the round before
    least: float = 0.0  # a choice that is expected to score less is none


# Features are ranked for a round by what they gain in as many trees as settle most blocks.
FIRST, RANKING = Boost(trees=40, depth=5, rate=0.2, share=1.0, best=20), Boost(trees=60, depth=6, rate=0.15, share=0.3)
RECIPES = {
    "html": Recipe(beta=1.0, first=FIRST, least=0.2, whole=Boost(trees=700, depth=6, rate=0.06, share=0.3, best=140)),
    "plain": Recipe(beta=2.4, whole=Boost(trees=800, depth=6, rate=0.06, share=0.3)),
}
# Blocks of a smaller chance after the first round are settled. (From 0.05 to 0.10 the choice is as good as without; half of
# all blocks lie below.) The next round is trained on those of more than this, and some more.
SETTLED, LEARNT = 0.08, 0.05


class Samples:
    """What `examples/samples` wrote for one kind of document."""

    def __init__(self, folder: Path) -> None:
        lines = [line.split("\t") for line in (folder / "documents.tsv").read_text().splitlines()[1:]]
        self.sets, self.hosts = [line[0] for line in lines], [line[2] for line in lines]
        self.truth_words = numpy.array([int(line[4]) for line in lines])
        sizes = numpy.array([int(line[3]) for line in lines])
        self.starts = numpy.concatenate([[0], numpy.cumsum(sizes)])
        self.names = (folder / "names.txt").read_text().splitlines()
        rows = numpy.fromfile(folder / "rows.f32", numpy.float32).reshape(-1, 5)
        self.labels, self.words, self.judged, self.husk, self.keys = rows.T.copy()
        self.features = numpy.fromfile(folder / "features.f32", numpy.float32).reshape(len(rows), -1)
        self.document = numpy.repeat(numpy.arange(len(lines)), sizes)
        weights = numpy.minimum(40 * (self.words + 1) / (self.truth_words[self.document] + SMOOTH), MOST)
        whole = numpy.bincount(self.document, weights, minlength=len(lines))
        self.labelled = numpy.array([name.startswith("labelled/") for name in self.sets])
        self.weights = weights / numpy.sqrt(whole / numpy.median(whole[~self.labelled]))[self.document]
        of_form = numpy.array([name == "forms" for name in self.sets])[self.document]
        self.weights[of_form & (self.labels < 0.5)] *= HUSK_OF_FORMS
        doubtful = self.labelled & numpy.array([not name.endswith("/article") for name in self.sets])
        self.weights[doubtful[self.document]] *= LABELLED
        self.wording = numpy.flatnonzero(["wording" in name for name in self.names])
        self.again = numpy.array([key_of(host + "?") % AGAIN == 0 for host in self.hosts])[self.document]
        tokens = numpy.fromfile(folder / "tokens.u32", numpy.uint32)
        self.tokens, self.truth, at = [], [], 0
        for number, (start, end) in enumerate(zip(self.starts, self.starts[1:])):
            middle = at + int(self.words[start:end].sum())
            last = middle + self.truth_words[number]
            self.tokens.append(tokens[at:middle])
            self.truth.append(tokens[middle:last])
            at = last

    def fold(self) -> numpy.ndarray:
        """The fold of each document: those of a host are held out together."""
        return numpy.array([fold_of(host) for host in self.hosts])

    def score(self, number: int, keep: numpy.ndarray) -> tuple[float, float]:
        """Word F1 of these blocks of a document, and the share of right words that they keep."""
        start, end = self.starts[number], self.starts[number + 1]
        taken = self.tokens[number][numpy.repeat(keep, self.words[start:end].astype(int))]
        truth = self.truth[number]
        if not len(truth) or not len(taken):
            return float(len(truth) == len(taken)), float(len(truth) == 0)
        size = int(max(self.tokens[number].max(), truth.max())) + 1
        count = lambda words: numpy.bincount(words, minlength=size)  # noqa: E731
        right = numpy.minimum(count(taken), count(truth)).sum()
        possible = numpy.minimum(count(self.tokens[number]), count(truth)).sum()
        return 2 * right / (len(taken) + len(truth)), right / max(possible, 1)


@dataclass(frozen=True)
class Round:
    """Trees, the features that they ask for, and the chance below which a block is settled after them."""

    model: catboost.CatBoost
    columns: numpy.ndarray
    settled: float


def boost(samples: Samples, rows: numpy.ndarray, columns: numpy.ndarray, recipe: Boost) -> catboost.CatBoost:
    """Train on the rows that are marked."""
    drawn = numpy.random.default_rng(1).random(len(rows)) < samples.weights / UNIT
    chosen = rows & drawn
    model = catboost.CatBoost(
        {
            "loss_function": "CrossEntropy", "iterations": recipe.trees, "depth": recipe.depth, "learning_rate": recipe.rate,
            "rsm": recipe.share, "border_count": 32, "l2_leaf_reg": 3, "bootstrap_type": "Bernoulli", "subsample": 0.6,
            "boosting_type": "Plain", "leaf_estimation_iterations": 1, "random_seed": 1, "thread_count": 1, "verbose": 0,
            "allow_writing_files": False,
        }
    )  # fmt: skip
    of_wording = numpy.isin(columns, samples.wording)
    told, untold = numpy.flatnonzero(chosen), numpy.flatnonzero(chosen & samples.again & of_wording.any())
    both = numpy.concatenate([told, untold])
    features = samples.features[numpy.ix_(both, columns)]
    features[len(told) :, of_wording] = NOT_KNOWN
    model.fit(catboost.Pool(features, samples.labels[both], weight=numpy.maximum(samples.weights[both], UNIT)))
    return model


def fit(samples: Samples, rows: numpy.ndarray, recipe: Recipe) -> list[Round]:
    """Train the rounds of a model on the rows that are marked."""
    rounds, every = [], numpy.arange(samples.features.shape[1])
    for kind, ranking, settled in ((recipe.first, RANKING, SETTLED), (recipe.whole, recipe.whole, 0.0)):
        if kind is None:
            continue
        columns = every
        if kind.best < len(every):
            gains = numpy.array(boost(samples, rows, every, ranking).get_feature_importance())
            columns = numpy.sort(numpy.argsort(-gains, kind="stable")[: kind.best])
        rounds.append(Round(boost(samples, rows, columns, kind), columns, settled))
        if settled:
            rows = rows & (one_round(rounds[-1], samples.features) >= LEARNT)
    return rounds


def one_round(round_: Round, features: numpy.ndarray) -> numpy.ndarray:
    """The chance of each row to be content, after this round alone."""
    pool = catboost.Pool(features[:, round_.columns])
    odds = round_.model.predict(pool, prediction_type="RawFormulaVal", thread_count=1)
    return 1 / (1 + numpy.exp(-odds))


def chances(rounds: list[Round], features: numpy.ndarray) -> numpy.ndarray:
    """The chance of each row to be content."""
    chance, open_ = numpy.zeros(len(features)), numpy.ones(len(features), bool)
    for round_ in rounds:
        if open_.any():
            told = one_round(round_, features[open_])
            settled = told < round_.settled
            # A round of few trees tells small chances too high: 0.029 where 0.008 is true, 0.015 where 0.003 is.
            chance[open_] = numpy.where(settled, told * told / max(round_.settled, 1e-9), told)
            open_[open_] = ~settled
    return chance


def choose(chance: numpy.ndarray, words: numpy.ndarray, recipe: Recipe) -> tuple[numpy.ndarray, float]:
    """The blocks to keep and the F1 that is expected, as `judge/choose.rs` has it."""
    wanted, keep = (chance * words).sum(), numpy.zeros(len(chance), bool)
    if wanted < 5:
        return keep, 0.0
    order = numpy.argsort(-chance, kind="stable")
    right, taken, square = numpy.cumsum((chance * words)[order]), numpy.cumsum(words[order]), recipe.beta**2
    last = ((1 + square) * right / (taken + square * wanted)).argmax()
    expected = 2 * right[last] / (taken[last] + wanted)
    keep[order[: last + 1]] = (expected >= recipe.least) | (chance[order[: last + 1]] >= LIKELY)
    return keep, expected


def cross_validate(samples: Samples, recipe: Recipe, share: float = 1.0) -> None:
    """Print F1 by set, of documents held out, and how well the confidence tells it."""
    folds, scores = samples.fold(), defaultdict(list)
    part = numpy.array([key_of(host + "'") % 100 < 100 * share for host in samples.hosts])
    told = []
    for fold in range(FOLDS):
        rounds = fit(samples, (part & (folds != fold))[samples.document], recipe)
        for number in numpy.flatnonzero(folds == fold):
            rows = slice(samples.starts[number], samples.starts[number + 1])
            if rows.stop == rows.start:
                continue
            keep, expected = choose(chances(rounds, samples.features[rows]), samples.judged[rows], recipe)
            f1, kept = samples.score(number, keep & (samples.husk[rows] == 0))
            told.append((expected, f1))
            name = samples.sets[number]
            for group in {"all", name.split("/")[0], name.rsplit("/", 1)[0], name}:
                scores[group].append((f1, kept))
                if samples.truth_words[number]:
                    scores[group + ", truth not empty"].append((f1, kept))
    print(f"trained on {share:.0%} of the hosts that are not held out")
    for group, of in sorted(scores.items()):
        f1, kept = numpy.mean(of, axis=0)
        if not group.endswith("empty") or group in ("pages, truth not empty", "styles, truth not empty"):
            print(f"  {group:32}{len(of):6} documents  F1 {100 * f1:6.2f}  kept {100 * kept:6.2f}")
    told.sort()
    print("  confidence told / F1 reached, by tenths of the documents:")
    for tenth in numpy.array_split(numpy.array(told), 10):
        print(f"    {tenth[:, 0].mean():.3f} {tenth[:, 1].mean():.3f}")


def cover(weight: float) -> int:
    """Quarters of a power of two, counted from 1; 0 for next to no weight."""
    return round(4 * math.log2(weight)) + 1 if weight > 1 else 0


def export(rounds: list[Round], names: list[str], head: str) -> str:
    """The weights file of a model."""
    return "".join(f"# {line}\n" for line in head.splitlines()) + "round\n".join(export_round(one, names) for one in rounds)


def export_round(round_: Round, names: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        round_.model.save_model(f"{folder}/model.json", format="json")
        trees = json.loads(Path(folder, "model.json").read_text())
    _, (bias,) = trees["scale_and_bias"]
    questions = sorted({(s["float_feature_index"], s["border"]) for tree in trees["oblivious_trees"] for s in tree["splits"]})
    number = {question: at for at, question in enumerate(questions)}
    lines = [f"bias\t{round(bias * SCALE)}"]
    if round_.settled:
        lines.append(f"least\t{round(math.log(round_.settled / (1 - round_.settled)) * SCALE)}")
    for feature in sorted({feature for feature, _ in questions}):
        borders = " ".join(str(numpy.float32(border)) for of, border in questions if of == feature)
        lines.append(f"ask\t{names[round_.columns[feature]]}\t{borders}")
    for place, tree in enumerate(trees["oblivious_trees"]):
        splits = " ".join(str(number[s["float_feature_index"], s["border"]]) for s in tree["splits"])
        largest = max(abs(value) for value in tree["leaf_values"]) * SCALE
        step = max(1, math.ceil(largest / MOST_STEPS))
        leaves = "".join(chr(ZERO + MOST_STEPS + round(value * SCALE / step)) for value in tree["leaf_values"])
        covers = "" if place >= ASKED else "".join(chr(ZERO + min(2 * MOST_STEPS, cover(weight))) for weight in tree["leaf_weights"])
        lines.append(f"tree\t{splits}\t{step}\t{leaves}\t{covers}")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--only", choices=[*RECIPES, "seams"])
    parser.add_argument("--samples", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.samples or Path(scratch)
        # Without these the wording of a block would be judged by what has seen it.
        judged = [folder / name / "wording.f32" for name in RECIPES]
        if not all(file.is_file() for file in [folder / "wording.bin", *judged]):
            labelled.fetch(folder / "labelled")
            command = ["cargo", "run", "--release", "--example", "samples", "--", args.bench, folder]
            subprocess.run(command, check=True)
            learnt = wording.learn({name: Samples(folder / name) for name in RECIPES}, folder)
            subprocess.run(command, check=True)
            (folder / "wording.bin").write_bytes(learnt)
        # Only texts ask what words say.
        if args.only in (None, "plain") and not (args.folds or args.curve):
            shutil.copy(folder / "wording.bin", HERE / "weights")
        if args.only in (None, "seams") and not args.curve:
            if args.folds:
                seams.cross_validate(folder / "seams")
            else:
                (SEAMS / "weights.bin").write_bytes(seams.learn(folder / "seams"))
        for name, recipe in RECIPES.items():
            if args.only in (None, name):
                work(name, recipe, Samples(folder / name), args)


def work(name: str, recipe: Recipe, samples: Samples, args: argparse.Namespace) -> None:
    """Train or cross-validate one model."""
    print(f"{name}: {len(samples.hosts)} documents, {len(samples.labels)} blocks, {len(samples.names)} features")
    if args.folds or args.curve:
        for share in (0.25, 0.5, 1.0) if args.curve else (1.0,):
            cross_validate(samples, recipe, share)
        return
    rounds = fit(samples, numpy.ones(len(samples.labels), bool), recipe)
    head = (
        f"Trees of the block model `{name}`, made by `python3 src/judge/model/train.py ../shared/bench`; do not edit.\n"
        f"{len(samples.hosts)} documents, {len(samples.labels)} blocks. The sets and their licences: README.md beside this file."
    )
    (HERE / "weights" / f"{name}.trees").write_text(export(rounds, samples.names, head))


if __name__ == "__main__":
    main()
