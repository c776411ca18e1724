"""A static function over hashes (a binary fuse filter that gives back four bits), as `lexicon.rs` reads it: a key that
is not in it is told from one that is with a chance of error of 1 in 256, at 13.5 bits a key.
"""

import math
import struct
from array import array

MASK = (1 << 64) - 1
PRINT_BITS = 8


def key_of(text):
    """FNV-1a."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def mix(value):
    value = ((value ^ value >> 33) * 0xFF51AFD7ED558CCD) & MASK
    value = ((value ^ value >> 33) * 0xC4CEB9FE1A85EC53) & MASK
    return value ^ value >> 33


def cells_of(hashed, segment, segments):
    """The three cells of a key: one in each of three segments that follow each other."""
    first = (hashed >> 32) * (segments * segment) >> 32
    second = first + segment ^ hashed >> 18 & segment - 1
    return first, second, (first + 2 * segment) ^ (hashed & segment - 1)


def build(made, hashed=key_of):
    """(seed, bits of a segment, segments, cells): the cells of a key, xored, give its print and its value."""
    bits = int(math.log(len(made)) / math.log(3.33) + 2.25)
    segment = 1 << bits
    factor = max(1.125, 0.875 + 0.25 * math.log(1_000_000) / math.log(len(made)))
    segments = max(1, -(-int(len(made) * factor) // segment) - 2)
    keys = sorted(made)
    for seed in range(100):
        hashes = [mix(hashed(key) ^ seed) for key in keys]
        order = peel([cells_of(value, segment, segments) for value in hashes], (segments + 2) * segment)
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


def file_of(made, pairs=0, hashed=key_of):
    """The bytes of a file with these keys and their values, 1 to 15; `hashed` gives a key's FNV-1a."""
    seed, bits, segments, cells = build(made, hashed)
    return struct.pack("<4sIIII", b"dhl1", seed, bits, segments, pairs) + packed(cells)
