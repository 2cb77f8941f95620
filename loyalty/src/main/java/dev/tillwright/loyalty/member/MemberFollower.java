package dev.tillwright.loyalty.member;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.member.MemberEntries.SealedIdentifier;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps who is a member, what members agreed to and how they were reached: a fold over the
 * journal's entries. Indexes stand in the entries sealed, so that it needs the sealer to make
 * members findable; of one whose key was destroyed it keeps what is not about a person, as the
 * entry of the erasure says it must.
 *
 * <p><b>Guarantees.</b> As {@link Follower} says. Rebuilt it has the same bytes, also when members
 * were erased in between.
 *
 * <p><b>Threads.</b> As {@link Follower} says. While the sealer's keys cannot be reached it stands
 * still and is tried again; sales go on.
 */
public final class MemberFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "members";

  private final Sealer sealer;

  /**
   * @param sealer opens indexes; may read the journal's database, never write it
   */
  public MemberFollower(Sealer sealer) {
    this.sealer = Objects.requireNonNull(sealer, "sealer");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MemberTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    MemberEntries.read(entry).ifPresent(it -> apply(it, entry, tx));
    ContactEntries.read(entry).ifPresent(it -> ContactRows.apply(it, entry, tx));
  }

  private void apply(MemberEntries own, Entry entry, Tx tx) {
    if (own instanceof MemberEntries.Enrolled it) {
      touch(tx, it.member(), it.order());
      tx.update(
          "update member set known = 1, enrolled_ms = ? where id = ? and known = 0",
          entry.at().toEpochMilli(),
          it.member().value());
      profile(tx, it.member(), it.order(), it.profile());
      it.identifiers().forEach(each -> identify(tx, it.member(), it.order(), each));
    } else if (own instanceof MemberEntries.Identified it) {
      touch(tx, it.member(), it.order());
      identify(tx, it.member(), it.order(), it.identifier());
    } else if (own instanceof MemberEntries.Unidentified it) {
      touch(tx, it.member(), it.order());
      tx.update(
          "delete from member_identifier where member = ? and slot = ?",
          it.member().value(),
          it.slot());
    } else if (own instanceof MemberEntries.Profiled it) {
      touch(tx, it.member(), it.order());
      profile(tx, it.member(), it.order(), it.profile());
    } else if (own instanceof MemberEntries.Stated it) {
      stated(it, entry, tx);
    } else if (own instanceof MemberEntries.Preferred it) {
      preferred(it, entry, tx);
    } else if (own instanceof MemberEntries.Merged it) {
      touch(tx, it.into(), it.order());
      parent(tx, it.from(), it.order(), it.into().value());
    } else if (own instanceof MemberEntries.Unmerged it) {
      parent(tx, it.member(), it.order(), "");
    } else if (own instanceof MemberEntries.Erased it) {
      it.members().forEach(each -> erase(tx, each));
    } else if (own instanceof MemberEntries.Shredded it) {
      it.members()
          .forEach(each -> tx.update("update member set shredded = 1 where id = ?", each.value()));
    }
  }

  /** Entries of several terminals may come in any order: the row is made by the first. */
  private static void touch(Tx tx, MemberId member, long order) {
    tx.insertIfAbsent(
        "insert into member (id, known, erased, shredded, parent, parent_order, newest_order,"
            + " enrolled_ms, profile, profile_order, slots) values (?,0,0,0,'',0,0,0,'',0,0)",
        member.value());
    tx.update(
        "update member set newest_order = ? where id = ? and newest_order < ?",
        order,
        member.value(),
        order);
  }

  private static boolean erased(Tx tx, MemberId member) {
    return tx.first("select erased from member where id = ?", row -> row.number(1), member.value())
        .filter(erased -> erased == 1)
        .isPresent();
  }

  private static void profile(Tx tx, MemberId member, long order, String sealed) {
    tx.update(
        "update member set profile = ?, profile_order = ?"
            + " where id = ? and profile_order < ? and erased = 0",
        sealed,
        order,
        member.value(),
        order);
  }

  private void identify(Tx tx, MemberId member, long order, SealedIdentifier identifier) {
    tx.update(
        "update member set slots = ? where id = ? and slots < ?",
        identifier.slot(),
        member.value(),
        identifier.slot());
    if (erased(tx, member)) {
      return;
    }
    index(member, identifier)
        .ifPresent(
            idx ->
                tx.insertIfAbsent(
                    "insert into member_identifier (kind, idx, member, slot, added, sealed)"
                        + " values (?,?,?,?,?,?)",
                    identifier.kind().name(),
                    idx,
                    member.value(),
                    identifier.slot(),
                    order,
                    identifier.value()));
  }

  /** What does not open now never will: the entry does not change. It is not findable then. */
  private Optional<String> index(MemberId member, SealedIdentifier identifier) {
    try {
      return MemberSeals.openIndex(sealer, member, identifier);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    } catch (TillwrightException e) {
      if (e.code().equals("seal.refused")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void stated(MemberEntries.Stated it, Entry entry, Tx tx) {
    touch(tx, it.member(), it.order());
    String proof = it.proof();
    tx.update(
        "insert into member_statement (terminal, seq, member, channel, purpose, given, order_ms,"
            + " said_ms, said_by, wording, source, proof) values (?,?,?,?,?,?,?,?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        it.member().value(),
        it.channel().name(),
        it.purpose().name(),
        it.given(),
        it.order(),
        it.said().toEpochMilli(),
        it.by(),
        it.wording(),
        it.source().name(),
        proof == null || erased(tx, it.member()) ? "" : proof);
  }

  private static void preferred(MemberEntries.Preferred it, Entry entry, Tx tx) {
    touch(tx, it.member(), it.order());
    tx.update(
        "insert into member_preference (terminal, seq, member, name, wanted, order_ms, said_ms,"
            + " said_by, source) values (?,?,?,?,?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        it.member().value(),
        it.preference().name(),
        it.on(),
        it.order(),
        it.said().toEpochMilli(),
        it.by(),
        it.source().name());
  }

  private static void parent(Tx tx, MemberId member, long order, String parent) {
    touch(tx, member, order);
    tx.update(
        "update member set parent = ?, parent_order = ? where id = ? and parent_order < ?",
        parent,
        order,
        member.value(),
        order);
  }

  private static void erase(Tx tx, MemberId member) {
    touch(tx, member, 0);
    tx.update("update member set erased = 1, profile = '' where id = ?", member.value());
    tx.update("delete from member_identifier where member = ?", member.value());
    tx.update("update member_statement set proof = '' where member = ?", member.value());
  }

  @Override
  public void reset(Tx tx) {
    MemberTables.NAMES.forEach(table -> tx.update("delete from " + table));
  }
}
