#!/usr/bin/env python3
"""Verifies the journals in a till's SQLite file, as docs/journal-format.md says.

usage: verify_journal.py FILE [TERMINAL] [--archive ARCHIVE ...]

FILE is a till's database, or an archive, which stands for itself. With its archives, what left a
journal for them is checked as if it had not; without, a line ARCHIVED counts the entries of which
only the links were looked at.

Prints one line for each terminal, and one more where it signed checkpoints: whether the tree over
the entries is what they say (their signatures are not looked at: Python has no Ed25519 of its own).
Exit code 0: all whole; 2: a fault; 64: usage.
Only reads. Needs Python 3.8 or newer and its standard library.
"""
import datetime
import hashlib
import json
import os
import re
import sqlite3
import sys
import urllib.request

ZEROS = b"0" * 64
TYPES = "text integer integer text text text text text"
NUMBER = re.compile(rb"[1-9][0-9]*\Z")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", re.ASCII)

ENTRIES = """select typeof(terminal)||' '||typeof(epoch)||' '||typeof(seq)||' '||typeof(at)||' '||
  typeof(kind)||' '||typeof(payload)||' '||typeof(prev_hash)||' '||typeof(hash),
  terminal, cast(epoch as text), cast(seq as text), at, kind, payload, prev_hash, hash
  from journal order by terminal, epoch, seq"""


def connect(path):
    # Without a write-ahead log nobody has the file open: then SQLite need not make files beside it.
    quiet = not os.path.exists(path + "-wal")
    name = urllib.request.pathname2url(os.path.abspath(path))
    uri = "file:" + name + "?mode=ro" + ("&immutable=1" if quiet else "")
    db = sqlite3.connect(uri, uri=True, timeout=10)
    db.text_factory = bytes
    return db


def hash_of(fields):
    digest = hashlib.sha256()
    for field in (b"tillwright-journal-1",) + fields:
        digest.update(len(field).to_bytes(4, "big") + field)
    return digest.hexdigest().encode()


def is_time(at):
    try:
        text = at.decode("ascii")
        datetime.datetime.strptime(text[:-1] + "000", "%Y-%m-%dT%H:%M:%S.%f")
        return TIME.match(text) is not None
    except ValueError:
        return False


def is_utf8(payload):
    try:
        payload.decode("utf-8")
        return len(payload) <= 1048576
    except ValueError:
        return False


def number(value):
    return int(value) if isinstance(value, bytes) and NUMBER.match(value) else -1


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The Merkle tree of RFC 9162 over the hashes of the entries, and the checkpoints about it."""

    def __init__(self, checkpoints, peaks=(), size=0):
        self.peaks, self.size, self.said = list(peaks), size, []
        self.wanted = checkpoints

    def add(self, entry_hash):
        right, size = hashlib.sha256(b"\x00" + bytes.fromhex(entry_hash.decode())).digest(), self.size
        while size & 1:
            right, size = node(self.peaks.pop(), right), size >> 1
        self.peaks.append(right)
        self.size += 1
        for head, root in self.wanted.pop(self.size, []):
            self.said.append((head, root) == (entry_hash.decode(), self.root().hex()))

    def root(self):
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root

    def line(self, name):
        return "TREE %s checkpoints=%d differ=%d" % (name, self.count(), self.differ())

    def count(self):
        return len(self.said) + self.unmet()

    def differ(self):
        return self.said.count(False) + self.unmet()

    def unmet(self):
        """Checkpoints over more entries than could be followed."""
        return sum(len(each) for each in self.wanted.values())


class Contents:
    """What archives hold of one journal, up to where the journal says that contents may be there."""

    def __init__(self, db=None, terminal=b"", archives=()):
        self.terminal, self.archives, self.up_to = terminal.decode("latin-1"), archives, 0
        for seq, payload in db.execute(
                "select seq, payload from journal where terminal = ? and kind = 'journal.archived'",
                (self.terminal,)) if db else ():
            try:
                last = json.loads(payload)["last"]
                self.up_to = max(self.up_to, last if isinstance(seq, int) and last < seq else 0)
            except (ValueError, KeyError, TypeError):
                pass  # in an archive itself, or changed, which the chain tells

    def of(self, epoch, seq):
        """None where the journal itself must hold it; empty where its archive was not given."""
        if seq > self.up_to:
            return None
        for db in self.archives:
            row = db.execute("select payload from journal where terminal = ? and epoch = ? and seq = ?",
                             (self.terminal, epoch, seq)).fetchone()
            if row and row[0]:
                return row[0]
        return b""


class Chain:
    def __init__(self, terminal, checkpoints=None, contents=None):
        self.tree, self.contents = Tree(checkpoints or {}), contents or Contents()
        self.terminal, self.entries, self.seq, self.epoch = terminal, 0, 0, 0
        self.before, self.fault, self.stray, self.elsewhere = ZEROS, None, None, 0
        self.placeless = False

    def behind(self, seq, before, tree):
        self.seq, self.before, self.tree = seq, before, tree
        return self

    def wrong(self, what, seq):
        self.fault = self.fault or (what, seq)

    def next(self, row):
        self.entries += 1
        if self.fault:
            return
        epoch, seq, expected = number(row[2]), number(row[3]), self.seq + 1
        kept = self.contents.of(epoch, seq) if row[6] == b"" else None
        elsewhere = kept == b"" and seq == expected
        if kept:
            row = row[:6] + (kept,) + row[7:]
        if seq > 0 and seq != expected:
            sound = row[0] == TYPES.encode() and hash_of(tuple(row[1:8])) == row[8]
            if seq > expected and not sound:
                self.stray = ("CHANGED", seq)
            self.wrong("MISSING" if seq > expected else "EXTRA", min(seq, expected))
        elif row[0] == TYPES.encode() and seq < 1 and epoch > 0:
            self.placeless = True
        elif row[0] != TYPES.encode() or epoch < 1 or seq < 1:
            self.wrong("MALFORMED", expected)
        elif epoch < self.epoch:
            self.wrong("EXTRA", seq)
        elif row[7] != self.before:
            self.wrong("UNLINKED", seq)
        elif (not re.match(rb"[0-9a-f]{64}\Z", row[8]) if elsewhere
              else hash_of(tuple(row[1:8])) != row[8]):
            self.wrong("CHANGED", seq)
        elif not is_time(row[4]) or not is_utf8(row[6]):
            self.wrong("MALFORMED", seq)
        else:
            self.elsewhere += elsewhere
            self.seq, self.epoch, self.before = seq, epoch, row[8]
            self.tree.add(row[8])

    def locate(self, db):
        """A row whose epoch was changed stands where another is expected, which comes later."""
        if self.stray and db.execute("select 1 from journal where terminal = ? and seq = ?",
                                     (self.terminal.decode("latin-1"), self.fault[1])).fetchone():
            self.fault = self.stray
        return self

    def end(self, writer):
        epoch, seq, head = writer or (0, -1, b"")
        if self.placeless and (not self.fault or self.fault[0] == "MISSING"):
            self.fault = ("MALFORMED", self.fault[1] if self.fault else self.seq + 1)
        if epoch < max(1, self.epoch):
            self.wrong("WRITER_DIFFERS", self.seq)
        elif seq > self.seq:
            self.wrong("CUT_OFF", self.seq + 1)
        elif seq < self.seq:
            self.wrong("NOT_WRITTEN", seq + 1)
        elif head != self.before:
            self.wrong("WRITER_DIFFERS", self.seq)
        return self

    def name(self):
        return re.sub("[^A-Za-z0-9._-]", "?", self.terminal.decode("latin-1"))

    def line(self):
        name = self.name()
        if self.fault:
            return "BAD %s entries=%d what=%s seq=%d" % ((name, self.entries) + self.fault)
        return "OK %s entries=%d seq=%d hash=%s" % (
            name, self.entries, self.seq, self.before.decode())


def as_bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()


def checkpoints(db, terminal):
    """What the terminal's checkpoints say, by the number of entries they cover."""
    wanted = {}
    for of, payload in db.execute(
            "select terminal, payload from journal where kind = 'journal.checkpoint'"):
        try:
            said = json.loads(payload)
            if as_bytes(of) == terminal and isinstance(said["size"], int):
                wanted.setdefault(said["size"], []).append((said["head"], said["root"]))
        except (ValueError, KeyError, TypeError):
            pass  # of another program
    return wanted


def verify_archive(db):
    """An archive begins behind a hash and a tree, and ends with a checkpoint."""
    terminal, payload = db.execute("select terminal, payload from archive").fetchone()
    said = json.loads(payload)
    signed = json.loads(said["checkpoint"])
    tree = Tree({signed["size"]: [(signed["head"], signed["root"])]},
                [bytes.fromhex(peak) for peak in said["peaks"]], said["first"] - 1)
    chain = Chain(as_bytes(terminal)).behind(said["first"] - 1, said["before"].encode(), tree)
    for row in db.execute(ENTRIES):
        chain.next(row)
    return [chain.end((2147483647, signed["size"], signed["head"].encode()))]


def verify(path, archives=()):
    chains, chain, writers = [], None, {}
    try:
        db = connect(path)
        if db.execute("select 1 from sqlite_master where name = 'archive'").fetchone():
            return verify_archive(db)
        db.execute("begin")
        for terminal, epoch, seq, head in db.execute(
                "select terminal, cast(epoch as text), cast(seq as text), hash from journal_writer"):
            at = 0 if seq == b"0" else number(seq)
            sound = number(epoch) > 0 and at >= 0
            writers[as_bytes(terminal)] = (number(epoch), at, head) if sound else None
        for row in db.execute(ENTRIES):
            if chain is None or chain.terminal != as_bytes(row[1]):
                if chain:
                    chains.append(chain.locate(db).end(writers.pop(chain.terminal, None)))
                terminal = as_bytes(row[1])
                chain = Chain(terminal, checkpoints(db, terminal),
                              Contents(db, terminal, archives))
            chain.next(row)
        if chain:
            chains.append(chain.locate(db).end(writers.pop(chain.terminal, None)))
        chains += [Chain(terminal).end(writers[terminal]) for terminal in sorted(writers)]
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
        if "locked" in str(error):
            raise
        chain = chain or Chain(b"?")
        chain.wrong("UNREADABLE", chain.seq + 1 if chain.entries else 0)
        chains.append(chain)
    return chains


def main(arguments):
    archives = []
    if "--archive" in arguments:
        at = arguments.index("--archive")
        arguments, archives = arguments[:at], arguments[at + 1:]
    if len(arguments) not in (1, 2) or not all(map(os.path.isfile, arguments[:1] + archives)):
        print(__doc__, file=sys.stderr)
        return 64
    chains = verify(arguments[0], [connect(each) for each in archives])
    if len(arguments) == 2:
        chains = [c for c in chains if c.terminal in (b"?", arguments[1].encode())]
    for chain in chains:
        print(chain.line())
        if chain.elsewhere:
            print("ARCHIVED %s entries=%d" % (chain.name(), chain.elsewhere))
        if chain.tree.count():
            print(chain.tree.line(chain.name()))
    wrong = any(chain.fault or chain.tree.differ() for chain in chains)
    return 0 if chains and not wrong else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
