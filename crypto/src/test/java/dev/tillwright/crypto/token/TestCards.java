package dev.tillwright.crypto.token;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import java.time.YearMonth;
import java.util.List;

/** Test numbers that processors publish. */
final class TestCards {
  static final List<String> NUMBERS =
      List.of(
          "4111111111111111",
          "4012888888881881",
          "4222222222222",
          "5555555555554444",
          "5105105105105100",
          "2223003122003222",
          "378282246310005",
          "371449635398431",
          "6011111111111117",
          "6011000990139424",
          "30569309025904",
          "38520000023237",
          "3530111333300000",
          "3566002020360505",
          "6212345678901232",
          "6759649826438453");
  static final YearMonth EXPIRY = YearMonth.of(2030, 12);

  private TestCards() {}

  static CardRead read(String number) {
    return read(number, EXPIRY);
  }

  static CardRead read(String number, YearMonth expiry) {
    return CardRead.of(Pan.of(number), expiry, EntryMode.CHIP);
  }
}
