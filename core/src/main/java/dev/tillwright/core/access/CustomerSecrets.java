package dev.tillwright.core.access;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * With what members show who they are, folded from the journal; wrong tries are counted there too:
 *
 * <pre>
 * customer.pinSet        member, hash, by
 * customer.codeEnrolled  member, seed (sealed), by
 * customer.bound         member, reference (a keyed index), by
 * customer.shown         member, what, operator; code (its step)
 * customer.refused       member, what, reason, operator
 * </pre>
 */
final class CustomerSecrets implements Follower {
  static final String NAME = "customers";
  static final String PIN_SET = "customer.pinSet";
  static final String CODE_ENROLLED = "customer.codeEnrolled";
  static final String BOUND = "customer.bound";
  static final String SHOWN = "customer.shown";
  static final String REFUSED = "customer.refused";

  /**
   * @param wrongTries in a row
   * @param codeStep the latest step whose code was used; -1 for none
   */
  record Known(
      @Nullable String pinHash,
      @Nullable String seed,
      @Nullable String reference,
      long codeStep,
      long wrongTries,
      Instant lastWrong) {
    static final Known NOBODY = new Known(null, null, null, -1, 0, Instant.EPOCH);
  }

  static Draft draft(String kind, String member, Consumer<JsonOut> fields) {
    return new Draft(
        kind,
        JsonOut.object(
            out -> {
              out.put("member", member);
              fields.accept(out);
            }));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return List.of(
        Migration.of(
            1,
            "create table customer_secret (member varchar(64) not null primary key,"
                + " pin_hash varchar(512), seed text, reference varchar(64),"
                + " code_step bigint not null, wrong_tries bigint not null,"
                + " last_wrong bigint not null)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (!entry.kind().startsWith("customer.")) {
      return;
    }
    JsonIn in = JsonIn.parse(entry.payload());
    String member = in.text("member");
    tx.insertIfAbsent(
        "insert into customer_secret (member, code_step, wrong_tries, last_wrong)"
            + " values (?, -1, 0, 0)",
        member);
    switch (entry.kind()) {
      case PIN_SET -> set(tx, "pin_hash = ?, wrong_tries = 0", in.text("hash"), member);
      case CODE_ENROLLED -> set(tx, "seed = ?, code_step = -1", in.text("seed"), member);
      case BOUND -> set(tx, "reference = ?", in.text("reference"), member);
      case SHOWN -> {
        tx.update("update customer_secret set wrong_tries = 0 where member = ?", member);
        in.optionalNumber("code").ifPresent(step -> set(tx, "code_step = ?", step, member));
      }
      case REFUSED -> {
        String reason = in.text("reason");
        if (reason.equals(AccessRefusal.WRONG.code())
            || reason.equals(AccessRefusal.CODE_USED.code())) {
          set(
              tx,
              "wrong_tries = wrong_tries + 1, last_wrong = ?",
              entry.at().toEpochMilli(),
              member);
        }
      }
      default -> {
        // nothing that is kept
      }
    }
  }

  private static void set(Tx tx, String what, Object value, String member) {
    tx.update("update customer_secret set " + what + " where member = ?", value, member);
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from customer_secret");
  }

  static Known find(Tx tx, String member) {
    return tx.first(
            "select pin_hash, seed, reference, code_step, wrong_tries, last_wrong"
                + " from customer_secret where member = ?",
            row ->
                new Known(
                    row.optionalText(1).orElse(null),
                    row.optionalText(2).orElse(null),
                    row.optionalText(3).orElse(null),
                    row.number(4),
                    row.number(5),
                    Instant.ofEpochMilli(row.number(6))),
            member)
        .orElse(Known.NOBODY);
  }
}
