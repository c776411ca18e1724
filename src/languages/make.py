#!/usr/bin/env python3
"""Make the lexicons: `lexicon.bin` in every folder of a language that has `function_words.txt`.

    python3 -m venv /tmp/lexicons && /tmp/lexicons/bin/pip install wordfreq==3.1.1 symspellpy==6.10.1
    /tmp/lexicons/bin/python src/languages/make.py

The same packages give the same bytes. What a lexicon says:

    word        how common it is, in half decades
    -house      how many listed words end in it after a common word, if more than one do (lighthouse)
    house-      how many start with it before a common word (household)
    one two     how much oftener the two stand side by side than chance would have it (English)

It is a static function over hashes (`fuse.py`), not a list. An `fst` of the same words takes two to three times as much.
`lexicon.rs` reads it.
"""

import importlib.resources
import math
import pathlib
import unicodedata

import fuse
import wordfreq

HERE = pathlib.Path(__file__).resolve().parent
# Words a language, commonest first. English is where words are parted boldest, so it must know most.
WORDS = {"en": 190_000, "de": 78_000, "ru": 65_000}
OTHERS = 52_000
# Pairs of words, those that stand together most against chance.
PAIRS = 150_000
# A part of a word counts from this Zipf frequency on, and in so many letters: below, every word has parts.
PART, PART_LETTERS = 3.5, 3
# The words whose partners in compounds are counted, from this Zipf frequency on.
COUNTED = 3.0
# Above this Zipf frequency two words that stand run together in the list are a slip of its sources, no compound.
SLIP = 5.5
# Tokens that the pairs were counted in, and the share of them from which on a pair is listed.
PAIR_TOKENS, PAIR_LEAST = 64 * 1_024_908_267_229, 1e-7
SCRIPTS = {"ru": "CYRILLIC"}


def fits(word, lang):
    """Letters of the language's script, and apostrophes inside."""
    bare = word.replace("'", "")
    script = SCRIPTS.get(lang, "LATIN")
    return bare.isalpha() and word[0] != "'" and word[-1] != "'" and all(script in unicodedata.name(c, "") for c in bare)


def class_of(number, step, offset):
    return max(1, min(15, round(number * step) + offset))


def function_words(lang):
    lines = (HERE / lang / "function_words.txt").read_text(encoding="utf-8").splitlines()
    return {word for line in lines if (word := line.split("#")[0].strip())}


def compounds(zipf):
    """For each common word: how many words end in it, and how many start with it, beside another common word."""
    tails, heads = {}, {}
    for word in zipf:
        for cut in range(1, len(word)):
            left, right = word[:cut], word[cut:]
            common = min(zipf.get(left, 0), SLIP), min(zipf.get(right, 0), SLIP)
            if common == (SLIP, SLIP):
                continue
            if common[0] >= PART and len(left) >= PART_LETTERS and common[1] >= COUNTED:
                tails[right] = tails.get(right, 0) + 1
            if common[1] >= PART and len(right) >= PART_LETTERS and common[0] >= COUNTED:
                heads[left] = heads.get(left, 0) + 1
    return tails, heads


def pairs_of(zipf):
    """English pairs: (word, word) → how much oftener than chance, as a power of ten."""
    name = "frequency_bigramdictionary_en_243_342.txt"
    text = (importlib.resources.files("symspellpy") / name).read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines():
        left, right, count = line.split()
        if left in zipf and right in zipf:
            chance = zipf[left] + zipf[right] - 18
            found[left, right] = math.log10(int(count) / PAIR_TOKENS) - chance
    return found


def news_of(pair, above, zipf):
    """How far a pair is from what would be thought of it if it were not listed: chance, but less than listed ones."""
    return above - min(0, math.log10(PAIR_LEAST) - (zipf[pair[0]] + zipf[pair[1]] - 18))


def slips(zipf, pairs, functions):
    """Listed words that are two function words run together, as their rarity beside the pair shows (`ofthe`)."""
    for (left, right), above in pairs.items():
        word = left + right
        if left in functions and right in functions and len(word) >= 5 and word in zipf:
            if above + zipf[left] + zipf[right] - 18 - (zipf[word] - 9) >= 2.5:
                yield word


def entries(lang):
    """All keys of one language with their values."""
    listed = wordfreq.get_frequency_dict(lang, wordlist="large")
    zipf = {word: math.log10(share) + 9 for word, share in listed.items() if fits(word, lang)}
    pairs = pairs_of(zipf) if lang == "en" else {}
    for word in set(slips(zipf, pairs, function_words(lang))):
        del zipf[word]
    made = {}
    for word in sorted(zipf, key=lambda word: (-zipf[word], word))[: WORDS.get(lang, OTHERS)]:
        made[word] = class_of(zipf[word], 2, 0)
    for mark, counts in zip(("-{}", "{}-"), compounds(zipf)):
        made |= {mark.format(word): class_of(math.log10(count), 4, 1) for word, count in counts.items() if count > 1 and word in made}
    kept = sorted(pairs, key=lambda pair: (-news_of(pair, pairs[pair], zipf), pair))[:PAIRS]
    made |= {f"{left} {right}": class_of(pairs[left, right], 2, 4) for left, right in kept if left in made and right in made}
    return made


def main():
    total = 0
    for lang in sorted(path.parent.name for path in HERE.glob("*/function_words.txt")):
        made = entries(lang)
        data = fuse.file_of(made, sum(" " in key for key in made))
        (HERE / lang / "lexicon.bin").write_bytes(data)
        total += len(data)
        print(lang, len(made), "keys", len(data), "bytes", flush=True)
    print("all", total, "bytes")


if __name__ == "__main__":
    main()
