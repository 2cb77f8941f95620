package dev.tillwright.core.receipt;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The shop as it stands at the head and the foot of a receipt.
 *
 * @param name 1 to 200 characters
 * @param address its lines, at most 10
 * @param taxId the number under which it pays taxes; empty for none
 * @param phone {@code null} for none
 * @param refundPolicy what a customer may bring back, and until when; at most 2,000 characters,
 *     empty for none
 */
public record Merchant(
    String name, List<String> address, String taxId, @Nullable String phone, String refundPolicy) {
  private static final int MAX_TEXT = 200;

  public Merchant {
    address = List.copyOf(address);
    Objects.requireNonNull(taxId, "taxId");
    Objects.requireNonNull(refundPolicy, "refundPolicy");
    if (name.isBlank() || name.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a merchant's name has 1 to 200 characters");
    }
    if (address.size() > 10 || address.stream().anyMatch(line -> line.length() > MAX_TEXT)) {
      throw new IllegalArgumentException("an address has at most 10 lines of 200 characters");
    }
    if (taxId.length() > MAX_TEXT || (phone != null && phone.length() > MAX_TEXT)) {
      throw new IllegalArgumentException("a tax number or phone has at most 200 characters");
    }
    if (refundPolicy.length() > 2_000) {
      throw new IllegalArgumentException("a refund policy has at most 2,000 characters");
    }
  }

  /** A merchant of which only the name is known. */
  public static Merchant named(String name) {
    return new Merchant(name, List.of(), "", null, "");
  }
}
