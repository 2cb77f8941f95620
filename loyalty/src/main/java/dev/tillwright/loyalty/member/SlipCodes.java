package dev.tillwright.loyalty.member;

import dev.tillwright.core.receipt.ReceiptNotes;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.KeyedIndex;
import java.util.List;
import java.util.Objects;

/**
 * Puts the code that every message to a member bears on the receipts of the member's sales, so that
 * who gets a message can compare. Given to a till that is being built; members are opened over its
 * journal afterwards.
 *
 * <p><b>Guarantees.</b> The code is that of {@link ContactDesk#slipCode}, where the index is the
 * same. Nothing is added for a sale without a member, for one who was erased, and for a number that
 * nobody was enrolled under. Immutable; any number of threads at once.
 */
public final class SlipCodes implements ReceiptNotes {
  private static final String PLACE = "{slip}";
  private static final String USUAL = "Our messages to you bear " + PLACE;

  private final MemberQueries queries;
  private final GenuineCodes codes;
  private final String text;

  private SlipCodes(MemberQueries queries, GenuineCodes codes, String text) {
    this.queries = queries;
    this.codes = codes;
    this.text = text;
  }

  /**
   * Reads the members that are in this database.
   *
   * @param index as members are given it
   */
  public static SlipCodes over(Database database, KeyedIndex index) {
    Objects.requireNonNull(index, "index");
    return new SlipCodes(new MemberQueries(database), new GenuineCodes(index), USUAL);
  }

  /**
   * With another text.
   *
   * @param other one line of at most 100 characters; {@code {slip}} is where the code stands
   */
  public SlipCodes text(String other) {
    if (other.length() > 100 || !other.contains(PLACE)) {
      throw new IllegalArgumentException("text: at most 100 characters with " + PLACE);
    }
    return new SlipCodes(queries, codes, other);
  }

  @Override
  public List<String> of(CompletedSale sale) {
    String member = sale.member();
    if (member == null) {
      return List.of();
    }
    return queries
        .find(MemberId.of(member))
        .filter(it -> !it.erased())
        .map(it -> List.of(text.replace(PLACE, codes.ofMember(it.id()))))
        .orElse(List.of());
  }
}
