package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.nio.charset.StandardCharsets;

/**
 * Whom an invoice is issued to. Personal: a till keeps it sealed until the provider has it, and
 * then destroys the key.
 *
 * @param name of the person or the company, 1 to 200 characters
 * @param taxNumber at most 64 characters; empty for none
 * @param address at most 400 characters; empty for none
 * @param sendTo an address of electronic mail or a telephone, at most 200 characters; empty for
 *     none
 */
public record InvoiceBuyer(String name, String taxNumber, String address, String sendTo) {
  public InvoiceBuyer {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a buyer's name is missing");
    }
    fits("name", name, 200);
    fits("taxNumber", taxNumber, 64);
    fits("address", address, 400);
    fits("sendTo", sendTo, 200);
  }

  /** A buyer of whom no more is needed. */
  public static InvoiceBuyer of(String name, String taxNumber) {
    return new InvoiceBuyer(name, taxNumber, "", "");
  }

  private static void fits(String field, String text, int most) {
    if (text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a buyer's " + field + " has at most " + most + " characters, none of them control");
    }
  }

  /** As bytes, to be sealed; the caller wipes them. */
  public byte[] bytes() {
    return JsonOut.object(
            out ->
                out.put("name", name)
                    .put("taxNumber", taxNumber)
                    .put("address", address)
                    .put("sendTo", sendTo))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #bytes} gave. */
  public static InvoiceBuyer parse(byte[] bytes) {
    JsonIn in = JsonIn.parse(new String(bytes, StandardCharsets.UTF_8));
    return new InvoiceBuyer(
        in.text("name"), in.text("taxNumber"), in.text("address"), in.text("sendTo"));
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "InvoiceBuyer[...]";
  }
}
