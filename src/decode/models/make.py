#!/usr/bin/env python3
"""Make the character models beside this file: one text file for each language.

    make.py FOLDER

FOLDER holds the packages named in README.md, as their registries serve them. Standard library only
(Python 3.11) and `dpkg-deb`. The same packages give the same files.

A model of an alphabetic language is a matrix: row = a symbol, column = the symbol after it, cell = what that
costs, -ln(probability) * 6 as a letter from "!" (0) upwards. Symbols are folded letters, "0" for digits, blank
for white space, "." for ASCII punctuation, and typographic marks. Where the script is not Latin,
"a" stands for every ASCII letter. A model of Chinese, Japanese or Korean is a
list of characters, most frequent first.
"""
import collections
import html
import io
import json
import math
import pickle
import re
import subprocess
import sys
import tarfile
import types
import unicodedata
import zipfile
from pathlib import Path

# model: (language packs of Firefox, letters that are right in the language but rare in such texts)
LANGUAGES = {
    "en": (["en-gb"], "éèêëçñöüäïôâàáíóæ"), "fr": (["fr"], "éèêëàâîïôùûüÿçœæ"), "de": (["de"], "äöüßéèà"),
    "es": (["es-es"], "áéíóúüñç"), "pt": (["pt-pt", "pt-br"], "áàâãçéêíóôõúü"), "it": (["it"], "àèéìíîòóùú"),
    "nl": (["nl"], "éëïöüèáóíêç"), "sv": (["sv-se"], "åäöéüà"), "da": (["da"], "æøåéöüä"), "nb": (["nb-no", "nn-no"], "æøåéòôèê"),
    "fi": (["fi"], "äöåšžé"), "is": (["is"], "áðéíóúýþæö"), "ca": (["ca"], "àçèéíïòóúü·"), "gl": (["gl"], "áéíóúüñ"),
    "eu": (["eu"], "ñüç"), "oc": (["oc"], "àáçèéíïòóúü"), "br": (["br"], "âêîôûùüñé"), "ga": (["ga-ie"], "áéíóú"),
    "sq": (["sq"], "ëç"), "pl": (["pl"], "ąćęłńóśźż"), "cs": (["cs"], "áčďéěíňóřšťúůýž"),
    "sk": (["sk"], "áäčďéíĺľňóôŕšťúýž"), "hu": (["hu"], "áéíóöőúüű"), "sl": (["sl"], "čšžćđ"), "hr": (["hr", "bs"], "čćđšž"),
    "ro": (["ro"], "ăâîșțşţ"), "ru": (["ru"], "ё"), "bg": (["bg"], ""), "uk": (["uk"], "ґєії"), "sr": (["sr"], "ђјљњћџ"),
    "mk": (["mk"], "ѓѕјљњќџ"), "be": (["be"], "ёіў"), "el": (["el"], "άέήίόύώϊϋΐΰ"), "tr": (["tr"], "çğıöşüâîû"),
    "he": (["he"], ""), "ar": (["ar"], ""), "fa": (["fa"], "آؤئ"), "lt": (["lt"], "ąčęėįšųūž"),
    "lv": (["lv"], "āčēģīķļņšūž"), "et": (["et"], "äöõüšž"), "eo": (["eo"], "ĉĝĥĵŝŭ"), "cy": (["cy"], "âêîôûŵŷáéëïöẃẁẅỳ"),
    "vi": (["vi"], "ăâđêôơưàáãèéìíòóõùúý"), "th": (["th"], ""), "mt": ([], "àċèġħìòùżî"), "se": ([], "áčđŋšŧž"),
}
IDEOGRAPHIC = {"zh-hans": ["zh-cn"], "zh-hant": ["zh-tw"], "ja": ["ja"], "ko": ["ko"]}
LATIN = set("abcdefghijklmnopqrstuvwxyz")
SCALE, CHEAPEST, DEAREST = 6, 33, 126
FREQUENT = 1500
# Marks of print: overall share, then where they stand (weights for letter, blank, digit, punctuation before and after).
# Screens hold few of them, articles many: so they come from this table, whatever the language, besides its own use.
OPEN, CLOSE, DASH = ((1, 92, 1, 6), (90, 3, 4, 3)), ((72, 2, 4, 22), (1, 70, 1, 28)), ((6, 88, 5, 1), (6, 88, 5, 1))
MARKS = {
    "“": (1.5e-3, OPEN), "”": (1.5e-3, CLOSE), "„": (2e-4, OPEN), "‘": (2e-4, OPEN), "‚": (1e-5, OPEN), "‹": (1e-6, OPEN), "›": (1e-6, CLOSE),
    "’": (2e-3, ((90, 1, 2, 7), (66, 24, 1, 9))), "«": (3e-4, ((1, 92, 1, 6), (60, 36, 2, 2))), "»": (3e-4, ((60, 28, 2, 10), (1, 70, 1, 28))),
    "–": (8e-4, DASH), "—": (4e-4, DASH), "…": (2e-4, ((80, 10, 2, 8), (6, 76, 1, 17))), "•": (1e-4, DASH), "·": (4e-5, DASH),
    "¿": (1e-6, OPEN), "¡": (1e-6, OPEN), "\u00a0": (4e-4, ((40, 10, 30, 20), (50, 20, 20, 10))), "\u00ad": (1e-5, ((98, 1, 1, 0), (98, 1, 1, 0))),
    "£": (6e-5, ((3, 85, 2, 10), (2, 4, 92, 2))), "€": (6e-5, ((3, 60, 32, 5), (2, 46, 42, 10))), "°": (4e-5, ((6, 10, 82, 2), (44, 44, 2, 10))),
    "§": (1e-5, ((2, 90, 2, 6), (2, 60, 38, 0))), "©": (3e-5, ((3, 85, 2, 10), (20, 60, 18, 2))), "®": (2e-5, CLOSE), "™": (2e-5, CLOSE),
    "½": (1e-5, ((4, 60, 32, 4), (4, 80, 2, 14))), "²": (1e-5, CLOSE), "³": (4e-6, CLOSE), "×": (1e-5, DASH), "±": (3e-6, DASH), "´": (1e-5, CLOSE),
    "º": (6e-6, ((20, 6, 70, 4), (4, 80, 4, 12))), "ª": (4e-6, ((20, 6, 70, 4), (4, 80, 4, 12))), "†": (2e-6, CLOSE), "¼": (3e-6, DASH), "¾": (3e-6, DASH),
    "№": (1e-5, ((2, 90, 2, 6), (2, 60, 38, 0))), "µ": (2e-6, DASH), "¢": (1e-6, ((2, 6, 90, 2), (2, 80, 2, 16))), "‰": (1e-6, CLOSE),
}
NAMES, RAREST = 0.05, 3e-5
PRIOR = 20_000  # characters of text that the table above is worth


def strings(name, text):
    """The shown texts of one file of a language pack."""
    if name.endswith(".ftl"):
        text = re.sub(r"(?m)^#.*$", "", text)
        text = re.sub(r"(?m)^(-?[\w-]+|\s+\.[\w-]+)\s*=", "\n", text)
        text = re.sub(r"(?m)^\s*\*?\[[\w-]+\]", "\n", re.sub(r"\{[^{}]*?->", "\n", text))
        text = re.sub(r"\{[^{}\n]*\}", " ", text)
    elif name.endswith(".properties"):
        text = re.sub(r"(?m)^\s*[#!].*$", "", text)
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
        text = re.sub(r"\\n", "\n", re.sub(r"(?m)^[^=\n]*=", "", text))
    else:
        return []
    text = html.unescape(re.sub(r"<[^<>]*>|%(\d\$)?[A-Za-z]|https?:\S+|\$[A-Z]\w*", " ", text))
    return [" ".join(line.split()) for line in re.sub(r"[{}]", "\n", text).splitlines()]


def firefox(folder, pack):
    """Every shown text of a language pack, each once."""
    package = next(folder.glob(f"firefox-esr-l10n-{pack}_*.deb"))
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
    lines = []
    with tarfile.open(fileobj=io.BytesIO(tar)) as files:
        member = next(m for m in files if m.name.endswith(".xpi"))
        with zipfile.ZipFile(files.extractfile(member)) as xpi:
            for name in sorted(xpi.namelist()):
                if "languageNames" not in name and "regionNames" not in name:
                    lines += strings(name, xpi.read(name).decode("utf-8", "replace"))
    return list(dict.fromkeys(line for line in lines if len(line) > 12))


class Plain(pickle.Unpickler):
    """Reads Babel's files without Babel: its classes become bare values."""

    def find_class(self, module, name):
        return type(name, (types.SimpleNamespace,), {"__init__": lambda self, *a: None, "__setstate__": lambda self, s: None})


def cldr(folder, language):
    """Every text of the CLDR data of a language (names of languages, lands, months, units)."""
    with zipfile.ZipFile(next(folder.glob("babel-*.whl"))) as wheel:
        data = Plain(io.BytesIO(wheel.read(f"babel/locale-data/{language}.dat"))).load()
    found, left = [], [data]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left += item.values()
        elif isinstance(item, (list, tuple)):
            left += item
        elif isinstance(item, str) and len(item) > 3:
            found.append(re.sub(r"\{\d\}", " ", item))
    return list(dict.fromkeys(found))


def fold(char):
    """The symbol that stands for a character in the models, before rare letters are dropped."""
    if char in MARKS:
        return char
    if char.isspace():
        return " "
    if char.isdigit():
        return "0"
    if ord(char) < 128 and not char.isalpha():
        return "."
    low = char.lower()
    return "i" if low == "i\u0307" else low if len(low) == 1 else char


def toned(text):
    """Vietnamese as windows-1258 has it: the tone after its letter."""
    out = []
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in marks if c in "\u0300\u0301\u0303\u0309\u0323")
        out.append(unicodedata.normalize("NFC", "".join(c for c in marks if c not in tone)) + tone if tone else char)
    return "".join(out)


def kind(symbol):
    return 1 if symbol in " \u00a0" else 2 if symbol == "0" else 3 if symbol == "." or symbol in MARKS else 0


def script(char):
    return unicodedata.name(char, "?").split()[0]


def is_letter(char):
    return unicodedata.category(char)[0] in "LM" and char not in MARKS


def alphabet(language, text):
    """Letters by use: those of the language's own script that are not strays from other languages."""
    counts = collections.Counter(c for c in map(fold, text) if is_letter(c))
    home = collections.Counter(script(c) for c in counts.elements() if ord(c) > 127 or language in ("eu", "en")).most_common(1)[0][0]
    if language in ("en", "nl", "eu", "sq", "ga", "it", "et", "vi", "se", "mt"):
        home = "LATIN"
    marks = "\u0300\u0301\u0303\u0309\u0323" if language == "vi" else ""
    least = max(3, sum(counts.values()) * 4e-5)
    extra = LANGUAGES[language][1]
    own = {c for c, n in counts.items() if n >= least and (script(c) == home or c in marks)} | set(extra)
    if home == "LATIN" and extra:
        own = {c for c in own if ord(c) < 128 or c in extra or c in marks}
    return sorted(own | (LATIN if home == "LATIN" else {"a"}))


def model(language, lines):
    text = " \n".join(lines)
    text = unicodedata.normalize("NFC", text)
    if language == "vi":
        text = toned(text) + text
    if language == "ro":
        text += text.translate(str.maketrans("șțȘȚ", "şţŞŢ"))
    symbols = [" ", ".", "0", *MARKS, *alphabet(language, text)]
    place = {s: i for i, s in enumerate(symbols)}
    pairs = collections.Counter()
    before = " "
    latin = "b" in place
    for char in map(fold, text):
        if not latin and char in LATIN:
            char = "a"
        if not (char == " " and before == " "):
            if char in place and before in place:
                pairs[before, char] += 1
            before = char
    single = collections.Counter()
    for (first, _), number in pairs.items():
        single[first] += number
    total = sum(single.values())
    share = {s: max(RAREST, single[s] / total) for s in symbols}
    mass = [sum(share[s] for s in symbols if kind(s) == k and s not in MARKS) for k in range(4)]
    weights = collections.Counter(pairs)
    for mark, (often, (left, right)) in MARKS.items():
        for s in symbols:
            if s not in MARKS:
                within = share[s] / mass[kind(s)]
                weights[s, mark] += PRIOR * often * left[kind(s)] / 100 * within
                weights[mark, s] += PRIOR * often * right[kind(s)] / 100 * within
    return symbols, [[cost(p) for p in probabilities(weights, share, symbols, a)] for a in symbols]


def probabilities(weights, share, symbols, first):
    """Witten-Bell: what was not seen after `first` falls back on how often it is at all; for the sake of names
    and loan words, some of that is always added."""
    seen = sum(weights[first, s] for s in symbols)
    distinct = sum(weights[first, s] >= 1 for s in symbols) + 1
    return [(1 - NAMES) * (weights[first, s] + distinct * share[s]) / (seen + distinct) + NAMES * share[s] for s in symbols]


def cost(share):
    return chr(min(DEAREST, CHEAPEST + round(-math.log(share) * SCALE)))


def write(path, lines):
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main():
    folder, here = Path(sys.argv[1]), Path(__file__).parent
    english = set(firefox(folder, "en-gb"))
    for language, (packs, _) in LANGUAGES.items():
        lines = [line for pack in packs for line in firefox(folder, pack) if language == "en" or line not in english]
        if len(lines) < 2000:
            lines += cldr(folder, language)
        symbols, rows = model(language, lines)
        write(here / f"{language}.txt", ["".join(symbols), *("".join(row) for row in rows)])
        print(language, len(lines), sum(map(len, lines)), len(symbols), "".join(s for s in symbols if ord(s) > 127 and s not in MARKS))
    for language, packs in IDEOGRAPHIC.items():
        counts = collections.Counter(c for pack in packs for line in firefox(folder, pack) for c in line if ord(c) > 0x2e7f)
        ranked = [c for c, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FREQUENT]]
        write(here / f"{language}.txt", ["".join(ranked[at:at + 100]) for at in range(0, len(ranked), 100)])
        print(language, sum(counts.values()), len(ranked))


if __name__ == "__main__":
    main()
