#!/usr/bin/env python3
"""Make the lexicons: `lexicon.bin` in every folder of a language that has `function_words.txt`.

    python3 -m venv /tmp/lexicons && /tmp/lexicons/bin/pip install wordfreq==3.1.1 symspellpy==6.10.1
    /tmp/lexicons/bin/python src/languages/make.py

The same packages give the same bytes. What a lexicon says:

    word        how common it is, in half decades
    -house      how many listed words end in it after a common word, if more than one do (lighthouse)
    house-      how many start with it before a common word (household)
    one two     how much oftener the two stand side by side than chance would have it (English)

It is a static function over hashes (a binary fuse filter that gives back four bits), not a list: a key that is not in
it is told from one that is with a chance of error of 1 in 256, at 13.5 bits a key. An `fst` of the same words takes
two to three times as much. `lexicon.rs` reads it.
"""

import importlib.resources
import math
import pathlib
import struct
import unicodedata
from array import array

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
MASK = (1 << 64) - 1
VALUE_BITS, PRINT_BITS = 4, 8


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


# ---------------------------------------------------------------- the static function

def hash_of(key, seed):
    """FNV-1a, then a finishing mix, so that all bits depend on all bytes."""
    value = 0xCBF29CE484222325
    for byte in key.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return mix(value ^ seed)


def mix(value):
    value = ((value ^ value >> 33) * 0xFF51AFD7ED558CCD) & MASK
    value = ((value ^ value >> 33) * 0xC4CEB9FE1A85EC53) & MASK
    return value ^ value >> 33


def cells_of(hashed, segment, segments):
    """The three cells of a key: one in each of three segments that follow each other."""
    first = (hashed >> 32) * (segments * segment) >> 32
    second = first + segment ^ hashed >> 18 & segment - 1
    return first, second, (first + 2 * segment) ^ (hashed & segment - 1)


def build(made):
    """(seed, bits of a segment, segments, cells): the cells of a key, xored, give its print and its value."""
    bits = int(math.log(len(made)) / math.log(3.33) + 2.25)
    segment = 1 << bits
    factor = max(1.125, 0.875 + 0.25 * math.log(1_000_000) / math.log(len(made)))
    segments = max(1, -(-int(len(made) * factor) // segment) - 2)
    keys = sorted(made)
    for seed in range(100):
        hashes = [hash_of(key, seed) for key in keys]
        order = peel([cells_of(hashed, segment, segments) for hashed in hashes], (segments + 2) * segment)
        if order is not None:
            return seed, bits, segments, assign(keys, hashes, made, order, segment, segments)
    raise RuntimeError("no seed works")


def peel(places, size):
    """The keys in an order in which each has a cell of its own once those before it are taken out."""
    count, mask = array("l", [0]) * size, array("l", [0]) * size
    for index, cells in enumerate(places):
        for cell in cells:
            count[cell] += 1
            mask[cell] ^= index
    alone = [cell for cell in range(size) if count[cell] == 1]
    order = []
    while alone:
        cell = alone.pop()
        if count[cell] != 1:
            continue
        index = mask[cell]
        order.append((index, cell))
        for other in places[index]:
            count[other] -= 1
            mask[other] ^= index
            if count[other] == 1:
                alone.append(other)
    return order if len(order) == len(places) else None


def assign(keys, hashes, made, order, segment, segments):
    cells = array("l", [0]) * ((segments + 2) * segment)
    for index, own in reversed(order):
        hashed = hashes[index]
        want = made[keys[index]] << PRINT_BITS | hashed >> 24 & 0xFF
        for cell in cells_of(hashed, segment, segments):
            if cell != own:
                want ^= cells[cell]
        cells[own] = want
    return cells


def packed(cells):
    """Two cells of twelve bits in three bytes."""
    cells = list(cells) + [0] * (len(cells) % 2)
    out = bytearray()
    for one, two in zip(cells[::2], cells[1::2]):
        out += bytes((one & 0xFF, one >> 8 | (two & 0xF) << 4, two >> 4))
    return bytes(out)


def main():
    total = 0
    for lang in sorted(path.parent.name for path in HERE.glob("*/function_words.txt")):
        made = entries(lang)
        seed, bits, segments, cells = build(made)
        pairs = sum(" " in key for key in made)
        data = struct.pack("<4sIIII", b"dhl1", seed, bits, segments, pairs) + packed(cells)
        (HERE / lang / "lexicon.bin").write_bytes(data)
        total += len(data)
        print(lang, len(made), "keys", len(data), "bytes", flush=True)
    print("all", total, "bytes")


if __name__ == "__main__":
    main()
