package dev.tillwright.core.access;

import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to do when something is stolen, copied or misused: revoke it, freeze the till, carry a
 * signed list to tills that are not in reach. Got from {@link AccessControl#incidents}. What is
 * done is an entry, durable when the call returns, and holds from the next call on, here and after
 * a restart. Doing it needs {@link Permission#INCIDENT}; docs/incident.md says when to do what.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class Incidents {
  private final AccessControl door;
  private final AccessBooks books;
  private final AccessSettings settings;

  Incidents(AccessControl door, AccessBooks books, AccessSettings settings) {
    this.door = door;
    this.books = books;
    this.settings = settings;
  }

  /** Whether it is revoked here, or on the list that was taken last. */
  public boolean isRevoked(Revocable kind, String id) {
    return books.incidents().isRevoked(kind, id);
  }

  /** Whether this till is frozen: nobody sells, pays or changes anything. */
  public boolean isFrozen() {
    return books.incidents().isFrozen(settings.clock().instant());
  }

  /** Whether the list that was taken last is too old to be relied on; not without a list. */
  public boolean isStale() {
    return books.incidents().isStale(settings.clock().instant());
  }

  /** The number of the list that was taken last; 0 for none. */
  public long list() {
    return books.incidents().list();
  }

  /** Until when the list that was taken last holds. */
  public Optional<Instant> listUntil() {
    return books.incidents().until();
  }

  /** All that is revoked, by kind and id. */
  public List<Revocation> revoked() {
    return books.incidents().all();
  }

  /**
   * Revokes something here.
   *
   * @param by may {@link Permission#INCIDENT}, and is not who is revoked
   */
  public AccessDecision revoke(OperatorSession by, Revocation what) {
    if (what.kind() == Revocable.OPERATOR && what.id().equals(by.operator().id())) {
      throw new IllegalArgumentException("nobody revokes himself");
    }
    return door.changing(
        by,
        () -> {
          if (what.kind() == Revocable.OPERATOR) {
            door.endAllOf(what.id());
          }
          write(by, IncidentBook.REVOKED, out -> named(out, what));
        });
  }

  /** Takes that back; what a list revokes stays revoked. */
  public AccessDecision restore(OperatorSession by, Revocation what) {
    return door.changing(by, () -> write(by, IncidentBook.RESTORED, out -> named(out, what)));
  }

  private static void named(JsonOut out, Revocation what) {
    out.put("kind", what.kind().name()).put("id", what.id()).put("reason", what.reason());
  }

  /** Freezes this till: reading goes on, and nothing else. Payments that are under way end. */
  public AccessDecision freeze(OperatorSession by, String reason) {
    Revocation about = new Revocation(Revocable.TERMINAL, "this", reason);
    return door.changing(
        by, () -> write(by, IncidentBook.FROZEN, out -> out.put("reason", about.reason())));
  }

  /** Takes that back; not where the terminal is revoked, or its list is too old. */
  public AccessDecision thaw(OperatorSession by, String reason) {
    Revocation about = new Revocation(Revocable.TERMINAL, "this", reason);
    return door.changing(
        by, () -> write(by, IncidentBook.THAWED, out -> out.put("reason", about.reason())));
  }

  /**
   * Makes a list of all that is revoked here, for other tills.
   *
   * @param number higher than any list of this merchant before
   * @param lasting how long it may be relied on, at most {@link RevocationList#LONGEST}
   * @return the signed text; empty when it was refused, which is in the journal
   */
  public Optional<String> issue(
      OperatorSession by, CheckpointSigner signer, long number, Duration lasting) {
    if (!door.require(by, Permission.INCIDENT).isAllowed()) {
      return Optional.empty();
    }
    Instant now = settings.clock().instant();
    String text =
        new RevocationList(number, now, now.plus(lasting), books.incidents().all()).signed(signer);
    books.append(
        draft(
            "incident.listIssued",
            by.operator().id(),
            out -> out.put("number", number).put("digest", Prover.digest(text))));
    return Optional.of(text);
  }

  /**
   * Takes a list that somebody brought. It needs nobody's permission: its signature is its right,
   * and a till whose operators are all revoked must take it too. What is refused is in the journal.
   *
   * @param brought who brought it, for the journal; at most 64 characters
   * @return why it was not taken; empty when it was
   */
  @Unattended("the signature of the list is its right")
  public Optional<String> take(String text, String brought) {
    String by = brought.substring(0, Math.min(brought.length(), 64));
    return door.inTurn(() -> taken(text, by));
  }

  private Optional<String> taken(String text, String by) {
    CheckpointKeys keys = settings.listKeys();
    if (keys == null) {
      return refused("list.noKey", by, 0);
    }
    RevocationList list;
    try {
      list = RevocationList.read(text, keys);
    } catch (JsonException e) {
      return refused("list.notRead", by, 0);
    } catch (IllegalArgumentException e) {
      return refused("list.notSigned", by, 0);
    }
    Instant now = settings.clock().instant();
    if (list.number() <= books.incidents().list()) {
      return refused("list.rolledBack", by, list.number());
    }
    if (!now.isBefore(list.until())) {
      return refused("list.expired", by, list.number());
    }
    if (list.issued().isAfter(now.plus(Sessions.STEP))) {
      return refused("list.notYet", by, list.number()); // or else the clock was set back
    }
    String key = JsonIn.parse(text).text("key");
    books.append(
        draft(IncidentBook.LIST_TAKEN, by, out -> out.put("key", key).put("list", list.body())));
    books.reloadIncidents();
    list.revoked().stream()
        .filter(it -> it.kind() == Revocable.OPERATOR)
        .forEach(it -> door.endAllOf(it.id()));
    return Optional.empty();
  }

  private Optional<String> refused(String code, String by, long number) {
    books.append(
        draft(
            IncidentBook.LIST_REFUSED,
            by,
            out -> {
              out.put("code", code);
              if (number > 0) {
                out.put("number", number);
              }
            }));
    return Optional.of(code);
  }

  private void write(OperatorSession by, String kind, Consumer<JsonOut> fields) {
    books.append(draft(kind, by.operator().id(), fields));
    books.reloadIncidents();
  }

  private static Draft draft(String kind, String by, Consumer<JsonOut> fields) {
    return new Draft(
        kind,
        JsonOut.object(
            out -> {
              fields.accept(out);
              out.put("by", by);
            }));
  }
}
