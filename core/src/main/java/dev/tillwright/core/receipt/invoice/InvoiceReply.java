package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/** What a provider says to a number. */
public sealed interface InvoiceReply {
  /** The code of a refusal: this number came before, with another content. */
  String OTHER = "number.other";

  /** The code of a refusal: the provider knows no such number. */
  String UNKNOWN_NUMBER = "number.unknown";

  /**
   * A document exists.
   *
   * @param of the number that was asked; a till compares it
   * @param document the number of the tax invoice or of its correction, 1 to 64 printable
   *     characters
   * @param total the amount it is about; a till compares it
   */
  record Issued(String of, String document, Money total) implements InvoiceReply {
    public Issued {
      Objects.requireNonNull(of, "of");
      Objects.requireNonNull(total, "total");
      if (!document.matches("[\\x21-\\x7e]{1,64}")) {
        throw new IllegalArgumentException("a document's number has 1 to 64 printable characters");
      }
    }
  }

  /**
   * It is with the provider, and no document exists: of an order nobody entered the code yet; of a
   * correction there was nothing issued that it had to correct.
   *
   * @param of the number that was asked; a till compares it
   * @param total the amount it is about; a till compares it
   */
  record Accepted(String of, Money total) implements InvoiceReply {
    public Accepted {
      Objects.requireNonNull(of, "of");
      Objects.requireNonNull(total, "total");
    }
  }

  /**
   * Nothing was and nothing will be done for this number.
   *
   * @param of the number that was asked
   * @param code stable, for programs, 1 to 64 characters of letters, digits, hyphen and dot
   * @param reason for people, without a buyer's data; at most 200 characters
   */
  record Refused(String of, String code, String reason) implements InvoiceReply {
    public Refused {
      Objects.requireNonNull(of, "of");
      if (!code.matches("[A-Za-z0-9.-]{1,64}") || reason.length() > 200) {
        throw new IllegalArgumentException("a refusal has a short code and a short reason");
      }
    }
  }

  /**
   * Nobody knows: no answer, or one that cannot be read. It is asked again.
   *
   * @param reason for people, without data
   */
  record Unknown(String reason) implements InvoiceReply {
    public Unknown {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
